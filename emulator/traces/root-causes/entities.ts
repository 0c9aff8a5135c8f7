import type { Lineage } from '../../graph/lineage';
import type { Identity } from '../../segments/identity';
import type { Span } from '../../segments/span';
import { byStart, entryPointOf } from '../entry-point';
import { inferredCalleeOf } from '../inferred-callee';

/** A segment, a subsegment or an inferred segment, in its place below the segment by which a request entered. */
export interface Entity {
  /** What it says; an inferred segment has that of the call it was inferred from. */
  readonly span: Span;
  /** The service, where it sent no segment. */
  readonly inferred: Identity | undefined;
  readonly parent: Entity | undefined;
  /** The segment at the top of the tree that this is part of. */
  readonly top: Span;
  readonly children: readonly Entity[];
}

interface GrowingEntity extends Entity {
  readonly parent: GrowingEntity | undefined;
  readonly children: Entity[];
}

/**
 * Everything in a trace that hangs together from an entry point down, parents before children, siblings by
 * start. The trace's entry point comes first. A segment whose caller has not arrived is the top of a tree of its own;
 * what is part of no tree (a subsegment that waits for its segment, a ring) is left out.
 * Costs O(n log n) for n spans, without recursion.
 */
export function entitiesOf(lineage: Lineage): readonly Entity[] {
  const entry = entryPointOf(lineage);
  if (!entry) return [];
  const spans = [...lineage.spans.values()].sort(byStart);
  const nested = childrenByParent(spans, lineage);
  const tops = spans.filter((span) => span.kind === 'segment' && lineage.callerOf(span) === undefined);
  const entities: Entity[] = [];
  const seen = new Set<Span>();
  const waiting = [entry, ...tops].reverse().map((span) => entityOf(span, undefined));
  for (let entity = waiting.pop(); entity; entity = waiting.pop()) {
    if (seen.has(entity.span) && !entity.inferred) continue;
    seen.add(entity.span);
    entities.push(entity);
    entity.parent?.children.push(entity);
    if (entity.inferred) continue;
    const inferred = inferredCalleeOf(entity.span, lineage);
    if (inferred) waiting.push(entityOf(entity.span, entity, inferred));
    for (const child of nested.get(entity.span)?.toReversed() ?? []) waiting.push(entityOf(child, entity));
  }
  return entities;
}

function entityOf(span: Span, parent: GrowingEntity | undefined, inferred?: Identity): GrowingEntity {
  return { span, inferred, parent, top: parent?.top ?? span, children: [] };
}

/** The subsegments of each span and the segments that name it as their caller, in the order given. */
function childrenByParent(spans: readonly Span[], lineage: Lineage): ReadonlyMap<Span, readonly Span[]> {
  const children = new Map<Span, Span[]>();
  for (const span of spans) {
    const parent = span.parent === undefined ? undefined : lineage.spans.get(span.parent);
    if (!parent) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(span);
    else children.set(parent, [span]);
  }
  return children;
}
