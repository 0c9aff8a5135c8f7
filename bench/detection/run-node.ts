import { execFile } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Runs a script with Node in the project's folder; resolves to what it wrote. Rejects above the highest exit code. */
export function runNode(args: readonly string[], highestExit = 0): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error === null || (typeof error.code === 'number' && error.code <= highestExit)) resolve(stdout);
      else reject(new Error(`${args.join(' ')} failed: ${stderr.trim() || error.message}`, { cause: error }));
    });
  });
}
