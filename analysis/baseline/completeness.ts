import type { Known } from '../model/baseline';

/**
 * The chance that the next sighting is of an edge or node never seen before, estimated as the share of sightings
 * that were the only one of their subject: 0..1, and at least one in the number of sightings plus one.
 * Assumes sightings of a window are a sample of one fixed system.
 * Source: I. J. Good, "The population frequencies of species", Biometrika 40 (1953). O(subjects).
 */
export function unseenMass(known: Iterable<Known>): number {
  let once = 0;
  let sightings = 0;
  for (const { windows } of known) {
    if (windows === 1) once += 1;
    sightings += windows;
  }
  return Math.max(1 / (sightings + 1), sightings === 0 ? 1 : once / sightings);
}
