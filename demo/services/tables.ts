import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { REGION } from '../system/wire';

/** Keys that the sample API accepts. */
export const knownKeys: readonly string[] = Array.from({ length: 20 }, (_, at) => `key-${at + 1}`);

/** Customers of the sample shop. */
export const customers: readonly string[] = Array.from({ length: 50 }, (_, at) => `customer-${at + 1}`);

/** An order that every customer has from the beginning; writing it once more is refused. */
export const FIRST_ORDER = 'order-0';

/** A client for the sample system's own tables. */
export function tablesClient(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'demo', secretAccessKey: 'demo' };
  return new DynamoDBClient({ endpoint, region: REGION, credentials });
}

/** Creates and fills the tables `api-keys` and `orders`; an existing table is left as it is. */
export async function prepareTables(endpoint: string): Promise<void> {
  const client = tablesClient(endpoint);
  try {
    await createTable(client, 'api-keys', ['key']);
    await createTable(client, 'orders', ['customer', 'order']);
    const items: PutItemCommandInput[] = [
      ...knownKeys.map((key) => ({ TableName: 'api-keys', Item: { key: { S: key } } })),
      ...customers.map((customer) => ({
        TableName: 'orders',
        Item: { customer: { S: customer }, order: { S: FIRST_ORDER } },
      })),
    ];
    for (const item of items) await client.send(new PutItemCommand(item));
  } finally {
    client.destroy();
  }
}

async function createTable(client: DynamoDBClient, name: string, keys: readonly string[]): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
        KeySchema: keys.map((key, at) => ({ AttributeName: key, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
  }
}
