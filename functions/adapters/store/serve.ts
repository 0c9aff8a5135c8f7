import { mkdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import dynalite from 'dynalite';
import { createTable, TableNotActive } from '../dynamodb/create-table';
import { storeTable, writeIdentity } from './identity';
import { localClient } from './local-client';

/** A store that this process serves. */
export interface Served {
  readonly endpoint: string;
  /** Stops serving and closes the database; requests under way are answered first. */
  stop(): Promise<void>;
}

/** How long connections of other processes may take to end, in milliseconds. */
const graceMilliseconds = 500;
/** A table becomes active within milliseconds here, or never. */
const createSeconds = 3;

/**
 * Serves a folder's database on a random port of the loopback interface, with its table and identity in place.
 * A table that never became active (its creator was killed in between) holds nothing and is created anew.
 * @throws Error when the database cannot be opened, e.g. while another process has it open
 */
export async function serve(dir: string, id: string): Promise<Served> {
  const path = join(dir, 'data');
  const first = await start(path);
  try {
    await prepared(first, id, path);
    return first;
  } catch (cause) {
    await Promise.allSettled([first.stop()]);
    if (!(cause instanceof TableNotActive)) throw cause;
  }
  await rm(path, { recursive: true });
  const second = await start(path);
  await prepared(second, id, path);
  return second;
}

async function start(path: string): Promise<Served> {
  await mkdir(path, { recursive: true });
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => stop(server) };
}

async function stop(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  }).finally(() => clearTimeout(cut));
}

/**
 * The first requests to the database. It throws outside of any request when it could not be opened, which would
 * end the process; here that becomes a rejection.
 */
async function prepared({ endpoint }: Served, id: string, path: string): Promise<void> {
  const client = localClient(endpoint);
  const thrown = new AbortController();
  const refuse = (cause: unknown) =>
    thrown.abort(new Error(`cannot open the database in ${path}`, { cause }));
  process.on('uncaughtException', refuse);
  try {
    await Promise.race([
      createTable(client, storeTable, createSeconds).then(() => writeIdentity(client, id)),
      rejection(thrown.signal),
    ]);
  } finally {
    client.destroy();
    process.off('uncaughtException', refuse);
  }
}

const rejection = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
