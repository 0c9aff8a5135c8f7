import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { readSecret, runSql } from './dependencies';
import { answering, customerIn, type FunctionParts } from './function-parts';
import type { Invocation, InvocationResult } from './invocation';
import { statusOf } from './stored';

/** Lists a customer's orders: the recent ones from the table, every second time the old ones from the database too. */
export async function listOrders(parts: FunctionParts, event: Invocation): Promise<InvocationResult> {
  const answer = await answering(parts, 'listOrders', {
    readSecret: () => readSecret(parts.around),
    queryOrders: (call) =>
      statusOf(parts.random, call, () =>
        parts.tables.send(
          new QueryCommand({
            TableName: 'orders',
            KeyConditionExpression: 'customer = :customer',
            ExpressionAttributeValues: { ':customer': { S: customerIn(event) } },
            Limit: 10,
          }),
        ),
      ),
    selectHistory: () => runSql(parts.around, 'selectHistory'),
  });
  return { answer, allowed: false };
}
