import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { writeBatches } from './batch';
import { aliases, conditionOf, type Expression, placeholders } from './expression';
import { type Fields, Item, toAttributes } from './item';
import { type Query, queryItems } from './query';
import { itemVersion, type Key } from './table';
import { upgraded, type Versions } from './version';

/** Where and how a scope's items are read and written. */
export interface Access {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Epoch seconds. */
  readonly now: () => number;
  readonly versions: Versions;
}

/** Tells whether an item's time is over; deleting it is left to DynamoDB. */
export const hasExpired = (item: Item, now: number): boolean =>
  item.has('expiresAt') && item.number('expiresAt') <= now;

/**
 * One item, or undefined when absent or expired.
 * @throws UnreadableItem for an item of an unknown version
 */
export async function getItem(access: Access, { pk, sk }: Key): Promise<Item | undefined> {
  const answer = await access.client.send(
    new GetItemCommand({ TableName: access.table, Key: toAttributes({ pk, sk }), ConsistentRead: true }),
  );
  if (answer.Item === undefined) return undefined;
  const item = Item.of(answer.Item);
  return hasExpired(item, access.now()) ? undefined : upgraded(item, access.versions);
}

/** Items of one partition in the order of their sort keys, page by page, without expired ones. */
export async function* getItems(access: Access, query: Query): AsyncGenerator<Item> {
  const now = access.now();
  for await (const attributes of queryItems(access, query)) {
    const item = Item.of(attributes);
    if (!hasExpired(item, now)) yield upgraded(item, access.versions);
  }
}

/** Writes an item; `refused` when the condition does not hold. */
export async function putItem(
  access: Access,
  fields: Fields & Key,
  condition?: Expression,
): Promise<'written' | 'refused'> {
  return unlessRefused(
    access.client.send(
      new PutItemCommand({
        TableName: access.table,
        Item: toAttributes({ ...fields, v: itemVersion }),
        ...conditionOf(condition),
      }),
    ),
  );
}

/** Changes attributes of an item and answers with the whole item, or undefined when the condition does not hold. */
export async function updateItem(
  access: Access,
  { pk, sk }: Key,
  { change, condition }: { readonly change: Expression; readonly condition: Expression },
): Promise<Item | undefined> {
  try {
    const answer = await access.client.send(
      new UpdateItemCommand({
        TableName: access.table,
        Key: toAttributes({ pk, sk }),
        UpdateExpression: change.text,
        ConditionExpression: condition.text,
        ExpressionAttributeNames: aliases(change.text, condition.text),
        ExpressionAttributeValues: placeholders({ ...change.values, ...condition.values }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Item.of(answer.Attributes ?? {});
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}

/** Deletes an item; `refused` when the condition does not hold. An absent item is no error. */
export async function deleteItem(
  access: Access,
  { pk, sk }: Key,
  condition?: Expression,
): Promise<'written' | 'refused'> {
  return unlessRefused(
    access.client.send(
      new DeleteItemCommand({
        TableName: access.table,
        Key: toAttributes({ pk, sk }),
        ...conditionOf(condition),
      }),
    ),
  );
}

/** Writes items without conditions, many a request. */
export const putItems = (access: Access, items: readonly (Fields & Key)[]): Promise<void> =>
  writeBatches(
    access,
    items.map((item) => toAttributes({ ...item, v: itemVersion })),
  );

async function unlessRefused(request: Promise<unknown>): Promise<'written' | 'refused'> {
  try {
    await request;
    return 'written';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'refused';
    throw error;
  }
}
