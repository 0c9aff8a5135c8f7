import { type Part, partIn, partsIn, textIn } from './fields';
import { shown, urlPlace } from './redact';

/** What one call did: each part only where the document says it, ready to be shown. */
export interface Call {
  /** Names by which the service graph may know its target. */
  readonly targets: readonly string[];
  readonly operation?: string;
  readonly resource?: string;
  readonly exceptions: readonly string[];
}

const statements =
  /^\s*(select|insert|update|delete|merge|call|exec|create|alter|drop|truncate|begin|commit)\b/i;

/**
 * Reads a subsegment as a call to another service. Of exceptions only the type is taken, of SQL only its first word:
 * messages and statements may hold what people typed.
 * Source: AWS X-Ray developer guide, "Segment documents", AWS resource data, HTTP data, SQL queries.
 */
export function callOf(part: Part): Call | undefined {
  const name = textIn(part, 'name') ?? '';
  if (part.namespace !== 'aws' && part.namespace !== 'remote') return undefined;
  const aws = partIn(part, 'aws');
  const request = partIn(partIn(part, 'http'), 'request');
  const sql = partIn(part, 'sql');
  const url = textIn(request, 'url');
  const place = url === undefined ? undefined : urlPlace(url);
  const [operation, resource] =
    part.namespace === 'aws'
      ? [awsOperation(name, aws), awsResource(aws)]
      : [textIn(request, 'method') ?? statements.exec(textIn(sql, 'sanitized_query') ?? '')?.[1], place];
  const exceptions = partsIn(partIn(part, 'cause'), 'exceptions').flatMap((e) => textIn(e, 'type') ?? []);
  return {
    targets: [name, place?.split('/')[0], ...awsNames(aws), databaseOf(sql)].filter((n) => n !== undefined),
    ...(operation === undefined ? {} : { operation: shown(operation) }),
    ...(resource === undefined ? {} : { resource: shown(resource) }),
    exceptions: exceptions.map(shown),
  };
}

const awsOperation = (service: string, aws: Part): string | undefined => {
  const operation = textIn(aws, 'operation');
  return operation && `${service.replace(/\s/g, '').toLowerCase()}:${operation}`;
};

const last = (text: string, separator: string): string => text.split(separator).at(-1) ?? text;
const functionName = (text: string): string => /:function:([^:]+)/.exec(text)?.[1] ?? text;

/** The member of `aws` that says which resource is called, what kind that is, and its name for people. */
const resources: readonly (readonly [member: string, kind: string, name: (text: string) => string])[] = [
  ['table_name', 'table', (text) => text],
  ['queue_url', 'queue', (text) => last(text, '/')],
  ['topic_arn', 'topic', (text) => last(text, ':')],
  ['function_name', 'function', functionName],
  ['bucket_name', 'bucket', (text) => text],
];

function awsResource(aws: Part): string | undefined {
  for (const [member, kind, name] of resources) {
    const value = textIn(aws, member);
    if (value !== undefined) return `${kind} ${name(value)}`;
  }
  const [first] = resourceNames(aws);
  return first === undefined ? undefined : last(first, ':');
}

const resourceNames = (aws: Part): string[] =>
  Array.isArray(aws.resource_names)
    ? aws.resource_names.filter((name: unknown): name is string => typeof name === 'string' && name !== '')
    : [];

const awsNames = (aws: Part): string[] => [
  ...resources.flatMap(([member, , name]) => {
    const value = textIn(aws, member);
    return value === undefined ? [] : [value, name(value)];
  }),
  ...resourceNames(aws),
];

/** `db@host` of the address of a database. */
function databaseOf(sql: Part): string | undefined {
  const address = textIn(sql, 'url') ?? textIn(sql, 'connection_string') ?? '';
  const parts = /^(?:[a-z][\w+.:-]*:\/\/)?(?:[^@/]*@)?([^:/?;]+)(?::\d+)?\/([^/?;]+)/i.exec(address);
  return parts ? `${parts[2]}@${parts[1]}` : undefined;
}
