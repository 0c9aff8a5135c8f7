import { Lineage } from '../graph/lineage';
import { walkTrace } from '../graph/walk';
import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';

/** What is known of a trace from spans in memory. Times are epoch seconds; `fault` and `error` are the root's. */
export interface TraceOutline {
  readonly nodes: readonly Identity[];
  readonly root: Span;
  readonly start: number;
  readonly end: number;
  readonly fault: boolean;
  readonly error: boolean;
  /** Of any segment. */
  readonly throttle: boolean;
  readonly partial: boolean;
}

/** The outline of a trace; undefined while no segment of it has arrived. */
export function outlineOf(trace: Trace, store: TraceStore): TraceOutline | undefined {
  const spans = [...new Lineage(trace).spans.values()];
  const segments = spans.filter((span) => span.kind === 'segment').sort((a, b) => a.start - b.start);
  const root = segments.find((span) => span.parent === undefined) ?? segments[0];
  if (!root) return undefined;
  const nodes = new Map<string, Identity>();
  for (const { identity } of segments) if (identity) nodes.set(identity.key, identity);
  walkTrace(trace, store, {
    node: (row) => nodes.set(row.node.key, row.node),
    call: () => {},
    link: () => {},
  });
  return {
    nodes: [...nodes.values()],
    root,
    start: spans.reduce((first, span) => Math.min(first, span.start), root.start),
    end: spans.reduce((last, span) => Math.max(last, span.end ?? span.start), root.start),
    fault: root.outcome === 'fault',
    error: root.outcome === 'error' || root.outcome === 'throttle',
    throttle: segments.some((span) => span.outcome === 'throttle'),
    partial: !segments.every(isClosed),
  };
}
