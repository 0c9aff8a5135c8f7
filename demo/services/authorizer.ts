import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { FunctionParts } from './function-parts';
import { answering } from './function-parts';
import type { Invocation, InvocationResult } from './invocation';
import { statusOf } from './stored';
import { knownKeys } from './tables';

/** The keys this function has seen, as a warm function remembers them between invocations. */
const cache: ReadonlySet<string> = new Set(knownKeys);

/** Says whether a client's key is known: mostly by asking the table, now and then from memory. */
export async function authorize(parts: FunctionParts, event: Invocation): Promise<InvocationResult> {
  let allowed = cache.has(event.key);
  const answer = await answering(parts, 'authorizer', {
    lookUpKey: (call) =>
      statusOf(parts.random, call, async () => {
        const Key = { key: { S: event.key } };
        const { Item } = await parts.tables.send(new GetItemCommand({ TableName: 'api-keys', Key }));
        allowed = Item !== undefined;
      }),
  });
  return { answer, allowed };
}
