import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { localClient } from './local-client';

/** Name of the table in a local store. */
export const storeTable = 'tracenorm';

const key = { pk: { S: 'STORE' }, sk: { S: 'IDENTITY' } };

/** Writes the folder's id into the store, so that whoever connects can tell it from another on the same address. */
export const writeIdentity = (client: DynamoDBClient, id: string) =>
  client.send(new PutItemCommand({ TableName: storeTable, Item: { ...key, id: { S: id } } }));

/**
 * What answers at an address: the store of this id (`served`), nothing at all (`refused`), something that takes
 * connections and says nothing in time (`silent`), or something else (`other`).
 */
export async function whatAnswers(
  endpoint: string,
  id: string,
): Promise<'served' | 'refused' | 'silent' | 'other'> {
  const client = localClient(endpoint, { attempts: 1, timeoutMilliseconds: 2_000 });
  try {
    const answer = await client.send(
      new GetItemCommand({ TableName: storeTable, Key: key, ConsistentRead: true }),
    );
    return answer.Item?.id?.S === id ? 'served' : 'other';
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return 'refused';
    return name === 'TimeoutError' ? 'silent' : 'other';
  } finally {
    client.destroy();
  }
}
