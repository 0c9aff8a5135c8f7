import { createServer } from 'node:http';
import { join } from 'node:path';
import { createXRayLocal, type XRayLocal } from '../../../emulator/server';
import { closed, listening } from '../../emulator/support/xray';
import { folder, length, lines, madeWindow } from './world';

/** With this environment a process runs so many seconds ago, by its own clock. */
export const ago = (seconds: number): Record<string, string> => ({
  NODE_OPTIONS: `--require ${join(__dirname, 'late-clock.js')}`,
  CLOCK_LATE_SECONDS: String(seconds),
});

/** X-Ray Local over a made day that ends now, and what a process needs to ask it. */
export interface RecordedDay {
  readonly xray: XRayLocal;
  readonly environment: Record<string, string>;
  /** End of the last window, epoch seconds. */
  readonly end: number;
  /** A folder for a store, not made yet. */
  store(): string;
  put(name: string, text: string): string;
  /** Calls `act` once, when so many more service graphs were asked for; with `stall` that one is never answered. */
  atGraph(count: number, act: () => void, options?: { readonly stall: boolean }): void;
  close(): Promise<void>;
}

/**
 * Serves 26 hours of windows, up to the one that ended last by the real clock: shop calls orders, a little more or
 * less each time. The newest `strange` windows show a call to a stranger too.
 */
export async function recordedDay({ strange = 0 } = {}): Promise<RecordedDay> {
  const here = folder();
  const end = Math.floor(Date.now() / 1000 / length) * length;
  const count = (26 * 3600) / length;
  const windows = Array.from({ length: count }, (_, i) => {
    const left = count - i;
    return madeWindow({
      start: end - left * length,
      calls: 100 + ((i * 7) % 5),
      newcomer: left <= strange,
    });
  });
  const xray = createXRayLocal({ recordings: [here.put('day.jsonl.gz', lines(windows))] });
  let graphsLeft = Number.POSITIVE_INFINITY;
  let reached: { act: () => void; stall: boolean } | undefined;
  const gate = createServer((request, response) => {
    if (request.url === '/ServiceGraph') graphsLeft -= 1;
    if (graphsLeft > 0 || reached === undefined) return xray.emit('request', request, response);
    const { act, stall } = reached;
    reached = undefined;
    if (!stall) xray.emit('request', request, response);
    act();
  });
  const environment = {
    AWS_ENDPOINT_URL_XRAY: await listening(gate),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  let stores = 0;
  return {
    xray,
    environment,
    end,
    store() {
      stores += 1;
      return here.file(`store-${stores}`);
    },
    put: here.put,
    atGraph(count, act, { stall } = { stall: false }) {
      graphsLeft = count;
      reached = { act, stall };
    },
    async close() {
      await closed(gate);
      here.remove();
    },
  };
}
