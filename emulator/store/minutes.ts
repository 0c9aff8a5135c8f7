import type { TimeRange } from '../wire/range';

const FIRST_ITEMS = 8;

/** What was noted in one minute; `items` has room for more than the `length` that count. */
interface Minute {
  items: Uint32Array;
  length: number;
}

/**
 * Finds what happened in a stretch of time without looking at anything else: a list of whole numbers per minute.
 * A list begins small and doubles, because documents with times from anywhere can make a minute for each of them.
 */
export class MinuteIndex {
  readonly #minutes = new Map<number, Minute>();

  /** Notes that an item (a whole number from 0 to 2^32 - 1) has something to say at this moment (epoch seconds). */
  add(seconds: number, item: number): void {
    const number = Math.floor(seconds / 60);
    const known = this.#minutes.get(number);
    const minute = known ?? { items: new Uint32Array(FIRST_ITEMS), length: 0 };
    if (!known) this.#minutes.set(number, minute);
    // A trace notes several spans of one minute in a row; that alone keeps most repetitions out.
    if (minute.length > 0 && minute.items[minute.length - 1] === item) return;
    if (minute.length === minute.items.length) minute.items = twiceAsLong(minute.items);
    minute.items[minute.length++] = item;
  }

  /** Every item noted in a minute that the range touches, once each; the caller looks at exact times. */
  touching(range: TimeRange): ReadonlySet<number> {
    const found = new Set<number>();
    const last = Math.ceil(range.end / 60);
    for (let number = Math.floor(range.start / 60); number < last; number++) {
      const minute = this.#minutes.get(number);
      for (const item of minute?.items.subarray(0, minute.length) ?? []) found.add(item);
    }
    return found;
  }
}

function twiceAsLong(items: Uint32Array): Uint32Array {
  const longer = new Uint32Array(items.length * 2);
  longer.set(items);
  return longer;
}
