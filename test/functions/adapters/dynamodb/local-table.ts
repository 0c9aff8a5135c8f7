import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createTable } from '../../../../functions/adapters/dynamodb/create-table';
import { dynamoMemory, type MemoryProps } from '../../../../functions/adapters/dynamodb/memory';
import { localClient } from '../../../../functions/adapters/store/local-client';
import type { Memory } from '../../../../functions/watch/ports';

/** Sees each request before it is sent; may throw, or answer in the table's stead. */
export type Spy = (operation: string, input: Readonly<Record<string, unknown>>) => unknown;

/** A table in a dynalite over HTTP, with a clock that stands still. */
export interface LocalTable {
  readonly name: string;
  /** Epoch seconds of the memories' clock. */
  now: number;
  client(spy?: Spy): DynamoDBClient;
  memory(props?: Partial<MemoryProps> & { readonly spy?: Spy }): Memory;
  stop(): Promise<void>;
}

export const startedAt = 1_700_000_000;

export async function localTable(where: 'in memory' | 'on disk'): Promise<LocalTable> {
  const path = where === 'on disk' ? await mkdtemp(join(tmpdir(), 'tracenorm-table-')) : undefined;
  const server = dynalite({ ...(path === undefined ? {} : { path }), createTableMs: 0 });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const clients: DynamoDBClient[] = [];
  const table: LocalTable = {
    name: `table-${randomUUID()}`,
    now: startedAt,
    client(spy) {
      const client = localClient(`http://127.0.0.1:${port}`);
      if (spy !== undefined) watch(client, spy);
      clients.push(client);
      return client;
    },
    memory: ({ spy, ...props } = {}) =>
      dynamoMemory({
        client: props.client ?? table.client(spy),
        table: table.name,
        scope: '111122223333/eu-west-1/Default',
        ledgerDays: 35,
        findingDays: 400,
        now: () => table.now,
        ...props,
      }),
    async stop() {
      for (const client of clients) client.destroy();
      await close(server);
      if (path !== undefined) await rm(path, { recursive: true });
    },
  };
  await createTable(table.client(), table.name);
  return table;
}

function watch(client: DynamoDBClient, spy: Spy): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const output = await spy(String(context.commandName).replace('Command', ''), { ...args.input });
      return output instanceof Object ? { output: { $metadata: {}, ...output }, response: {} } : next(args);
    },
    { step: 'initialize', name: 'spy' },
  );
}

const close = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });

/** Runs a suite against a table in memory and against one on disk. */
export function onEachTable(suite: (table: () => LocalTable) => void): void {
  describe.each(['in memory', 'on disk'] as const)('on a table %s', (where) => {
    let table: LocalTable;
    beforeEach(async () => {
      table = await localTable(where);
    });
    afterEach(() => table.stop());
    suite(() => table);
  });
}
