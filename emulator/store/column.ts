type Numbers = Float64Array | Uint32Array;

/**
 * A list of numbers that grows and costs eight bytes (or four) an entry, in chunks, so that growing copies nothing.
 * Ordinary arrays of objects cost ten times as much, which decides how many segments fit into memory.
 */
export class Column {
  readonly #chunks: Numbers[] = [];
  readonly #chunkLength: number;
  readonly #make: (length: number) => Numbers;
  #length = 0;

  /** @param make makes an array of a length, for instance `(n) => new Uint32Array(n)` */
  constructor(make: (length: number) => Numbers, chunkLength: number) {
    this.#make = make;
    this.#chunkLength = chunkLength;
  }

  get length(): number {
    return this.#length;
  }

  /** Appends a number; returns its position. */
  push(value: number): number {
    const within = this.#length % this.#chunkLength;
    if (within === 0) this.#chunks.push(this.#make(this.#chunkLength));
    const chunk = this.#chunks[this.#chunks.length - 1];
    if (chunk) chunk[within] = value;
    return this.#length++;
  }

  /** The number at a position. Throws a RangeError where there is none. */
  at(position: number): number {
    const value = this.#chunks[Math.floor(position / this.#chunkLength)]?.[position % this.#chunkLength];
    if (value === undefined || position >= this.#length) {
      throw new RangeError(`no entry ${position} in ${this.#length}`);
    }
    return value;
  }

  /** Overwrites the number at a position that exists. */
  set(position: number, value: number): void {
    const chunk = this.#chunks[Math.floor(position / this.#chunkLength)];
    if (!chunk || position >= this.#length) throw new RangeError(`no entry ${position} in ${this.#length}`);
    chunk[position % this.#chunkLength] = value;
  }
}

const LONG = 2 ** 16;

/** A long column of whole numbers from 0 to 2^32 - 1. */
export const wholeNumbers = () => new Column((length) => new Uint32Array(length), LONG);

/** A long column of any numbers. */
export const anyNumbers = () => new Column((length) => new Float64Array(length), LONG);
