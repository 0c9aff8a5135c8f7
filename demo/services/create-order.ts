import { randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { drawFailure } from '../system/choose';
import type { DependencyCall } from '../system/shape';
import { callHost, readSecret } from './dependencies';
import { answering, customerIn, type FunctionParts } from './function-parts';
import type { Invocation, InvocationResult } from './invocation';
import { statusOf } from './stored';
import { FIRST_ORDER } from './tables';

/** Takes an order: reads the partner's secret now and then, has it paid, writes it down. */
export async function createOrder(parts: FunctionParts, event: Invocation): Promise<InvocationResult> {
  const answer = await answering(parts, 'createOrder', {
    readSecret: () => readSecret(parts.around),
    putOrder: (call) => putOrder(parts, call, customerIn(event)),
    upload: () => callHost(parts.around, 'upload'),
  });
  return { answer, allowed: false };
}

/** Writes a new order; a client that sends an old one again is refused by the condition. */
function putOrder(
  { random, tables }: FunctionParts,
  call: DependencyCall,
  customer: string,
): Promise<number> {
  const order = drawFailure(random, call.failures) ? FIRST_ORDER : randomUUID();
  return statusOf(random, call, () =>
    tables.send(
      new PutItemCommand({
        TableName: 'orders',
        Item: { customer: { S: customer }, order: { S: order } },
        ConditionExpression: 'attribute_not_exists(#order)',
        ExpressionAttributeNames: { '#order': 'order' },
      }),
    ),
  );
}
