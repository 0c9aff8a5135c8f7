import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAll } from './write-all';

/** Where bytes are: in memory, or at a place in the file. */
export type Stored = Buffer | { readonly offset: number; readonly length: number };

/** Bytes that are not in memory and are fetched piece by piece. */
export interface DistantBytes {
  readonly length: number;
  /** Fills a buffer with the bytes from a position on; there must be as many. */
  read(into: Buffer, from: number): void;
}

/**
 * Keeps bytes in memory up to a bound, and beyond it in a temporary file.
 * The file is unlinked as soon as it is open, so nothing is left behind however the process ends. What is given up
 * makes room in memory, but not in the file.
 */
export class Overflow {
  readonly #memoryBytes: number;
  #inMemory = 0;
  #file: number | undefined;
  #fileBytes = 0;

  constructor(memoryBytes: number) {
    this.#memoryBytes = memoryBytes;
  }

  put(bytes: Buffer): Stored {
    if (this.#inMemory + bytes.length <= this.#memoryBytes) {
      this.#inMemory += bytes.length;
      return bytes;
    }
    this.#file ??= openUnlinked();
    const stored = { offset: this.#fileBytes, length: bytes.length };
    writeAll(this.#file, bytes, stored.offset);
    this.#fileBytes += bytes.length;
    return stored;
  }

  get(stored: Stored): Buffer {
    if (Buffer.isBuffer(stored)) return stored;
    const bytes = Buffer.allocUnsafe(stored.length);
    this.#read(bytes, stored.offset);
    return bytes;
  }

  /** What was put here, in memory or to be read from the file piece by piece. */
  source(stored: Stored): Buffer | DistantBytes {
    if (Buffer.isBuffer(stored)) return stored;
    const { offset, length } = stored;
    return { length, read: (into, from) => this.#read(into, offset + from) };
  }

  /** Says that something will not be asked for again. */
  giveUp(stored: Stored): void {
    if (Buffer.isBuffer(stored)) this.#inMemory -= stored.length;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #read(into: Buffer, offset: number): void {
    if (this.#file === undefined) throw new Error('what was kept here has been closed');
    readSync(this.#file, into, 0, into.length, offset);
  }
}

/** A file that has no name any more; its space is free when it is closed. */
function openUnlinked(): number {
  const folder = mkdtempSync(join(tmpdir(), 'xray-local-'));
  const file = openSync(join(folder, 'overflow'), 'wx+', 0o600);
  rmSync(folder, { recursive: true });
  return file;
}
