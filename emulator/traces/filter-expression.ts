import { invalidRequest } from '../wire/failure';

/** What a filter expression may ask of one trace. */
export interface TraceFacts {
  readonly services: ReadonlySet<string>;
  /** `source` + newline + `target`. */
  readonly edges: ReadonlySet<string>;
  readonly fault: boolean;
  readonly error: boolean;
  readonly throttle: boolean;
}

/** Whether a trace matches. */
export type TraceFilter = (facts: TraceFacts) => boolean;

const SUPPORTED =
  'X-Ray Local supports service("NAME"), edge("SOURCE", "TARGET"), fault, error, throttle and AND';
const NAME = '"((?:[^"\\\\]|\\\\.)*)"';
const SERVICE = new RegExp(`^service\\(\\s*(?:${NAME}\\s*)?\\)`, 'i');
const EDGE = new RegExp(`^edge\\(\\s*${NAME}\\s*,\\s*${NAME}\\s*\\)`, 'i');
const KEYWORD = /^(fault|error|throttle)\b/i;
const AND = /^\s+AND\s+/i;

/**
 * Reads a filter expression of GetTraceSummaries.
 * A small part of X-Ray's language; throws InvalidRequestException naming what is supported for anything else.
 * Everything that knows the language is in this file, so that a full grammar can take its place.
 */
export function parseFilter(expression: string | undefined): TraceFilter {
  let rest = (expression ?? '').trim();
  const terms: TraceFilter[] = [];
  while (rest !== '') {
    const term = readTerm(rest);
    if (!term) throw invalidRequest(`Invalid filter expression at "${rest.slice(0, 40)}". ${SUPPORTED}`);
    terms.push(term.filter);
    rest = rest.slice(term.length);
    const and = AND.exec(rest)?.[0];
    if (rest !== '' && !and)
      throw invalidRequest(`Invalid filter expression at "${rest.slice(0, 40)}". ${SUPPORTED}`);
    if (and && rest.length === and.length) throw invalidRequest(`AND needs a right side. ${SUPPORTED}`);
    rest = rest.slice(and?.length ?? 0);
  }
  return (facts) => terms.every((term) => term(facts));
}

interface Term {
  readonly filter: TraceFilter;
  readonly length: number;
}

function readTerm(text: string): Term | undefined {
  const keyword = KEYWORD.exec(text);
  if (keyword) return { filter: keywordFilter(keyword[0].toLowerCase()), length: keyword[0].length };
  const service = SERVICE.exec(text);
  if (service) return { filter: serviceFilter(service[1]), length: service[0].length };
  const edge = EDGE.exec(text);
  if (!edge) return undefined;
  const key = edgeKey(unescaped(edge[1] ?? ''), unescaped(edge[2] ?? ''));
  return { filter: (facts) => facts.edges.has(key), length: edge[0].length };
}

function keywordFilter(keyword: string): TraceFilter {
  if (keyword === 'fault') return (facts) => facts.fault;
  if (keyword === 'error') return (facts) => facts.error;
  return (facts) => facts.throttle;
}

function serviceFilter(quoted: string | undefined): TraceFilter {
  if (quoted === undefined) return () => true;
  const name = unescaped(quoted);
  return (facts) => facts.services.has(name);
}

function unescaped(quoted: string): string {
  return quoted.replaceAll(/\\(.)/g, '$1');
}

/** How an edge is written in `TraceFacts.edges`. */
export function edgeKey(source: string, target: string): string {
  return `${source}\n${target}`;
}
