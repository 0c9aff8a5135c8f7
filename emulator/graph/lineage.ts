import { isClosed, type Span } from '../segments/span';
import type { Trace } from '../store/trace-store';

/**
 * Who belongs to whom within one trace: parents, the segment that owns a subsegment, and the segments a
 * subsegment called. Built anew for a query from spans in memory, because any of it may change with the next
 * document: parts arrive in any order. Costs O(spans of the trace); cycles and missing parents are harmless.
 */
export class Lineage {
  readonly spans = new Map<string, Span>();
  readonly #callees = new Map<string, Span[]>();
  readonly #owners = new Map<string, Span | null>();
  readonly #lastActivity = new Map<Span, number>();

  constructor(trace: Trace) {
    for (const document of trace.documents.values()) {
      for (const span of document.spans) this.#take(span);
    }
    for (const span of this.spans.values()) this.#file(span);
  }

  /** The segment a span is part of; a segment is its own; undefined while the segment has not arrived. */
  ownerOf(span: Span): Span | undefined {
    const path: string[] = [];
    let at: Span | null | undefined = span;
    while (at?.kind === 'subsegment') {
      const known = this.#owners.get(at.id);
      if (known !== undefined) {
        at = known;
        break;
      }
      this.#owners.set(at.id, null); // so that a cycle ends here, unowned
      path.push(at.id);
      at = at.parent === undefined ? null : this.spans.get(at.parent);
    }
    for (const id of path) this.#owners.set(id, at ?? null);
    return at ?? undefined;
  }

  /** The span a segment names as its caller, when it has arrived. */
  callerOf(segment: Span): Span | undefined {
    return segment.parent === undefined || segment.parent === segment.id
      ? undefined
      : this.spans.get(segment.parent);
  }

  /** The segments that name this span as their caller, in progress or not. */
  calleesOf(span: Span): readonly Span[] {
    return this.#callees.get(span.id) ?? [];
  }

  /** When the last traced activity of a segment ended, epoch seconds; at least the segment's own end. */
  lastActivityOf(segment: Span): number {
    return this.#lastActivity.get(segment) ?? segment.end ?? segment.start;
  }

  /** A span seen twice (inside its segment and alone) counts once; a closed one is better than an open one. */
  #take(span: Span): void {
    const known = this.spans.get(span.id);
    if (!known || isClosed(span) || !isClosed(known)) this.spans.set(span.id, span);
  }

  #file(span: Span): void {
    const caller = span.kind === 'segment' ? this.callerOf(span) : undefined;
    if (caller) {
      const callees = this.#callees.get(caller.id);
      if (callees) callees.push(span);
      else this.#callees.set(caller.id, [span]);
    }
    const owner = this.ownerOf(span);
    if (owner && isClosed(span)) {
      this.#lastActivity.set(owner, Math.max(span.end, this.#lastActivity.get(owner) ?? 0));
    }
  }
}
