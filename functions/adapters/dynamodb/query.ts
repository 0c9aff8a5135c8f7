import { type AttributeValue, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { toAttributes } from './item';

/** Items of one partition: all, those after a sort key, or those whose sort key begins with a text. */
export interface Query {
  readonly pk: string;
  readonly after?: string;
  readonly beginsWith?: string;
  readonly newestFirst?: boolean;
  /** Items a request asks for; the query goes on as long as the reader does. */
  readonly pageItems?: number;
}

/** Reads a partition in the order of its sort keys, following every page (1 MB each); consistent reads. */
export async function* queryItems(
  { client, table }: { readonly client: DynamoDBClient; readonly table: string },
  query: Query,
): AsyncGenerator<Record<string, AttributeValue>> {
  let start: Record<string, AttributeValue> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        ScanIndexForward: !query.newestFirst,
        ...(query.pageItems === undefined ? {} : { Limit: query.pageItems }),
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        ...keyCondition(query),
      }),
    );
    yield* answer.Items ?? [];
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
}

function keyCondition({ pk, after, beginsWith }: Query) {
  const names = { '#pk': 'pk' };
  const both = { '#pk': 'pk', '#sk': 'sk' };
  if (after !== undefined) {
    return {
      KeyConditionExpression: '#pk = :pk AND #sk > :sk',
      ExpressionAttributeNames: both,
      ExpressionAttributeValues: toAttributes({ ':pk': pk, ':sk': after }),
    };
  }
  if (beginsWith !== undefined) {
    return {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :sk)',
      ExpressionAttributeNames: both,
      ExpressionAttributeValues: toAttributes({ ':pk': pk, ':sk': beginsWith }),
    };
  }
  return {
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: toAttributes({ ':pk': pk }),
  };
}
