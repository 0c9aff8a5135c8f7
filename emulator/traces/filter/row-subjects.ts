import { Lineage } from '../../graph/lineage';
import type { CallRow, NodeRow } from '../../graph/rows';
import { milliseconds } from '../../graph/tally';
import { walkTrace } from '../../graph/walk';
import { isClosed, type Span } from '../../segments/span';
import type { Trace, TraceStore } from '../../store/trace-store';
import { objectIn, textIn } from '../../wire/json';
import type { TraceContents } from '../contents';
import { httpOf } from '../summary';
import type { Keyword } from './keywords';
import { httpValuesOf, isScalar } from './summary-values';
import type { AnnotationHolder, Scalar } from './syntax';
import type { EdgeSubject, NodeSubject } from './trace-facts';

/** The requests and calls of one trace that a filter in braces is asked of. */
export interface RowSubjects {
  readonly nodes: readonly NodeSubject[];
  readonly edges: readonly EdgeSubject[];
}

/**
 * Tells them from the rows that the trace gives to the service graph, so that a filter and the graph agree: a node
 * speaks by its own segment, an edge by the caller's subsegment. Segments in progress, which the graph does not
 * count, are asked as well; links have no numbers. Documents are opened only for what spans do not carry.
 */
export function rowSubjectsOf(trace: Trace, store: TraceStore, open: () => TraceContents): RowSubjects {
  const nodes: NodeSubject[] = [];
  const edges: EdgeSubject[] = [];
  walkTrace(trace, store, {
    node: (row) => nodes.push(nodeSubject(row, open)),
    call: (row) => edges.push(edgeSubject(row, open)),
    link: ({ source, target }) => edges.push({ source, target, valuesOf: () => [], annotationsOf: () => [] }),
  });
  for (const span of new Lineage(trace).spans.values()) {
    if (span.kind !== 'segment' || isClosed(span) || !span.identity) continue;
    nodes.push(
      nodeSubject({ span, node: span.identity, root: span.parent === undefined, inferred: false }, open),
    );
  }
  return { nodes, edges };
}

/** A row, or as much of one as a segment in progress has. */
interface Request {
  readonly span: Span;
  readonly inferred: boolean;
  readonly durationSeconds?: number;
}

function nodeSubject(row: Request & Pick<NodeRow, 'node' | 'root'>, open: () => TraceContents): NodeSubject {
  const { node, root } = row;
  const known = { root, name: node.name, type: node.type, 'account.id': node.accountId, ...numbersOf(row) };
  return {
    node,
    valuesOf: (keyword) => valuesOf(keyword, { known, span: row.span, open }),
    annotationsOf: (of, key) => (of === 'self' ? annotationsWithin(row.span, key, open()) : []),
  };
}

function edgeSubject(row: CallRow, open: () => TraceContents): EdgeSubject {
  const { source, target } = row;
  const known = numbersOf(row);
  return {
    source,
    target,
    valuesOf: (keyword) => valuesOf(keyword, { known, span: row.span, open }),
    annotationsOf: (of, key) =>
      holdersOf(of, row, open()).flatMap((span) => annotationsWithin(span, key, open())),
  };
}

type Values = Partial<Record<Keyword, Scalar | undefined>>;

function numbersOf({ span, inferred, durationSeconds }: Request): Values {
  const { outcome } = span;
  const responsetime = isClosed(span) ? milliseconds(span.end - span.start) / 1000 : undefined;
  return {
    ok: outcome === 'ok',
    error: outcome === 'error' || outcome === 'throttle',
    throttle: outcome === 'throttle',
    fault: outcome === 'fault',
    partial: !isClosed(span),
    inferred,
    responsetime,
    duration: durationSeconds === undefined ? responsetime : milliseconds(durationSeconds) / 1000,
  };
}

/** What spans know of a subject, and where to read the rest. */
interface Sources {
  readonly known: Values;
  readonly span: Span;
  readonly open: () => TraceContents;
}

function valuesOf(keyword: Keyword, { known, span, open }: Sources): readonly Scalar[] {
  if (keyword in known) return [known[keyword] ?? []].flat();
  const raw = open().rawOf(span);
  const ec2 = objectIn(objectIn(raw, 'aws'), 'ec2');
  const said: Values = {
    user: textIn(raw, 'user'),
    availabilityzone: textIn(ec2, 'availability_zone'),
    'instance.id': textIn(ec2, 'instance_id'),
    'resource.arn': textIn(raw, 'resource_arn'),
  };
  return [said[keyword] ?? httpValuesOf(keyword, httpOf(raw))].flat();
}

/** The spans that a call, its source or its destination is recorded by. */
function holdersOf(
  of: AnnotationHolder,
  { span, target }: CallRow,
  { lineage }: TraceContents,
): readonly Span[] {
  if (of === 'self') return [span];
  if (of === 'destination') {
    return span.kind === 'segment'
      ? [span]
      : lineage.calleesOf(span).filter((one) => one.identity === target);
  }
  const caller = span.kind === 'segment' ? lineage.callerOf(span) : span;
  return [(caller && lineage.ownerOf(caller)) ?? []].flat();
}

/** The values of an annotation on a subsegment, or anywhere in a segment. */
function annotationsWithin(span: Span, key: string, { lineage, rawOf }: TraceContents): readonly Scalar[] {
  const spans =
    span.kind === 'segment'
      ? [...lineage.spans.values()].filter((one) => lineage.ownerOf(one) === span)
      : [span];
  return spans.map((one) => objectIn(rawOf(one), 'annotations')[key]).filter(isScalar);
}
