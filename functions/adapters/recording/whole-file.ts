import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that appears under its name whole or not at all. Every method rejects when the disk refuses. */
export interface WholeFile {
  write(text: string): Promise<void>;
  /** Gives the file its name; `as` another one than it was opened for. */
  finish(as?: string): Promise<void>;
  /** Removes what was written. */
  abandon(): Promise<void>;
}

/**
 * Opens a file for writing beside its final place, gzipped when its name ends in `.gz`. What is there already and is
 * no regular file (a pipe, a terminal) is written to directly. Rejects when it cannot be opened.
 */
export async function openWholeFile(path: string): Promise<WholeFile> {
  const existing = await realpath(path).catch(() => undefined);
  const place = existing ?? path;
  const direct = existing !== undefined && !(await stat(existing)).isFile();
  const temporary = direct ? place : `${place}.${process.pid}.part`;
  const sink = createWriteStream(temporary);
  await once(sink, 'open');
  const source = new PassThrough();
  let failure: unknown;
  const gzipped = path.endsWith('.gz');
  const written = (gzipped ? pipeline(source, createGzip(), sink) : pipeline(source, sink)).catch(
    (error: unknown) => {
      failure = error;
    },
  );
  const check = (): void => {
    if (failure !== undefined) throw failure;
  };
  const close = async (): Promise<void> => {
    source.end();
    await written;
  };
  return {
    async write(text) {
      check();
      if (!source.write(text)) await Promise.race([once(source, 'drain').catch(() => undefined), written]);
      check();
    },
    async finish(as = place) {
      await close();
      check();
      if (!direct) await rename(temporary, as);
    },
    async abandon() {
      await close();
      if (!direct) await rm(temporary, { force: true });
    },
  };
}
