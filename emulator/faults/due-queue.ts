/** What is due when, as two lists of numbers: sixteen bytes an entry, where objects would take four times as much. */
interface Entries {
  readonly dues: number[];
  readonly items: number[];
}

/** Numbers that wait for their time, the earliest first; of equal times the smallest number. A binary heap: O(log n). */
export class DueQueue {
  readonly #entries: Entries = { dues: [], items: [] };

  get size(): number {
    return this.#entries.dues.length;
  }

  /** When the next one is due; Infinity when there is none. */
  get nextDue(): number {
    return this.#entries.dues[0] ?? Number.POSITIVE_INFINITY;
  }

  add(due: number, item: number): void {
    const { dues, items } = this.#entries;
    dues.push(due);
    items.push(item);
    let at = dues.length - 1;
    for (let above = (at - 1) >> 1; at > 0 && this.#isBefore(at, above); above = (at - 1) >> 1) {
      this.#swap(at, above);
      at = above;
    }
  }

  /** Takes out the one that is due next; undefined when there is none. */
  take(): number | undefined {
    const { dues, items } = this.#entries;
    const [first] = items;
    this.#swap(0, dues.length - 1);
    dues.pop();
    items.pop();
    for (let at = 0; ; ) {
      const next = this.#earlierOf(2 * at + 1, 2 * at + 2);
      if (next >= dues.length || !this.#isBefore(next, at)) return first;
      this.#swap(next, at);
      at = next;
    }
  }

  #earlierOf(left: number, right: number): number {
    return right < this.size && this.#isBefore(right, left) ? right : left;
  }

  #isBefore(a: number, b: number): boolean {
    const { dues, items } = this.#entries;
    const apart = (dues[a] ?? 0) - (dues[b] ?? 0);
    return apart < 0 || (apart === 0 && (items[a] ?? 0) < (items[b] ?? 0));
  }

  #swap(a: number, b: number): void {
    for (const list of [this.#entries.dues, this.#entries.items]) {
      const [one, other] = [list[a], list[b]];
      if (one === undefined || other === undefined) continue;
      list[a] = other;
      list[b] = one;
    }
  }
}
