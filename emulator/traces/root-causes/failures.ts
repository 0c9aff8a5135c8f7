import type { Span } from '../../segments/span';
import type { Entity } from './entities';

/** The most causes that are named of one kind; in the order of the tree, so the earliest branches win. */
export const MOST_CAUSES = 20;

/**
 * The deepest entities that failed: those that did, with nothing below them that did.
 * What lies between need not have failed: code that passes a failure on without marking its own subsegment is
 * common. Undocumented and decided here: a failure above another is a consequence, not a cause, even where
 * something in between went well. X-Ray has been seen to name no cause where only the entry point of a Lambda
 * function had an error; by what rule is unknown, here it is named.
 */
export function deepestFailures(
  entities: readonly Entity[],
  failed: (span: Span) => boolean,
): readonly Entity[] {
  const above = new Set<Entity>();
  const deepest: Entity[] = [];
  for (const entity of entities.toReversed()) {
    const fails = failed(entity.span);
    if (fails && !above.has(entity)) deepest.push(entity);
    if (entity.parent && (fails || above.has(entity))) above.add(entity.parent);
  }
  return deepest.reverse().slice(0, MOST_CAUSES);
}
