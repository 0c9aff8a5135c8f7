import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { WatchEvent } from '../../../functions/watch/ports';

type Variables = Readonly<Record<string, string>>;

/** How long a line may still be on its way after the answer that followed it, in milliseconds. */
const patienceMilliseconds = 2_000;

/** The tests run on Node 20, of which the SDK warns on every start; Lambda runs the handler on a newer one. */
const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

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
    env: { NODE_OPTIONS: '--enable-source-maps', ...quiet, ...environment },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const allRead = child.stdout ? once(child.stdout, 'end') : undefined;
  const ended = once(child, 'exit').then(([code]) => `the process ended with ${code}`);
  let written = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  const lines = (): readonly string[] => written.split('\n').filter((line) => line !== '');
  return {
    run: (event) => Promise.race([answer(child, event), ended]),
    lines: async (expected) => {
      const until = Date.now() + patienceMilliseconds;
      while (lines().length < expected && Date.now() < until) await pause(5);
      return lines();
    },
    end: async () => {
      if (child.connected) child.disconnect();
      await Promise.all([ended, allRead]);
      return lines();
    },
  };
}

async function answer(child: ChildProcess, event: WatchEvent): Promise<string | undefined> {
  const answered = once(child, 'message');
  child.send(event);
  const [{ failure }] = (await answered) as [{ failure?: string }];
  return failure;
}
