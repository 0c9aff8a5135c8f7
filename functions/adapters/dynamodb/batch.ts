import { setTimeout as pause } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';

/** DynamoDB takes 25 items and 16 MB a request; 25 chunks are 9 MB. */
const itemsPerRequest = 25;
const attempts = 8;
const firstPauseMilliseconds = 50;

/**
 * Writes items without conditions, 25 a request. What DynamoDB leaves unprocessed is sent again, eight times at
 * most, with pauses that double from 50 ms.
 * @throws Error when items are still unprocessed after that
 */
export async function writeBatches(
  target: { readonly client: DynamoDBClient; readonly table: string },
  items: readonly Record<string, AttributeValue>[],
): Promise<void> {
  for (let from = 0; from < items.length; from += itemsPerRequest) {
    await writeBatch(
      target,
      items.slice(from, from + itemsPerRequest).map((item) => ({ PutRequest: { Item: item } })),
    );
  }
}

async function writeBatch(
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  requests: readonly WriteRequest[],
): Promise<void> {
  let waiting = [...requests];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await pause(firstPauseMilliseconds * 2 ** (attempt - 1));
    const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: waiting } }));
    waiting = answer.UnprocessedItems?.[table] ?? [];
    if (waiting.length === 0) return;
  }
  throw new Error(`table ${table} left ${waiting.length} items unwritten after ${attempts} attempts`);
}
