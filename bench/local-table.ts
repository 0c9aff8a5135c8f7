import type { AddressInfo } from 'node:net';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createTable } from '../functions/adapters/dynamodb/create-table';
import { localClient } from '../functions/adapters/store/local-client';

/** A table in this process. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
  close(): Promise<void>;
}

/** Serves a DynamoDB in memory, with one empty table. */
export async function openTable(): Promise<Table> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = localClient(`http://127.0.0.1:${port}`);
  const name = 'bench';
  await createTable(client, name);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      client.destroy();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { client, name, close };
}
