import type { VarintReader, VarintWriter } from './varint';

/**
 * What is counted for a node or an edge, each a count per whole number: `kind` by outcome, root and sender (see
 * `kind-code`), `start` and `end` by second, `response`, `duration` and `age` by millisecond, `alias` by the
 * number of an identity.
 */
export const ASPECT = { kind: 0, start: 1, end: 2, response: 3, duration: 4, age: 5, alias: 6 } as const;
export type Aspect = (typeof ASPECT)[keyof typeof ASPECT];

const ASPECTS = Object.values(ASPECT);
const NOTHING: ReadonlyMap<number, number> = new Map();

/** All counts of one node or edge. Counts may be negative: a row taken back cancels the row itself. */
export class Cell {
  readonly #counts: (Map<number, number> | undefined)[] = [];

  /** Adds to the count of a number. */
  add(aspect: Aspect, value: number, by: number): void {
    const counts = this.#counts[aspect];
    if (counts) counts.set(value, (counts.get(value) ?? 0) + by);
    else this.#counts[aspect] = new Map([[value, by]]);
  }

  /** The count per number of one aspect. */
  counts(aspect: Aspect): ReadonlyMap<number, number> {
    return this.#counts[aspect] ?? NOTHING;
  }

  /** How many rows are left of those counted in. */
  get rows(): number {
    let rows = 0;
    for (const n of this.counts(ASPECT.kind).values()) rows += n;
    return rows;
  }

  /** The first second in which something started. */
  get first(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const [second, n] of this.counts(ASPECT.start)) if (n > 0 && second < first) first = second;
    return first;
  }

  /** The last second in which something ended. */
  get last(): number {
    let last = Number.NEGATIVE_INFINITY;
    for (const [second, n] of this.counts(ASPECT.end)) if (n > 0 && second > last) last = second;
    return last;
  }

  /** Forgets the seconds between the first and the last: enough for a sum from which nothing is taken back. */
  forgetSecondsBetween(): void {
    const { rows, first, last } = this;
    this.#counts[ASPECT.start] = new Map([[first, rows]]);
    this.#counts[ASPECT.end] = new Map([[last, rows]]);
  }

  /** Writes the counts that are not zero. */
  writeTo(writer: VarintWriter): void {
    const left = ASPECTS.map((aspect) => [...this.counts(aspect)].filter(([, n]) => n !== 0));
    writer.write(left.reduce((bits, entries, aspect) => bits + (entries.length > 0 ? 2 ** aspect : 0), 0));
    for (const entries of left) {
      if (entries.length > 0) writer.write(entries.length);
      for (const [value, n] of entries) {
        writer.write(value);
        writer.write(n);
      }
    }
  }

  /** Adds what `writeTo` wrote; seconds move by `shift`. */
  addFrom(reader: VarintReader, shift: number): void {
    const present = reader.read();
    for (const aspect of ASPECTS) {
      if ((present & (1 << aspect)) === 0) continue;
      const moved = aspect === ASPECT.start || aspect === ASPECT.end ? shift : 0;
      for (let left = reader.read(); left > 0; left--) {
        const value = reader.read() + moved;
        this.add(aspect, value, reader.read());
      }
    }
  }
}
