import type { KnownShape } from '../../model/trace-shape';

/** Tells whether one sorted list holds all of another. O(length). */
export function covers(whole: readonly string[], part: readonly string[]): boolean {
  if (part.length > whole.length) return false;
  let at = 0;
  for (const item of part) {
    while (at < whole.length && (whole[at] ?? '') < item) at += 1;
    if (whole[at] !== item) return false;
    at += 1;
  }
  return true;
}

/** Services that traces of an entry point are known to touch. */
export const reachOf = (shapes: readonly KnownShape[]): ReadonlySet<string> =>
  new Set(shapes.filter(isLearned).flatMap((shape) => shape.services));

/** Tells whether a trace that touched these services did no more than one that was learned. */
export const isKnown = (shapes: readonly KnownShape[], services: readonly string[]): boolean =>
  shapes.some((shape) => isLearned(shape) && covers(shape.services, services));

export const isLearned = ({ standing }: KnownShape): boolean => standing === 'learned';
