import { type Attributes, textOf } from '../attributes';

export const DATABASE_NAME: readonly string[] = ['db.name', 'db.namespace'];

/** The host of a database: that of its connection string, or the peer of the call. */
export function databaseHostOf(attributes: Attributes): string | undefined {
  const address = textOf(attributes, 'db.connection_string')?.replace(/^jdbc:/, '') ?? '';
  const named = URL.canParse(address) ? new URL(address).hostname : '';
  return named || textOf(attributes, 'server.address', 'net.peer.name');
}

/** What X-Ray calls a database: `name@host`, or its name where the host is unknown. */
export function databaseOf(attributes: Attributes): string | undefined {
  const name = textOf(attributes, ...DATABASE_NAME);
  const host = databaseHostOf(attributes);
  return name !== undefined && host !== undefined ? `${name}@${host}` : name;
}
