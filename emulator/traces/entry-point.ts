import type { Lineage } from '../graph/lineage';
import type { Span } from '../segments/span';

/** Earlier before later, equal starts by id: an order that does not depend on when documents arrived. */
export function byStart(a: Span, b: Span): number {
  return a.start - b.start || (a.id < b.id ? -1 : 1);
}

/**
 * The segment by which a request entered the traced system; undefined while no segment has arrived.
 * X-Ray calls it the root of the trace: the segment without a parent. Undocumented and decided here: of several
 * the earliest; where every segment names a parent, the earliest whose parent never arrived (a caller that
 * passes the trace header on but sends nothing); in a ring of segments the earliest of all.
 */
export function entryPointOf(lineage: Lineage): Span | undefined {
  const segments = [...lineage.spans.values()].filter((span) => span.kind === 'segment').sort(byStart);
  return (
    segments.find((segment) => segment.parent === undefined) ??
    segments.find((segment) => lineage.callerOf(segment) === undefined) ??
    segments[0]
  );
}
