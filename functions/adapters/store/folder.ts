import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Says whose folder this is: the file that makes a folder a store of ours. */
const markerName = 'store.json';
const format = 1;
/** Files on their way to their name. */
const temporaryPrefix = '.tracenorm-';

/** A folder that cannot be a store, and why. */
export class NotAStore extends Error {
  constructor(dir: string, why: string, options?: ErrorOptions) {
    super(`${dir} cannot hold the local store: ${why}`, options);
    this.name = 'NotAStore';
  }
}

/**
 * Makes a folder a store where it is absent or empty, and answers with the store's id; a store keeps its id.
 * @throws NotAStore for a file, a folder that holds something else, or a store of another format
 */
export async function prepareFolder(dir: string): Promise<string> {
  const names = await namesIn(dir);
  if (!names.includes(markerName)) {
    const foreign = names.find((name) => !name.startsWith(temporaryPrefix));
    if (foreign !== undefined && !(await isMarked(dir))) {
      throw new NotAStore(dir, `it holds other files, e.g. ${foreign}; name an empty or a new folder`);
    }
    await createOnce(dir, markerName, { store: 'tracenorm', format, id: randomUUID() });
  }
  return idOf(dir, await readFile(join(dir, markerName), 'utf8'));
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    await mkdir(dir, { recursive: true });
    return await readdir(dir);
  } catch (cause) {
    throw new NotAStore(dir, (cause as Error).message, { cause });
  }
}

const isMarked = async (dir: string): Promise<boolean> => (await readdir(dir)).includes(markerName);

function idOf(dir: string, text: string): string {
  const marker = objectOf(text);
  if (marker?.store !== 'tracenorm' || typeof marker.id !== 'string') {
    throw new NotAStore(dir, `its ${markerName} was not written by tracenorm`);
  }
  if (marker.format !== format) {
    throw new NotAStore(dir, `it has format ${marker.format}, this program reads ${format}`);
  }
  return marker.id;
}

/** A JSON object, or undefined for any other text. */
export function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Creates a file with its whole content at once, if no other process was first. */
export async function createOnce(dir: string, name: string, content: object): Promise<'created' | 'present'> {
  const temporary = await writeTemporary(dir, content);
  try {
    await link(temporary, join(dir, name));
    return 'created';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'present';
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Writes a file beside its future name and answers its path. */
export async function writeTemporary(dir: string, content: object): Promise<string> {
  const path = join(dir, `${temporaryPrefix}${randomUUID()}`);
  await writeFile(path, `${JSON.stringify(content)}\n`);
  return path;
}
