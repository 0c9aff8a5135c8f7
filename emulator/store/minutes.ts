import type { TimeRange } from '../wire/range';
import { type Column, fewWholeNumbers } from './column';

/** Finds what happened in a stretch of time without looking at anything else: a list of numbers per minute. */
export class MinuteIndex {
  readonly #minutes = new Map<number, Column>();

  /** Notes that an item (a whole number) has something to say at this moment (epoch seconds). */
  add(seconds: number, item: number): void {
    const minute = Math.floor(seconds / 60);
    const known = this.#minutes.get(minute);
    const items = known ?? fewWholeNumbers();
    if (!known) this.#minutes.set(minute, items);
    // A trace notes several spans of one minute in a row; that alone keeps most repetitions out.
    if (items.length === 0 || items.at(items.length - 1) !== item) items.push(item);
  }

  /** Every item noted in a minute that the range touches, once each; the caller looks at exact times. */
  touching(range: TimeRange): ReadonlySet<number> {
    const found = new Set<number>();
    const last = Math.ceil(range.end / 60);
    for (let minute = Math.floor(range.start / 60); minute < last; minute++) {
      for (const item of this.#minutes.get(minute)?.values() ?? []) found.add(item);
    }
    return found;
  }
}
