import { isClosed, type Span } from '../../segments/span';
import type { Entity } from './entities';

/** What covers more than this share of the response time dominates it. */
const DOMINANT = 0.5;

/**
 * The share of the entry point's response time in which a span was at work, 0..1.
 * X-Ray documents it as the one's time over the other's; what a span did after the response is not counted
 * here, so that it stays within 1. Zero while either is in progress and where the response took no time.
 */
export function coverageOf(span: Span, entry: Span): number {
  if (!isClosed(span) || !isClosed(entry)) return 0;
  const shared = Math.min(span.end, entry.end) - Math.max(span.start, entry.start);
  return shared > 0 ? shared / (entry.end - entry.start) : 0;
}

/**
 * The deepest entity that alone took most of the response time; undefined where the entry point has not ended
 * or took no time.
 * Undocumented and decided here: from the entry point down, always to the child that covers most, as long as it
 * covers more than half of the response time; where no child does, the cause is the one reached, at least the entry
 * point itself. X-Ray names such causes for slow traces only, by a rule nobody has published; here every trace
 * has one.
 */
export function slowestOf(entry: Entity): Entity | undefined {
  const covered = (entity: Entity) => coverageOf(entity.span, entry.span);
  if (covered(entry) === 0) return undefined;
  let slowest: Entity = entry;
  for (let next: Entity | undefined = entry; next && covered(next) > DOMINANT; ) {
    slowest = next;
    next = slowest.children.reduce<Entity | undefined>(
      (most, child) => (most && covered(most) >= covered(child) ? most : child),
      undefined,
    );
  }
  return slowest;
}
