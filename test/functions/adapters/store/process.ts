import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a child said in one line. */
export interface Answer {
  readonly opened?: string;
  readonly served?: boolean;
  readonly ids?: readonly string[];
  readonly error?: string;
  readonly message?: string;
}

/** A real process that opens a store. */
export interface StoreProcess {
  readonly pid: number;
  /** Its next line. */
  heard(): Promise<Answer>;
  /** Sends a word and answers with its next line. */
  ask(word: string): Promise<Answer>;
  close(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  ended(): Promise<unknown>;
}

const running: ChildProcess[] = [];

/** Starts a process on a folder; {@link endAll} ends what a failed test left. */
export function storeProcess(dir: string): StoreProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'child.ts'), dir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  running.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exit = once(child, 'exit');
  const heard = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('the child ended without a word');
    return JSON.parse(value) as Answer;
  };
  return {
    pid: child.pid ?? 0,
    heard,
    ask(word) {
      child.stdin.write(`${word}\n`);
      return heard();
    },
    async close() {
      child.stdin.write('close\n');
      await exit;
    },
    signal: (signal) => void child.kill(signal),
    ended: () => exit,
  };
}

export function endAll(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL');
}
