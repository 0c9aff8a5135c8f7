import { rm } from 'node:fs/promises';
import { startDaemon } from '../emulator/daemon';
import { createXRayLocal } from '../emulator/server';
import { LIVE_START, mappedClock, parseClockSettings } from './clock';
import { lastDayDocuments, writeRecording } from './generator';
import { sampling } from './rhythm';

/** What this process says when X-Ray Local holds two weeks of history and listens. */
export interface XRayReady {
  readonly kind: 'ready';
  readonly port: number;
  readonly daemonPort: number;
  readonly windows: number;
  readonly documents: number;
}

/** Before live traffic begins, X-Ray's clock stands just after the last window of history has settled. */
export const HISTORY_READ_AT = LIVE_START + 180;

/** X-Ray Local in a process of its own, so that it and the watcher each have a core. Told to by its parent. */
async function main(recording: string, seed: number): Promise<void> {
  let now = (): number => HISTORY_READ_AT;
  const xray = createXRayLocal({ now: () => now(), sampling });
  process.on('message', (message) => {
    const settings = parseClockSettings(message);
    if (settings) now = mappedClock(settings).now;
  });
  await writeRecording(recording, { seed });
  const windows = await xray.loadRecording(recording);
  await rm(recording);
  let documents = 0;
  for (const batch of lastDayDocuments({ seed })) documents += xray.ingest(batch).accepted;
  await new Promise<void>((resolve) => xray.listen(0, '127.0.0.1', resolve));
  const daemon = await startDaemon({ xray, port: 0 });
  const address = xray.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const ready: XRayReady = { kind: 'ready', port, daemonPort: daemon.port, windows, documents };
  process.send?.(ready);
}

if (process.send) {
  process.on('disconnect', () => process.exit());
  const [, , recording = '', seed = '1'] = process.argv;
  main(recording, Number(seed)).catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exit(1);
  });
}
