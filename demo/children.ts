import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type ProcessName, parseToParent, type ToChild, type ToParent } from './services/messages';

/** One running process of the live system. */
export interface Child {
  readonly name: ProcessName;
  readonly pid: number;
  /** The loopback port it listens on. */
  readonly port: number;
  /** Tells it something and waits until it did as told. Rejects when it has ended. */
  tell(message: ToChild): Promise<void>;
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
}

/**
 * Starts one process of the live system and waits until it listens.
 * @param env added to this process's environment
 * @throws Error when it ends before it listens
 */
export async function startChild(name: ProcessName, env: Readonly<Record<string, string>>): Promise<Child> {
  const child = fork(join(__dirname, 'services', `${name}.ts`), [], {
    env: { ...process.env, ...env },
    // The loader for CommonJS alone needs 30 MB less than the one for both kinds of modules.
    execArgv: ['--require', require.resolve('tsx/cjs'), '--max-old-space-size=96'],
  });
  const listening = await answerOf(child, name, 'listening');
  return {
    name,
    pid: child.pid ?? 0,
    port: listening.kind === 'listening' ? listening.port : 0,
    tell: async (message) => {
      const done = answerOf(child, name, 'done');
      if (child.connected) child.send(message, () => undefined);
      await done;
    },
    stop: () => stop(child),
  };
}

/** Waits for the next message of a kind; rejects when the process ends instead. */
function answerOf(child: ChildProcess, name: ProcessName, kind: ToParent['kind']): Promise<ToParent> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      const told = parseToParent(message);
      if (told?.kind === kind) settle(() => resolve(told));
    };
    const end = () => settle(() => reject(new Error(`the ${name} process ended before it was ${kind}`)));
    const settle = (then: () => void) => {
      child.off('message', hear);
      child.off('exit', end);
      child.off('error', end);
      then();
    };
    child.on('message', hear);
    child.on('exit', end);
    child.on('error', end);
    if (hasEnded(child)) end();
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
