import { type JsonObject, objectIn, textIn } from '../wire/json';
import type { Identity, IdentityPool } from './identity';

/**
 * Which node a subsegment calls, told from its content alone.
 * Only namespaces `aws` and `remote` name one; a subsegment without namespace is internal work: no node, no
 * edge. Names follow what X-Ray shows for such subsegments (documentation and field observation).
 */
export function calleeOf(raw: JsonObject, pool: IdentityPool): Identity | undefined {
  const name = textIn(raw, 'name') ?? '';
  if (raw.namespace === 'aws') return awsCallee(name, objectIn(raw, 'aws'), pool);
  if (raw.namespace === 'remote') return remoteCallee(name, raw, pool);
  return undefined;
}

function awsCallee(name: string, aws: JsonObject, pool: IdentityPool): Identity {
  const table = textIn(aws, 'table_name') ?? (/dynamo/i.test(name) ? firstResource(aws) : undefined);
  if (table !== undefined) return pool.of(table, 'AWS::DynamoDB::Table');
  const queue = textIn(aws, 'queue_url');
  if (queue !== undefined) return pool.of(queue, 'AWS::SQS::Queue');
  const fn = textIn(aws, 'function_name');
  if (fn !== undefined) return pool.of(functionName(fn), 'AWS::Lambda');
  if (/\s/.test(name)) return pool.of(name, 'AWS::Unknown');
  return pool.of(name, `AWS::${name}`);
}

function firstResource(aws: JsonObject): string | undefined {
  const names = aws.resource_names;
  const first: unknown = Array.isArray(names) ? names[0] : undefined;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** The bare name in a function ARN; a name stays as it is. */
function functionName(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}

function remoteCallee(name: string, raw: JsonObject, pool: IdentityPool): Identity {
  const database = databaseName(name, objectIn(raw, 'sql'));
  if (database !== undefined) return pool.of(database, 'Database::SQL');
  const url = textIn(objectIn(objectIn(raw, 'http'), 'request'), 'url');
  return pool.of((url && hostOf(url)) ?? name, 'remote');
}

/** `db@host` of a subsegment with a `sql` block, from its name or else its URL or connection string. */
function databaseName(name: string, sql: JsonObject): string | undefined {
  if (Object.keys(sql).length === 0) return undefined;
  if (name.includes('@')) return name;
  const address = textIn(sql, 'url') ?? textIn(sql, 'connection_string') ?? '';
  const parts = /^(?:[a-z][\w+.:-]*:\/\/)?(?:[^@/]*@)?([^:/?;]+)(?::\d+)?\/([^/?;]+)/i.exec(address);
  return parts ? `${parts[2]}@${parts[1]}` : undefined;
}

/** The host of a URL without user and port, in the letter case it was sent. */
function hostOf(url: string): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]]+\]|[^:/?#]+)/i.exec(url)?.[1];
}
