import { once } from 'node:events';
import type { Server } from 'node:http';

/** A DynamoDB in this process's memory, for the sample system's own tables. */
export interface LocalDynamo {
  /** Its address for an SDK client. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Makes the server that dynalite is; the package comes without types. */
const dynalite: (options: { createTableMs: number }) => Server = require('dynalite');

/** Starts a DynamoDB on a free loopback port; what it holds ends with it. */
export async function startDynamo(): Promise<LocalDynamo> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('dynalite listens on no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
