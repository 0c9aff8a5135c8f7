import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { WatchEvent } from '../../../functions/watch/ports';

type Variables = Readonly<Record<string, string>>;

/** How long a line may still be on its way after the answer that followed it, in milliseconds. */
const patienceMilliseconds = 2_000;

/** A bundled handler at work in a process that has the given environment and nothing of the test's own. */
export interface Lambda {
  /** One run; resolves to why it failed, or to undefined. */
  run(event: WatchEvent): Promise<string | undefined>;
  /** What was written to standard output so far, line by line; waits for as many lines as are expected. */
  lines(expected: number): Promise<readonly string[]>;
  /** Ends the process and resolves to all that it ever wrote. */
  end(): Promise<readonly string[]>;
}

/** Starts a bundle as Lambda would: its environment, one event and one answer at a time. */
export function startLambda(bundle: string, environment: Variables): Lambda {
  const child = fork(join(__dirname, '../../../demo/watcher-process.js'), [bundle], {
    env: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let written = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  const lines = (): readonly string[] => written.split('\n').filter((line) => line !== '');
  return {
    run: (event) => answer(child, event),
    lines: async (expected) => {
      const until = Date.now() + patienceMilliseconds;
      while (lines().length < expected && Date.now() < until) await pause(5);
      return lines();
    },
    end: async () => {
      const closed = once(child, 'close');
      if (child.connected) child.disconnect();
      await closed;
      return lines();
    },
  };
}

async function answer(child: ChildProcess, event: WatchEvent): Promise<string | undefined> {
  const answered = once(child, 'message').then(([message]) => (message as { failure?: string }).failure);
  const ended = once(child, 'exit').then(([code]) => `the process ended with ${code}`);
  child.send(event);
  return Promise.race([answered, ended]);
}
