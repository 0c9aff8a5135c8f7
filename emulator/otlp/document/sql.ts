import type { JsonObject } from '../../wire/json';
import { textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { DATABASE_NAME, databaseHostOf } from './database';

/** SQL databases by their names in the older and in the newer semantic conventions. */
const SQL_SYSTEMS: ReadonlySet<string | undefined> = new Set([
  'db2',
  'ibm.db2',
  'derby',
  'hive',
  'mariadb',
  'mssql',
  'microsoft.sql_server',
  'mysql',
  'oracle',
  'oracle.db',
  'postgresql',
  'sqlite',
  'teradata',
  'other_sql',
]);

const SYSTEM = ['db.system', 'db.system.name'];
const CONNECTION = ['db.connection_string'];
const QUERY = ['db.statement', 'db.query.text'];
const USER = ['db.user'];

/** Attributes that the `sql` block speaks for; they are not told again as metadata. */
export const SQL_KEYS: readonly string[] = [...SYSTEM, ...CONNECTION, ...DATABASE_NAME, ...QUERY, ...USER];

/** The `sql` block of a call to an SQL database; undefined for other calls. */
export function sqlBlock({ attributes }: OtlpSpan): JsonObject | undefined {
  const database_type = textOf(attributes, ...SYSTEM);
  if (!SQL_SYSTEMS.has(database_type)) return undefined;
  const server = textOf(attributes, ...CONNECTION) ?? databaseHostOf(attributes) ?? 'localhost';
  return {
    connection_string: `${server}/${textOf(attributes, ...DATABASE_NAME) ?? ''}`,
    database_type,
    user: textOf(attributes, ...USER),
    sanitized_query: textOf(attributes, ...QUERY),
  };
}
