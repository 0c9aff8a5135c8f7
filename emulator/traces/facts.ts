import { Lineage } from '../graph/lineage';
import { walkTrace } from '../graph/walk';
import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { entryPointOf } from './entry-point';
import { type Extent, extentOf } from './extent';

/** What is known of a trace from spans in memory. Times are epoch seconds; `fault` and `error` are the root's. */
export interface TraceOutline extends Extent {
  /** The client among them. */
  readonly nodes: readonly Identity[];
  readonly root: Span;
  readonly fault: boolean;
  readonly error: boolean;
  /** Of any segment or call. */
  readonly throttle: boolean;
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
  for (const { identity } of segments) if (identity) nodes.set(identity.key, identity);
  walkTrace(trace, store, {
    node: (row) => nodes.set(row.node.key, row.node),
    call: (row) => nodes.set(row.source.key, row.source),
    link: () => {},
  });
  return {
    nodes: [...nodes.values()],
    root,
    ...extentOf(spans),
    fault: root.outcome === 'fault',
    error: root.outcome === 'error' || root.outcome === 'throttle',
    throttle: spans.some((span) => span.outcome === 'throttle'),
    partial: !segments.every(isClosed),
  };
}
