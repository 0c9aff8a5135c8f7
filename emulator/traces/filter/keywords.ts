/**
 * What a filter, or the part of it in braces, is asked of: the whole trace, one request at a node, one call on
 * an edge, or one element of a list inside a root cause.
 */
export type Scope =
  | 'trace'
  | 'service'
  | 'edge'
  | `rootcause.${'fault' | 'error'}.${'service' | 'entity' | 'exception'}`
  | `rootcause.responsetime.${'service' | 'entity'}`;

interface Rule {
  readonly type: 'boolean' | 'number' | 'string';
  readonly scopes: readonly Scope[];
}

const SERVICES = [
  'rootcause.fault.service',
  'rootcause.error.service',
  'rootcause.responsetime.service',
] as const;
const ENTITIES = [
  'rootcause.fault.entity',
  'rootcause.error.entity',
  'rootcause.responsetime.entity',
] as const;
const EXCEPTIONS = ['rootcause.fault.exception', 'rootcause.error.exception'] as const;
const CAUSES = [...SERVICES, ...ENTITIES, ...EXCEPTIONS] as const;
const REQUESTS = ['trace', 'service', 'edge'] as const;

/**
 * Every simple keyword, the type of its values, and what it can be asked of.
 * Keywords and types are documented ("Using filter expressions"; `account.id` in "Cross-account tracing"); which
 * keyword goes where is told by examples only, so the scopes are those in which it has a meaning.
 */
export const KEYWORDS = {
  ok: { type: 'boolean', scopes: REQUESTS },
  error: { type: 'boolean', scopes: REQUESTS },
  throttle: { type: 'boolean', scopes: REQUESTS },
  fault: { type: 'boolean', scopes: REQUESTS },
  partial: { type: 'boolean', scopes: REQUESTS },
  inferred: { type: 'boolean', scopes: [...REQUESTS, ...SERVICES] },
  root: { type: 'boolean', scopes: ['service'] },
  first: { type: 'boolean', scopes: CAUSES },
  last: { type: 'boolean', scopes: CAUSES },
  remote: { type: 'boolean', scopes: ENTITIES },
  responsetime: { type: 'number', scopes: REQUESTS },
  duration: { type: 'number', scopes: REQUESTS },
  'http.status': { type: 'number', scopes: REQUESTS },
  index: { type: 'number', scopes: CAUSES },
  coverage: { type: 'number', scopes: ['rootcause.responsetime.entity'] },
  'http.url': { type: 'string', scopes: REQUESTS },
  'http.method': { type: 'string', scopes: REQUESTS },
  'http.useragent': { type: 'string', scopes: REQUESTS },
  'http.clientip': { type: 'string', scopes: REQUESTS },
  user: { type: 'string', scopes: ['trace', 'service'] },
  name: { type: 'string', scopes: ['service', ...CAUSES] },
  type: { type: 'string', scopes: ['service', ...SERVICES] },
  message: { type: 'string', scopes: EXCEPTIONS },
  'account.id': { type: 'string', scopes: ['trace', 'service', ...SERVICES] },
  availabilityzone: { type: 'string', scopes: ['trace', 'service'] },
  'instance.id': { type: 'string', scopes: ['trace', 'service'] },
  'resource.arn': { type: 'string', scopes: ['trace', 'service'] },
} as const satisfies Readonly<Record<string, Rule>>;

/** The name of a simple keyword, in lower case. */
export type Keyword = keyof typeof KEYWORDS;

/** The type of a keyword's values; undefined when the word is no keyword. Letter case does not matter. */
export function typeOfKeyword(word: string): Rule['type'] | undefined {
  return Object.entries(KEYWORDS).find(([keyword]) => keyword === word.toLowerCase())?.[1].type;
}

/** What a keyword can be asked of. */
export function scopesOf(keyword: Keyword): readonly Scope[] {
  return KEYWORDS[keyword].scopes;
}
