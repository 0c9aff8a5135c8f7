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
      for (const link of span.links ?? [])
        walkLink({ start: span.start, end: span.end, node: span.identity }, link, walk);
    } else walkCall(span, span.identity, walk);
  }
}

/** One walk through one trace. */
interface Walk {
  readonly lineage: Lineage;
  readonly store: TraceStore;
  readonly sink: GraphSink;
}

function walkSegment(segment: ClosedSpan, node: Identity, { lineage, store, sink }: Walk): void {
  const { start, end, outcome } = segment;
  const responseSeconds = end - start;
  const durationSeconds = lineage.lastActivityOf(segment) - start;
  const root = segment.parent === undefined && !segment.links?.some((link) => link.direction === 'parent');
  const request = { span: segment, inferred: false, start, end, outcome, responseSeconds };
  sink.node({ ...request, node, root, durationSeconds });
  const call = { ...request, target: node, alias: undefined };
  if (root) sink.call({ ...call, source: store.identities.of(node.name, 'client') });
  const caller = lineage.callerOf(segment);
  if (!caller || speaksForItself(caller)) return;
  const source = lineage.ownerOf(caller)?.identity;
  if (source) sink.call({ ...call, source });
}

/** Whether a caller's span reports its calls itself: a subsegment with a namespace does. */
function speaksForItself(caller: Span): boolean {
  return caller.kind === 'subsegment' && caller.identity !== undefined;
}

function walkCall(call: ClosedSpan, inferred: Identity, { lineage, sink }: Walk): void {
  const source = lineage.ownerOf(call)?.identity;
  if (!source) return;
  const { start, end, outcome } = call;
  const responseSeconds = end - start;
  const targets = new Set(lineage.calleesOf(call).flatMap((callee) => callee.identity ?? []));
  const request = { span: call, start, end, outcome, responseSeconds };
  for (const target of targets) {
    const alias = target.name === inferred.name ? undefined : inferred;
    sink.call({ ...request, source, target, inferred: false, alias });
  }
  if (targets.size > 0 || call.awaitsCallee) return;
  sink.call({ ...request, source, target: inferred, inferred: true, alias: undefined });
  sink.node({ ...request, node: inferred, inferred: true, root: false, durationSeconds: responseSeconds });
}

/** The segment that carries a link. */
interface Linked {
  readonly start: number;
  readonly end: number;
  readonly node: Identity;
}

/** A link is told by the segment that carries it; one whose other end has not arrived is told later. */
function walkLink({ start, end, node }: Linked, link: SpanLink, { store, sink }: Walk): void {
  const trace = store.get(link.traceId);
  const other = trace && new Lineage(trace);
  const span = other?.spans.get(link.id);
  const far = other && span && nodeBehind(span, other);
  if (!far || !span) return;
  if (link.direction === 'child') {
    sink.link({ source: node, target: far, start, end, ageSeconds: undefined });
  } else {
    const ageSeconds = Math.max(0, start - (span.end ?? span.start));
    sink.link({ source: far, target: node, start, end, ageSeconds });
  }
}

/** The node a linked span stands for: what a call reached (first, by time and id), else the segment it is part of. */
function nodeBehind(span: Span, lineage: Lineage): Identity | undefined {
  if (span.kind !== 'subsegment' || !span.identity) return lineage.ownerOf(span)?.identity;
  const [first] = lineage.calleesOf(span).toSorted((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  return first?.identity ?? span.identity;
}
