import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Overflow, type Stored } from './overflow';
import type { Texts } from './texts';

const BLOCK_BYTES = 1 << 20;
const OFFSETS_PER_BLOCK = 2 ** 24;
const OPEN_BLOCKS = 8;

/**
 * Keeps many texts in little memory: appended to blocks of 1 MB, each block compressed once it is full, and once
 * the blocks outgrow `memoryBytes`, further ones are written to a temporary file. Reading inflates a whole block
 * (about 3 ms) and keeps the last few open, so texts written near each other are cheap to read together. There
 * is no deletion.
 */
export class PackedTexts implements Texts {
  readonly #overflow: Overflow;
  readonly #sealed: Stored[] = [];
  readonly #opened = new Map<number, Buffer>();
  #block = Buffer.alloc(BLOCK_BYTES);
  #used = 0;

  constructor(memoryBytes = Number.POSITIVE_INFINITY) {
    this.#overflow = new Overflow(memoryBytes);
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
    this.#overflow.close();
  }

  #seal(needed: number): void {
    const full = this.#block.subarray(0, this.#used);
    if (this.#used > 0) this.#sealed.push(this.#overflow.put(deflateRawSync(full, { level: 1 })));
    const size = Math.max(BLOCK_BYTES, needed);
    if (this.#block.length !== size) this.#block = Buffer.alloc(size);
    this.#used = 0;
  }

  #open(index: number): Buffer {
    const sealed = this.#sealed[index];
    if (!sealed) return this.#block;
    const block = this.#opened.get(index) ?? inflateRawSync(this.#overflow.get(sealed));
    this.#opened.delete(index);
    this.#opened.set(index, block);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > OPEN_BLOCKS && oldest !== undefined) this.#opened.delete(oldest);
    return block;
  }
}
