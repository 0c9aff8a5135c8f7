import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition } from './table';

const pollMilliseconds = 5;

/** A table that exists and cannot be written. */
export class TableNotActive extends Error {
  constructor(table: string, seconds: number) {
    super(`table ${table} did not become active within ${seconds} s`);
    this.name = 'TableNotActive';
  }
}

/**
 * Creates the table where it is absent and waits until it can be written; for the local store and for tests,
 * in an account the stack does it.
 * @throws TableNotActive when that takes longer than `patienceSeconds`
 */
export async function createTable(
  client: DynamoDBClient,
  table: string,
  patienceSeconds = 10,
): Promise<void> {
  if ((await statusOf(client, table)) === 'absent') await create(client, table);
  const until = Date.now() + patienceSeconds * 1_000;
  while ((await statusOf(client, table)) !== 'ACTIVE') {
    if (Date.now() > until) throw new TableNotActive(table, patienceSeconds);
    await pause(pollMilliseconds);
  }
}

async function statusOf(client: DynamoDBClient, table: string): Promise<string> {
  try {
    const answer = await client.send(new DescribeTableCommand({ TableName: table }));
    return answer.Table?.TableStatus ?? 'absent';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return 'absent';
    throw error;
  }
}

async function create(client: DynamoDBClient, table: string): Promise<void> {
  const { partitionKey, sortKey } = tableDefinition;
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: partitionKey, AttributeType: 'S' },
          { AttributeName: sortKey, AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}
