import { Lineage } from '../graph/lineage';
import { walkTrace } from '../graph/walk';
import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { entryPointOf } from './entry-point';
import { type Extent, extentOf } from './extent';
import { edgeKey, type TraceFacts } from './filter-expression';

/** What a trace's summary and a filter need to know, from spans in memory. Times are epoch seconds. */
export interface TraceOutline extends TraceFacts, Extent {
  /** The client among them. */
  readonly nodes: readonly Identity[];
  readonly root: Span;
  readonly partial: boolean;
}

/** The outline of a trace; undefined while no segment of it has arrived. */
export function outlineOf(trace: Trace, store: TraceStore): TraceOutline | undefined {
  const lineage = new Lineage(trace);
  const root = entryPointOf(lineage);
  if (!root) return undefined;
  const spans = [...lineage.spans.values()];
  const segments = spans.filter((span) => span.kind === 'segment');
  const nodes = new Map<string, Identity>();
  const edges = new Set<string>();
  for (const { identity } of segments) if (identity) nodes.set(identity.key, identity);
  walkTrace(trace, store, {
    node: (row) => nodes.set(row.node.key, row.node),
    call: ({ source, target }) => {
      nodes.set(source.key, source);
      edges.add(edgeKey(source.name, target.name));
    },
    link: (row) => edges.add(edgeKey(row.source.name, row.target.name)),
  });
  return {
    nodes: [...nodes.values()],
    services: new Set([...nodes.values()].map((node) => node.name)),
    edges,
    root,
    ...extentOf(spans),
    fault: root.outcome === 'fault',
    error: root.outcome === 'error' || root.outcome === 'throttle',
    throttle: spans.some((span) => span.outcome === 'throttle'),
    partial: !segments.every(isClosed),
  };
}
