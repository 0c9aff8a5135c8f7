import { deflateRawSync, inflateRawSync } from 'node:zlib';

const CHUNK_BYTES = 1 << 20;
const OFFSETS_PER_CHUNK = 2 ** 24;
const OPEN_CHUNKS = 4;

/**
 * Keeps many texts in little memory: appended to blocks of 1 MB, each block compressed once it is full.
 * A reference is a plain number. Reading inflates a whole block (about 3 ms) and keeps the last few open, so
 * texts written near each other are cheap to read together. There is no deletion.
 */
export class PackedTexts {
  readonly #sealed: Buffer[] = [];
  readonly #opened = new Map<number, Buffer>();
  #chunk = Buffer.alloc(CHUNK_BYTES);
  #used = 0;

  /** Stores a text and returns its reference. */
  append(text: string): number {
    const bytes = Buffer.byteLength(text);
    if (this.#used + 4 + bytes > this.#chunk.length) this.#seal(4 + bytes);
    const reference = this.#sealed.length * OFFSETS_PER_CHUNK + this.#used;
    this.#chunk.writeUInt32LE(bytes, this.#used);
    this.#chunk.write(text, this.#used + 4);
    this.#used += 4 + bytes;
    return reference;
  }

  /** The text of a reference that `append` gave. */
  read(reference: number): string {
    const chunk = this.#open(Math.floor(reference / OFFSETS_PER_CHUNK));
    const offset = reference % OFFSETS_PER_CHUNK;
    const start = offset + 4;
    return chunk.toString('utf8', start, start + chunk.readUInt32LE(offset));
  }

  #seal(needed: number): void {
    if (this.#used > 0) this.#sealed.push(deflateRawSync(this.#chunk.subarray(0, this.#used), { level: 1 }));
    const size = Math.max(CHUNK_BYTES, needed);
    if (this.#chunk.length !== size) this.#chunk = Buffer.alloc(size);
    this.#used = 0;
  }

  #open(index: number): Buffer {
    const sealed = this.#sealed[index];
    if (!sealed) return this.#chunk;
    const chunk = this.#opened.get(index) ?? inflateRawSync(sealed);
    this.#opened.delete(index);
    this.#opened.set(index, chunk);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > OPEN_CHUNKS && oldest !== undefined) this.#opened.delete(oldest);
    return chunk;
  }
}
