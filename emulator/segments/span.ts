import type { Identity } from './identity';
import type { Outcome } from './outcome';

/** A pointer from one trace to a segment or subsegment of another, as queues leave it. */
export interface SpanLink {
  readonly traceId: string;
  readonly id: string;
  readonly direction: 'parent' | 'child';
}

/**
 * One segment or subsegment, cut down to what the service graph needs.
 * This is what stays in memory for a query; the document itself is kept packed and is not parsed again
 * for a graph. Times are epoch seconds.
 */
export interface Span {
  readonly id: string;
  /** The enclosing subsegment or segment, or for a segment the caller's subsegment. */
  readonly parent: string | undefined;
  readonly kind: 'segment' | 'subsegment';
  readonly start: number;
  /** Undefined while in progress. */
  readonly end: number | undefined;
  readonly outcome: Outcome;
  /** A segment's own node; for a subsegment with a namespace the node it calls; else undefined. */
  readonly identity: Identity | undefined;
  /** `http.request.traced`: the callee will send its own segment, so nothing is inferred meanwhile. */
  readonly awaitsCallee: boolean;
  readonly links: readonly SpanLink[] | undefined;
}

/** A span that has ended. */
export type ClosedSpan = Span & { readonly end: number };

/** Whether a span has ended. */
export function isClosed(span: Span): span is ClosedSpan {
  return span.end !== undefined;
}
