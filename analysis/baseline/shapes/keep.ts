import type { EntryShapes, KnownShape } from '../../model/trace-shape';
import { covers, isKnown, isLearned } from './cover';

/** Shapes kept of one entry point: a service that answers in more ways has no shape that could be new. */
export const mostLearned = 200;
/** Shapes kept that were seen after learning. Each told of at most once, so that few are needed. */
const mostCandidates = 50;

/** Traces of one window that touched the same services. */
export interface Sighting {
  readonly services: readonly string[];
  readonly traces: number;
  /** Start of the window, epoch seconds. */
  readonly at: number;
  /** Whether it becomes part of the norm. */
  readonly learns: boolean;
}

/**
 * Takes traces of one shape in. What a learned shape covers is not kept, because a request that fails or is cut short
 * touches fewer services: the learned shapes are those that no other learned one covers, and of two folds their union
 * less what is covered is the fold of both, as long as there is room. O(shapes x services).
 */
export function keepShape(known: EntryShapes, sighting: Sighting): EntryShapes {
  const { services, learns } = sighting;
  const counted = { ...known, traces: known.traces + sighting.traces };
  const same = known.shapes.find((shape) => isSame(shape.services, services));
  const shape = seenAgain(same, sighting);
  if (same?.standing === shape.standing)
    return { ...counted, shapes: known.shapes.map((one) => (one === same ? shape : one)) };
  if (isKnown(known.shapes, services)) return counted;
  const others = known.shapes.filter((one) => !(one === same || isReplaced(one, shape)));
  if (!learns && others.some((one) => covers(one.services, services))) return counted;
  const room = learns ? mostLearned : mostCandidates;
  if (others.filter((one) => isLearned(one) === learns).length >= room)
    return learns ? { ...counted, beyond: known.beyond + sighting.traces } : counted;
  return { ...counted, shapes: [...others, shape].sort(byServices) };
}

function seenAgain(before: KnownShape | undefined, { services, traces, at, learns }: Sighting): KnownShape {
  if (before === undefined)
    return { services, standing: learns ? 'learned' : 'candidate', traces, firstSeen: at, lastSeen: at };
  return {
    ...before,
    standing: learns ? 'learned' : before.standing,
    traces: before.traces + traces,
    lastSeen: Math.max(before.lastSeen, at),
  };
}

/** A candidate never stands in for what was learned. */
const isReplaced = (one: KnownShape, by: KnownShape): boolean =>
  (isLearned(by) || !isLearned(one)) && covers(by.services, one.services);

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && covers(a, b);

/** By the first service that differs. */
function byServices(a: KnownShape, b: KnownShape): number {
  const [left, right] = [a.services.join(' '), b.services.join(' ')];
  return left < right ? -1 : left > right ? 1 : 0;
}
