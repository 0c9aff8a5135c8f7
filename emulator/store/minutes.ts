import type { TimeRange } from '../wire/range';

/** Finds what happened in a stretch of time without looking at anything else: one set per minute. */
export class MinuteIndex<T> {
  readonly #minutes = new Map<number, Set<T>>();

  /** Notes that an item has something to say at this moment (epoch seconds). */
  add(seconds: number, item: T): void {
    const minute = Math.floor(seconds / 60);
    const items = this.#minutes.get(minute);
    if (items) items.add(item);
    else this.#minutes.set(minute, new Set([item]));
  }

  /** Every item noted in a minute that the range touches, once each; the caller looks at exact times. */
  touching(range: TimeRange): ReadonlySet<T> {
    const found = new Set<T>();
    const last = Math.ceil(range.end / 60);
    for (let minute = Math.floor(range.start / 60); minute < last; minute++) {
      for (const item of this.#minutes.get(minute) ?? []) found.add(item);
    }
    return found;
  }
}
