import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { deleteItem } from '../dynamodb/access';
import { forEachConcurrently } from '../dynamodb/concurrent';
import { Item } from '../dynamodb/item';
import { versions } from '../dynamodb/version';

/**
 * Deletes what has expired, as DynamoDB does by itself in an account and the local store does not; answers how
 * many items went. Readers skip expired items anyway: this only gives back disk space. Reads the whole table.
 */
export async function sweepExpired(
  client: DynamoDBClient,
  { table, now }: { readonly table: string; readonly now: number },
): Promise<number> {
  const access = { client, table, now: () => now, versions };
  const stillExpired = { text: '#expiresAt <= :now', values: { now } };
  let swept = 0;
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(scan(table, { now, start }));
    const items = (page.Items ?? []).map((attributes) => Item.of(attributes));
    await forEachConcurrently(items, (item) =>
      deleteItem(access, { pk: item.text('pk'), sk: item.text('sk') }, stillExpired),
    );
    swept += items.length;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return swept;
}

const scan = (
  table: string,
  { now, start }: { readonly now: number; readonly start: Record<string, AttributeValue> | undefined },
) =>
  new ScanCommand({
    TableName: table,
    FilterExpression: '#expiresAt <= :now',
    ProjectionExpression: '#pk, #sk',
    ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#pk': 'pk', '#sk': 'sk' },
    ExpressionAttributeValues: { ':now': { N: String(now) } },
    ...(start === undefined ? {} : { ExclusiveStartKey: start }),
  });
