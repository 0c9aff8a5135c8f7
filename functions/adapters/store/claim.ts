import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createOnce, objectOf, writeTemporary } from './folder';

/**
 * One process's claim to serve a store. Claims are files `server.<generation>.json`; the highest generation holds.
 * A dead holder is never deleted to make room: its successor creates the next number, which only one can.
 */
export interface Claim {
  readonly generation: number;
  /** Process id of the holder, 0 when it has resigned. */
  readonly pid: number;
  /** Where it serves; absent until it does. */
  readonly endpoint?: string;
  /** Milliseconds since the claim was last written. */
  readonly ageMilliseconds: number;
}

const nameOf = (generation: number): string => `server.${generation}.json`;

/** The claim of the highest generation, or undefined when nobody ever served. */
export async function holdingClaim(dir: string): Promise<Claim | undefined> {
  for (const generation of await generationsIn(dir)) {
    const claim = await readClaim(dir, generation);
    if (claim !== undefined) return claim;
  }
  return undefined;
}

/** Generations with a file, highest first. */
async function generationsIn(dir: string): Promise<readonly number[]> {
  return (await readdir(dir))
    .map((name) => /^server\.(\d+)\.json$/.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => b - a);
}

async function readClaim(dir: string, generation: number): Promise<Claim | undefined> {
  const path = join(dir, nameOf(generation));
  try {
    const { mtimeMs } = await stat(path);
    const { pid, endpoint } = objectOf(await readFile(path, 'utf8')) ?? {};
    return {
      generation,
      pid: typeof pid === 'number' ? pid : 0,
      ...(typeof endpoint === 'string' ? { endpoint } : {}),
      ageMilliseconds: Date.now() - mtimeMs,
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Claims a generation; undefined when another process has it or a higher one. */
export async function claim(dir: string, generation: number): Promise<number | undefined> {
  if ((await createOnce(dir, nameOf(generation), { pid: process.pid })) === 'present') return undefined;
  const generations = await generationsIn(dir);
  if (generations.some((other) => other > generation)) {
    await remove(dir, generation);
    return undefined;
  }
  for (const older of generations) if (older < generation) await remove(dir, older);
  return generation;
}

/** Says where the claimed store is served, in one step. */
export async function publish(dir: string, generation: number, endpoint: string): Promise<void> {
  const temporary = await writeTemporary(dir, { pid: process.pid, endpoint });
  await rename(temporary, join(dir, nameOf(generation)));
}

/**
 * Gives a claim up. The file stays and names nobody, so that generations keep rising: who judged this one as dead
 * a moment ago must not find its successor's number free.
 */
export async function resign(dir: string, generation: number): Promise<void> {
  await rename(await writeTemporary(dir, { pid: 0 }), join(dir, nameOf(generation)));
}

const remove = (dir: string, generation: number): Promise<void> =>
  rm(join(dir, nameOf(generation)), { force: true });
