import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ClockSettings } from './clock';
import type { XRayReady } from './xray-process';

/** X-Ray Local with two weeks of history, in a process of its own. */
export interface XRayProcess extends XRayReady {
  readonly pid: number;
  /** Lets its clock run. */
  begin(clock: ClockSettings): void;
  stop(): Promise<void>;
}

/**
 * Starts it; the recording of the first 13 days passes through a file in `dir`.
 * @throws Error when the process ends before it listens
 */
export async function startXRay(dir: string, seed: number): Promise<XRayProcess> {
  const file = join(__dirname, 'xray-process.ts');
  const child = fork(file, [join(dir, 'history.jsonl'), String(seed)], {
    execArgv: ['--require', require.resolve('tsx/cjs'), '--max-old-space-size=384'],
  });
  const ready = await readyOf(child);
  return {
    ...ready,
    pid: child.pid ?? 0,
    begin: (clock) => void child.send(clock),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

const readyOf = (child: ChildProcess): Promise<XRayReady> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as XRayReady));
    child.once('exit', () => reject(new Error('the X-Ray process ended before it listened')));
  });
