import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openStore } from '../functions/adapters/store/open-store';
import { sweepExpired } from '../functions/adapters/store/sweep';
import { clientConfig } from './client-config';
import type { AwsAccess, StorePlace } from './command';

/** A DynamoDB to remember in, and whose account it belongs to. */
export interface OpenMemory {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Account of the table; `local` for a folder on this machine. */
  readonly account: string;
  close(): Promise<void>;
}

/** Folder of the memory where neither a folder nor a table is named. */
export const defaultFolder = '.tracenorm';

/**
 * Opens the memory a command names: a DynamoDB table of the account, or a folder on this machine, from which the
 * process that serves it first deletes what has expired by `now` (epoch seconds), as DynamoDB does by itself.
 * Rejects when the table cannot be described or the folder cannot be opened.
 */
export async function openMemory(
  { store, table, profile, region }: StorePlace & AwsAccess,
  now: number,
): Promise<OpenMemory> {
  if (table === undefined) {
    const opened = await openStore(store ?? defaultFolder);
    if (opened.served) await sweepExpired(opened.client, { table: opened.table, now });
    return { client: opened.client, table: opened.table, account: 'local', close: () => opened.close() };
  }
  const client = new DynamoDBClient({
    ...clientConfig({ profile, region }),
    retryMode: 'adaptive',
    maxAttempts: 6,
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  const account = Table?.TableArn?.split(':')[4] ?? 'unknown';
  return { client, table, account, close: async () => client.destroy() };
}
