/** Links beyond this many: the oldest are forgotten. */
const MOST_LINKS = 200_000;

/**
 * Who links to a trace, so that the linking traces are looked at again when it grows.
 * When there are very many, the oldest are forgotten: a document that comes for such a trace later no longer
 * changes the link edges drawn to it.
 */
export class LinkIndex {
  readonly #linking = new Map<string, Set<number>>();
  #size = 0;

  /** Notes that a trace (by its ordinal) links to another (by its id). */
  add(traceId: string, ordinal: number): void {
    const known = this.#linking.get(traceId);
    const linking = known ?? new Set();
    if (!known) this.#linking.set(traceId, linking);
    this.#size += linking.has(ordinal) ? 0 : 1;
    linking.add(ordinal);
    for (const [oldest, its] of this.#linking) {
      if (this.#size <= MOST_LINKS) return;
      this.#size -= its.size;
      this.#linking.delete(oldest);
    }
  }

  /** The traces that link to a trace. */
  to(traceId: string): Iterable<number> {
    return this.#linking.get(traceId) ?? [];
  }
}
