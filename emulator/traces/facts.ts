import { Lineage } from '../graph/lineage';
import { walkTrace } from '../graph/walk';
import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { edgeKey, type TraceFacts } from './filter-expression';

/** What a trace's summary and a filter need to know, from spans in memory. Times are epoch seconds. */
export interface TraceOutline extends TraceFacts {
  readonly nodes: readonly Identity[];
  readonly root: Span;
  readonly start: number;
  readonly end: number;
  readonly partial: boolean;
}

/** The outline of a trace; undefined while no segment of it has arrived. */
export function outlineOf(trace: Trace, store: TraceStore): TraceOutline | undefined {
  const spans = [...new Lineage(trace).spans.values()];
  const segments = spans.filter((span) => span.kind === 'segment').sort((a, b) => a.start - b.start);
  const root = segments.find((span) => span.parent === undefined) ?? segments[0];
  if (!root) return undefined;
  const nodes = new Map<string, Identity>();
  const edges = new Set<string>();
  for (const { identity } of segments) if (identity) nodes.set(identity.key, identity);
  walkTrace(trace, store, {
    node: (row) => nodes.set(row.node.key, row.node),
    call: (row) => edges.add(edgeKey(row.source.name, row.target.name)),
    link: (row) => edges.add(edgeKey(row.source.name, row.target.name)),
  });
  return {
    nodes: [...nodes.values()],
    services: new Set([...nodes.values()].map((node) => node.name)),
    edges,
    root,
    start: spans.reduce((first, span) => Math.min(first, span.start), root.start),
    end: spans.reduce((last, span) => Math.max(last, span.end ?? span.start), root.start),
    fault: root.outcome === 'fault',
    error: root.outcome === 'error' || root.outcome === 'throttle',
    throttle: segments.some((span) => span.outcome === 'throttle'),
    partial: !segments.every(isClosed),
  };
}
