import { anyNumbers, wholeNumbers } from './column';

const NONE = 0xffffffff;
const FIRST_SLOTS = 1024;

/** The four 32-bit words of a trace id `1-<8 hex>-<24 hex>`; the first is the epoch second it carries. */
type Words = readonly [number, number, number, number];

/**
 * Every trace that was ever heard of, in about forty bytes each: a number (its ordinal) for an id, and where its
 * documents lie. Open addressing with linear probing (Knuth, TAOCP 3, 6.4, algorithm L) over typed arrays, since
 * two million entries of a `Map` with text keys take more memory than there is to give.
 */
export class TraceTable {
  readonly #words = [wholeNumbers(), wholeNumbers(), wholeNumbers(), wholeNumbers()] as const;
  readonly #starts = anyNumbers();
  readonly #arrivals = anyNumbers();
  readonly #bytes = wholeNumbers();
  readonly #newest = wholeNumbers();
  readonly #references = anyNumbers();
  readonly #previous = wholeNumbers();
  #slots = new Uint32Array(FIRST_SLOTS).fill(NONE);
  /** So that nobody outside can choose ids that all meet in one place. */
  readonly #seed = Math.floor(Math.random() * 0x7fffffff);

  /** How many traces there are; their ordinals run from 0. */
  get size(): number {
    return this.#starts.length;
  }

  /** The ordinal of a known trace. @param id in lower case, `1-<8 hex>-<24 hex>` */
  find(id: string): number | undefined {
    const words = wordsOf(id);
    const ordinal = this.#slots[this.#slotOf(words)] ?? NONE;
    return ordinal === NONE ? undefined : ordinal;
  }

  /** The ordinal of a trace, known or new. @param arrival epoch seconds, kept for a new one */
  findOrAdd(id: string, arrival: number): number {
    const words = wordsOf(id);
    const slot = this.#slotOf(words);
    const known = this.#slots[slot] ?? NONE;
    if (known !== NONE) return known;
    for (const [at, word] of words.entries()) this.#words[at]?.push(word);
    this.#arrivals.push(arrival);
    this.#bytes.push(0);
    this.#newest.push(NONE);
    const ordinal = this.#starts.push(Number.POSITIVE_INFINITY);
    this.#slots[slot] = ordinal;
    if (this.size * 2 > this.#slots.length) this.#grow();
    return ordinal;
  }

  idOf(ordinal: number): string {
    const [epoch = '', ...rest] = this.#words.map((word) => word.at(ordinal).toString(16).padStart(8, '0'));
    return `1-${epoch}-${rest.join('')}`;
  }

  /** When the earliest known span of a trace started, epoch seconds. */
  startOf(ordinal: number): number {
    return this.#starts.at(ordinal);
  }

  noteStart(ordinal: number, seconds: number): void {
    if (seconds < this.#starts.at(ordinal)) this.#starts.set(ordinal, seconds);
  }

  /** When the first document of a trace arrived, epoch seconds. */
  arrivalOf(ordinal: number): number {
    return this.#arrivals.at(ordinal);
  }

  /** How many bytes of documents a trace has brought, those not kept included. */
  bytesOf(ordinal: number): number {
    return this.#bytes.at(ordinal);
  }

  noteBytes(ordinal: number, bytes: number): void {
    this.#bytes.set(ordinal, Math.min(NONE, this.#bytes.at(ordinal) + bytes));
  }

  /** Notes where another document of a trace lies. */
  addDocument(ordinal: number, reference: number): void {
    this.#previous.push(this.#newest.at(ordinal));
    this.#newest.set(ordinal, this.#references.push(reference));
  }

  /** Where the documents of a trace lie, oldest first. */
  documentsOf(ordinal: number): readonly number[] {
    const references: number[] = [];
    for (let at = this.#newest.at(ordinal); at !== NONE; at = this.#previous.at(at)) {
      references.push(this.#references.at(at));
    }
    return references.reverse();
  }

  /** Where an id is, or where it would be put. */
  #slotOf(words: Words): number {
    const mask = this.#slots.length - 1;
    let slot = hash(words, this.#seed) & mask;
    for (; ; slot = (slot + 1) & mask) {
      const ordinal = this.#slots[slot] ?? NONE;
      if (ordinal === NONE || this.#isAt(ordinal, words)) return slot;
    }
  }

  #isAt(ordinal: number, words: Words): boolean {
    return words.every((word, at) => this.#words[at]?.at(ordinal) === word);
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2).fill(NONE);
    for (let ordinal = 0; ordinal < this.size; ordinal++) {
      const [a, b, c, d] = this.#words;
      this.#slots[this.#slotOf([a.at(ordinal), b.at(ordinal), c.at(ordinal), d.at(ordinal)])] = ordinal;
    }
  }
}

function wordsOf(id: string): Words {
  const word = (at: number) => Number.parseInt(id.slice(at, at + 8), 16);
  return [word(2), word(11), word(19), word(27)];
}

/** Mixes four words into one (the finaliser of MurmurHash3 after each). */
function hash(words: Words, seed: number): number {
  let mixed = seed;
  for (const word of words) {
    mixed = Math.imul(mixed ^ word, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}
