import type { Identity } from '../segments/identity';
import { type ClosedSpan, isClosed, type Span, type SpanLink } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { Lineage } from './lineage';
import type { GraphSink } from './rows';

/**
 * Tells a sink everything one trace contributes to the service graph, whenever it happened.
 *
 * The semantics are those of X-Ray's documentation: numbers of an edge come from the caller's subsegment,
 * numbers of a node from the callee's own segment; a callee that sends no segment is inferred from the
 * subsegment, which then gives both; `traced` means that the callee is waited for. A segment whose caller is a
 * segment or a subsegment without namespace (Lambda's two segments) gives the edge its own numbers. Only what
 * has ended is told, dated by its end.
 */
export function walkTrace(trace: Trace, store: TraceStore, sink: GraphSink): void {
  const walk: Walk = { lineage: new Lineage(trace), store, sink };
  for (const span of walk.lineage.spans.values()) {
    if (!isClosed(span) || !span.identity) continue;
    if (span.kind === 'segment') {
      walkSegment(span, span.identity, walk);
      for (const link of span.links ?? []) walkLink(span, span.identity, link, walk);
    } else walkCall(span, span.identity, walk);
  }
}

/** One walk through one trace. */
interface Walk {
  readonly lineage: Lineage;
  readonly store: TraceStore;
  readonly sink: GraphSink;
}

function walkSegment(span: ClosedSpan, node: Identity, { lineage, store, sink }: Walk): void {
  const durationSeconds = lineage.lastActivityOf(span) - span.start;
  const root = span.parent === undefined && !span.links?.some((link) => link.direction === 'parent');
  sink.node({ span, node, inferred: false, root, durationSeconds });
  if (root) tellCall(span, store.identities.of(node.name, 'client'), node, sink);
  const caller = lineage.callerOf(span);
  if (!caller || speaksForItself(caller)) return;
  const source = lineage.ownerOf(caller)?.identity;
  if (source) tellCall(span, source, node, sink);
}

/** Whether a caller's span reports its calls itself: a subsegment with a namespace does. */
function speaksForItself(caller: Span): boolean {
  return caller.kind === 'subsegment' && caller.identity !== undefined;
}

function walkCall(span: ClosedSpan, inferred: Identity, { lineage, sink }: Walk): void {
  const source = lineage.ownerOf(span)?.identity;
  if (!source) return;
  const callees = lineage.calleesOf(span);
  if (callees.length > 0) {
    for (const target of new Set(callees.map(({ identity }) => identity))) {
      const alias = target?.name === inferred.name ? undefined : inferred;
      if (target) sink.call({ span, source, target, inferred: false, alias });
    }
  } else if (!span.awaitsCallee) {
    sink.call({ span, source, target: inferred, inferred: true, alias: undefined });
    const durationSeconds = span.end - span.start;
    sink.node({ span, node: inferred, inferred: true, root: false, durationSeconds });
  }
}

/** A link is told by the segment that carries it; one whose other end has not arrived is told later. */
function walkLink(span: ClosedSpan, node: Identity, link: SpanLink, { store, sink }: Walk): void {
  const trace = store.get(link.traceId);
  const other = trace && new Lineage(trace);
  const linked = other?.spans.get(link.id);
  const far = other && linked && nodeBehind(linked, other);
  if (!far || !linked) return;
  if (link.direction === 'child') {
    sink.link({ span, source: node, target: far, ageSeconds: undefined });
  } else {
    const ageSeconds = Math.max(0, span.start - (linked.end ?? linked.start));
    sink.link({ span, source: far, target: node, ageSeconds });
  }
}

/** Tells of a call that no subsegment reports, with the numbers of the callee's segment. */
function tellCall(span: ClosedSpan, source: Identity, target: Identity, sink: GraphSink): void {
  sink.call({ span, source, target, inferred: false, alias: undefined });
}

/** The node a linked span stands for: what a call reached (first, by time and id), else the segment it is part of. */
function nodeBehind(span: Span, lineage: Lineage): Identity | undefined {
  if (span.kind !== 'subsegment' || !span.identity) return lineage.ownerOf(span)?.identity;
  const [first] = lineage.calleesOf(span).toSorted((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  return first?.identity ?? span.identity;
}
