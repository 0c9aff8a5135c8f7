/**
 * Writes whole numbers, small ones in few bytes: base 128, least significant group first, sign folded in (the
 * "zigzag" varints of Protocol Buffers, for numbers up to 2^52 either way).
 */
export class VarintWriter {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  write(value: number): void {
    this.#require(10);
    let rest = value < 0 ? -2 * value - 1 : 2 * value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Writes what another writer holds. */
  append(other: VarintWriter): void {
    this.#require(other.#length);
    this.#length += other.#bytes.copy(this.#bytes, this.#length, 0, other.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  /** What was written, in memory of its own. */
  bytes(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.#length);
    this.#bytes.copy(bytes, 0, 0, this.#length);
    return bytes;
  }

  #require(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#length + more) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Reads what `VarintWriter` wrote. */
export class VarintReader {
  readonly #bytes: Buffer;
  /** Where the next number begins. */
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  get length(): number {
    return this.#bytes.length;
  }

  get done(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** The next number. Throws a RangeError past the end. */
  read(): number {
    let folded = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError('the bytes end within a number');
      folded += (byte & 127) * scale;
      if (byte < 128) break;
    }
    return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
  }
}
