import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { captureAWSv3Client } from 'aws-xray-sdk-core';
import type { Random } from '../random';
import { drawSeconds } from '../system/choose';
import type { DependencyCall } from '../system/shape';
import { lasting } from './pause';
import { tablesClient } from './tables';

/** How long the DynamoDB call at work is to take, in seconds. */
const allowance = new AsyncLocalStorage<number>();

/** A DynamoDB client that the X-Ray SDK has wrapped and whose calls, as it times them, take their allowance. */
export function tracedTables(endpoint: string): DynamoDBClient {
  const client = captureAWSv3Client(tablesClient(endpoint));
  client.middlewareStack.add((next) => (args) => lasting(allowance.getStore() ?? 0, () => next(args)), {
    step: 'finalizeRequest',
    name: 'allowance',
  });
  return client;
}

/**
 * Sends a command within the time the description gives it, and gives the HTTP status of the answer.
 * @throws Error when DynamoDB could not be reached
 */
export async function statusOf(
  random: Random,
  call: DependencyCall,
  send: () => Promise<unknown>,
): Promise<number> {
  try {
    await allowance.run(drawSeconds(random, call.latency), send);
    return 200;
  } catch (error) {
    const status = statusIn(error);
    if (status === undefined) throw new Error(`${call.operation} got no answer`, { cause: error });
    return status;
  }
}

function statusIn(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata } = error;
  if (typeof $metadata !== 'object' || $metadata === null || !('httpStatusCode' in $metadata))
    return undefined;
  return typeof $metadata.httpStatusCode === 'number' ? $metadata.httpStatusCode : undefined;
}
