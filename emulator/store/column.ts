/**
 * A list of numbers that grows and costs eight bytes (or four) an entry.
 * Ordinary arrays of objects cost ten times as much, which decides how many segments fit into memory.
 */
export class Column<Numbers extends Float64Array | Uint32Array> {
  #numbers: Numbers;
  #length = 0;
  readonly #make: (length: number) => Numbers;

  /** @param make makes an array of a length, for instance `(n) => new Uint32Array(n)` */
  constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#numbers = make(16);
  }

  get length(): number {
    return this.#length;
  }

  /** Appends a number; returns its position. */
  push(value: number): number {
    if (this.#length === this.#numbers.length) {
      const larger = this.#make(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length] = value;
    return this.#length++;
  }

  /** The number at a position. Throws a RangeError where there is none. */
  at(position: number): number {
    const value = position < this.#length ? this.#numbers[position] : undefined;
    if (value === undefined) throw new RangeError(`no entry ${position} in ${this.#length}`);
    return value;
  }

  /** Overwrites the number at a position that exists. */
  set(position: number, value: number): void {
    this.at(position);
    this.#numbers[position] = value;
  }

  /** Every number, oldest first; a view that must not outlive the next push. */
  values(): Iterable<number> {
    return this.#numbers.subarray(0, this.#length);
  }
}

/** A column of whole numbers from 0 to 2^32 - 1. */
export const wholeNumbers = () => new Column((length) => new Uint32Array(length));

/** A column of any numbers. */
export const anyNumbers = () => new Column((length) => new Float64Array(length));
