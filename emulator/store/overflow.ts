import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAll } from './write-all';

/** Where bytes are: in memory, or at a place in the file. */
export type Stored = Buffer | { readonly offset: number; readonly length: number };

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
    if (this.#file === undefined) throw new Error('what was kept here has been closed');
    const bytes = Buffer.allocUnsafe(stored.length);
    readSync(this.#file, bytes, 0, stored.length, stored.offset);
    return bytes;
  }

  /** Says that something will not be asked for again. */
  giveUp(stored: Stored): void {
    if (Buffer.isBuffer(stored)) this.#inMemory -= stored.length;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** A file that has no name any more; its space is free when it is closed. */
function openUnlinked(): number {
  const folder = mkdtempSync(join(tmpdir(), 'xray-local-'));
  const file = openSync(join(folder, 'overflow'), 'wx+', 0o600);
  rmSync(folder, { recursive: true });
  return file;
}
