import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An environment in which no AWS credentials can be found, and finding none is quick. */
export const noAws = {
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: join(tmpdir(), 'tracenorm-no-such-file'),
  AWS_SHARED_CREDENTIALS_FILE: join(tmpdir(), 'tracenorm-no-such-file'),
};

/** A process of the real binary that runs. */
export interface Started {
  readonly ended: Promise<Ended>;
  /** Resolves to the match once it has written a text that matches, to either stream; rejects when it ends without. */
  wrote(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs the real binary in a process of its own, piped, as a script would. */
export const tracenorm = (
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> => start(args, environment).ended;

/** Starts the real binary and lets it run. */
export function start(args: readonly string[], environment: Record<string, string> = {}): Started {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const child = spawn(process.execPath, [join(root, 'bin', 'tracenorm.js'), ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...noAws, ...environment },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  const wrote = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(out) ?? pattern.exec(err);
        if (match) resolve(match);
      };
      look();
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`ended without ${pattern}: ${out}${err}`)));
    });
  return { ended, wrote, kill: (signal) => void child.kill(signal) };
}
