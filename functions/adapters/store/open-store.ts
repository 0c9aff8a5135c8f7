import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Claim, claim, holdingClaim, publish, resign } from './claim';
import { prepareFolder } from './folder';
import { storeTable, whatAnswers } from './identity';
import { localClient, sayingStoreGone } from './local-client';
import { serve } from './serve';

/** An open local store. */
export interface Store {
  readonly endpoint: string;
  /** Name of the table; it exists. */
  readonly table: string;
  readonly client: DynamoDBClient;
  /** True when this process serves it: others lose it when this process ends. */
  readonly served: boolean;
  /** Ends the client, and the server where this process is it. */
  close(): Promise<void>;
}

const pollMilliseconds = 25;
/** How long a holder that lives may take to say where it serves, to end, and to answer. */
const startMilliseconds = 10_000;
const closeMilliseconds = 3_000;
const silentMilliseconds = 8_000;

/**
 * Opens the DynamoDB of a folder: the first process to do so serves it on a random loopback port, later ones
 * connect to it. When the serving process is gone, the next to open takes over, however it ended.
 * For processes of one machine that see each other's process ids.
 * @throws NotAStore when the folder is something else
 * @throws Error when the serving process lives and does not answer
 */
export async function openStore(dir: string): Promise<Store> {
  const id = await prepareFolder(dir);
  const since = Date.now();
  for (;;) {
    const holder = await holdingClaim(dir);
    const next = holder === undefined ? 'claim' : await judge(holder, { id, waited: Date.now() - since });
    if (next === 'connect' && holder?.endpoint !== undefined) return connected(dir, holder.endpoint);
    if (next === 'stuck') throw notAnswering(dir, holder);
    if (next === 'claim') {
      const generation = await claim(dir, (holder?.generation ?? 0) + 1);
      if (generation !== undefined) return serving(dir, id, generation);
    }
    await pause(pollMilliseconds);
  }
}

/** What to do about the holder of the store: use it, wait for it, take over, or give up. */
async function judge(
  { pid, endpoint, ageMilliseconds }: Claim,
  { id, waited }: { readonly id: string; readonly waited: number },
): Promise<'connect' | 'wait' | 'claim' | 'stuck'> {
  const lives = isAlive(pid);
  if (endpoint === undefined) return lives && ageMilliseconds < startMilliseconds ? 'wait' : 'claim';
  switch (await whatAnswers(endpoint, id)) {
    case 'served':
      return 'connect';
    case 'other':
      return 'claim';
    case 'refused':
      return lives && waited < closeMilliseconds ? 'wait' : 'claim';
    case 'silent':
      if (!lives) return 'claim';
      return waited < silentMilliseconds ? 'wait' : 'stuck';
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const notAnswering = (dir: string, holder: Claim | undefined): Error =>
  new Error(
    `the local store in ${dir} is held by process ${holder?.pid ?? '?'}, which does not answer at ` +
      `${holder?.endpoint ?? '?'}: end that process, then run the command again`,
  );

function connected(dir: string, endpoint: string): Store {
  const client = sayingStoreGone(localClient(endpoint), dir);
  return { endpoint, table: storeTable, client, served: false, close: async () => client.destroy() };
}

async function serving(dir: string, id: string, generation: number): Promise<Store> {
  try {
    const { endpoint, stop } = await serve(dir, id);
    await publish(dir, generation, endpoint);
    const client = localClient(endpoint);
    const close = async (): Promise<void> => {
      client.destroy();
      await stop();
      await resign(dir, generation);
    };
    return { endpoint, table: storeTable, client, served: true, close };
  } catch (error) {
    await resign(dir, generation);
    throw error;
  }
}
