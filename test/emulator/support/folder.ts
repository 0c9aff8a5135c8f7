import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Uses a new folder and removes it with all that is in it, once what was done with it is over. */
export function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'xray-test-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  let result: T;
  try {
    result = use(folder);
  } catch (failure) {
    remove();
    throw failure;
  }
  if (result instanceof Promise) return result.finally(remove) as T;
  remove();
  return result;
}
