import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The process that served a store has ended while another one used it. */
export class StoreGone extends Error {
  constructor(dir: string, options?: ErrorOptions) {
    super(
      `the local store in ${dir} is no longer served: the process that served it has ended; ` +
        'nothing committed is lost, run the command again and it serves the store itself',
      options,
    );
    this.name = 'StoreGone';
  }
}

/** A client for an address on this machine; it needs no AWS configuration and reads no credentials. */
export const localClient = (endpoint: string, { attempts = 2, timeoutMilliseconds = 30_000 } = {}) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: timeoutMilliseconds,
      throwOnRequestTimeout: true,
    },
  });

const connectionErrors = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EHOSTUNREACH']);

/** Makes a client say {@link StoreGone} where it cannot reach the server. */
export function sayingStoreGone(client: DynamoDBClient, dir: string): DynamoDBClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (cause) {
        throw connectionErrors.has((cause as NodeJS.ErrnoException).code ?? '')
          ? new StoreGone(dir, { cause })
          : cause;
      }
    },
    { step: 'initialize', name: 'sayingStoreGone' },
  );
  return client;
}
