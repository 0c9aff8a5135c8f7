import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemErrorOf } from './system-error';

const FILE = 'lock';
const ATTEMPTS = 10;

/** Locks that this process holds. Its own number in a file says nothing: in a container it is always the same. */
const held = new Set<string>();

/**
 * Takes a folder for one user, and gives back how to let it go.
 * The number of the process stands in a file there; a file that a dead process left behind is taken over. Processes
 * that cannot see each other (of two containers, of two machines) are not kept apart. Throws when the folder is in
 * use, naming the process, or cannot be written.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const file = join(realpathSync(folder), FILE);
  if (held.has(file)) throw inUse(folder, process.pid);
  for (let attempt = 1; !placed(file); attempt++) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (attempt === ATTEMPTS || (holder !== process.pid && isAlive(holder))) throw inUse(folder, holder);
    removeStale(file, holder);
  }
  held.add(file);
  return () => {
    if (held.delete(file)) rmSync(file, { force: true });
  };
}

function inUse(folder: string, pid: number): Error {
  return new Error(
    `The data folder ${folder} is in use by process ${pid}; stop it, or choose another folder`,
  );
}

/** Writes the file if there is none. */
function placed(file: string): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (systemErrorOf(cause)?.code === 'EEXIST') return false;
    throw cause;
  }
}

/** The number in a lock; undefined when it has just gone. */
function holderOf(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (Number.isSafeInteger(pid) && pid > 0) return pid;
  } catch (cause) {
    if (systemErrorOf(cause)?.code === 'ENOENT') return undefined;
    throw cause;
  }
  throw new Error(`${file} names no process; delete it if no other process uses the folder`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return systemErrorOf(cause)?.code !== 'ESRCH';
  }
}

/** Puts a dead process's lock aside first, so that of two who see it only one removes it. */
function removeStale(file: string, holder: number): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (cause) {
    if (systemErrorOf(cause)?.code === 'ENOENT') return;
    throw cause;
  }
  if (holderOf(aside) === holder) rmSync(aside);
  else renameSync(aside, file);
}
