import type { Span } from '../segments/span';

/** From when to when a trace ran, epoch seconds. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  /** Whole milliseconds, in seconds. */
  readonly duration: number;
}

/**
 * How long a trace took: from the start of its earliest segment to the end of the last activity in it, which
 * may be a subsegment that outlived its segment (API reference of TraceSummary: Duration, ResponseTime).
 * While no segment has arrived, from the start of its earliest subsegment. Takes at least one span.
 */
export function extentOf(spans: readonly Span[]): Extent {
  const segments = spans.filter((span) => span.kind === 'segment');
  const first = segments.length > 0 ? segments : spans;
  const start = first.reduce((least, span) => Math.min(least, span.start), Number.POSITIVE_INFINITY);
  const end = spans.reduce((most, span) => Math.max(most, span.end ?? span.start), start);
  return { start, end, duration: Math.round((end - start) * 1000) / 1000 };
}
