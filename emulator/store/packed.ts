import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Texts } from './texts';

const BLOCK_BYTES = 1 << 20;
const OFFSETS_PER_BLOCK = 2 ** 24;
const OPEN_BLOCKS = 8;

/** A block that is full: compressed in memory, or where it lies in the overflow file. */
type Sealed = Buffer | { readonly offset: number; readonly bytes: number };

/**
 * Keeps many texts in little memory: appended to blocks of 1 MB, each block compressed once it is full, and once
 * the blocks outgrow `memoryBytes`, further ones are written to a temporary file. Reading inflates a whole block
 * (about 3 ms) and keeps the last few open, so texts written near each other are cheap to read together. There
 * is no deletion. The file is unlinked as soon as it is open, so nothing is left behind however the process ends.
 */
export class PackedTexts implements Texts {
  readonly #memoryBytes: number;
  readonly #sealed: Sealed[] = [];
  readonly #opened = new Map<number, Buffer>();
  #block = Buffer.alloc(BLOCK_BYTES);
  #used = 0;
  #inMemory = 0;
  #overflow: number | undefined;
  #inOverflow = 0;

  constructor(memoryBytes = Number.POSITIVE_INFINITY) {
    this.#memoryBytes = memoryBytes;
  }

  append(text: string): number {
    const bytes = Buffer.byteLength(text);
    if (this.#used + 4 + bytes > this.#block.length) this.#seal(4 + bytes);
    const reference = this.#sealed.length * OFFSETS_PER_BLOCK + this.#used;
    this.#block.writeUInt32LE(bytes, this.#used);
    this.#block.write(text, this.#used + 4);
    this.#used += 4 + bytes;
    return reference;
  }

  read(reference: number): string {
    const block = this.#open(Math.floor(reference / OFFSETS_PER_BLOCK));
    const offset = reference % OFFSETS_PER_BLOCK;
    const start = offset + 4;
    return block.toString('utf8', start, start + block.readUInt32LE(offset));
  }

  close(): void {
    if (this.#overflow !== undefined) closeSync(this.#overflow);
    this.#overflow = undefined;
  }

  #seal(needed: number): void {
    if (this.#used > 0) this.#keep(deflateRawSync(this.#block.subarray(0, this.#used), { level: 1 }));
    const size = Math.max(BLOCK_BYTES, needed);
    if (this.#block.length !== size) this.#block = Buffer.alloc(size);
    this.#used = 0;
  }

  #keep(block: Buffer): void {
    if (this.#inMemory + block.length <= this.#memoryBytes) {
      this.#inMemory += block.length;
      this.#sealed.push(block);
      return;
    }
    this.#overflow ??= openUnlinked();
    writeSync(this.#overflow, block, 0, block.length, this.#inOverflow);
    this.#sealed.push({ offset: this.#inOverflow, bytes: block.length });
    this.#inOverflow += block.length;
  }

  #open(index: number): Buffer {
    const sealed = this.#sealed[index];
    if (!sealed) return this.#block;
    const block = this.#opened.get(index) ?? inflateRawSync(this.#fetch(sealed));
    this.#opened.delete(index);
    this.#opened.set(index, block);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > OPEN_BLOCKS && oldest !== undefined) this.#opened.delete(oldest);
    return block;
  }

  #fetch(sealed: Sealed): Buffer {
    if (Buffer.isBuffer(sealed)) return sealed;
    if (this.#overflow === undefined) throw new Error('the texts are closed');
    const bytes = Buffer.alloc(sealed.bytes);
    readSync(this.#overflow, bytes, 0, sealed.bytes, sealed.offset);
    return bytes;
  }
}

/** A file that has no name any more; its space is free when it is closed. */
function openUnlinked(): number {
  const directory = mkdtempSync(join(tmpdir(), 'xray-local-'));
  const file = openSync(join(directory, 'blocks'), 'wx+', 0o600);
  rmSync(directory, { recursive: true });
  return file;
}
