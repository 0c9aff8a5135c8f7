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

/** Runs the real binary in a process of its own, piped, as a script would. */
export function tracenorm(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const child = spawn(process.execPath, [join(root, 'bin', 'tracenorm.js'), ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...noAws, ...environment },
  });
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
