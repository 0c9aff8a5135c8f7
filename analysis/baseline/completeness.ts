import type { Known } from '../model/baseline';
import type { Completeness } from '../model/completeness';
import { splitSubjectKey } from '../model/subject';

/** Upper 95 % point of the standard normal distribution. */
const z95 = 1.645;

/**
 * The chance that the next sighting is of an edge or node never seen before, estimated as the share of sightings
 * that were the only one of their subject: 0..1, and at least one in the number of sightings plus one.
 * Assumes sightings of a window are a sample of one fixed system.
 * Source: I. J. Good, "The population frequencies of species", Biometrika 40 (1953). O(subjects).
 */
export function unseenMass(known: Iterable<Known>): number {
  const { once, sightings } = tallyOf(known);
  return massOf(once, sightings);
}

/**
 * The completeness of each service, over itself and its outgoing edges, by service key in order. A service without
 * calls was seen not calling, so that a first call of it is a surprise too. The bound is normal with Good's variance,
 * and three in the number of sightings where that says less (rule of three). Assumes that sightings are exchangeable:
 * what happens only once a week is not seen in a day however many sightings it holds, so that learning has a floor
 * in time as well. O(subjects).
 * Sources: I. J. Good (as above); W. W. Esty, Ann. Stat. 11 (1983), for the normal limit; H. Robbins, Ann. Math.
 * Stat. 39 (1968): the expected square of the error is at most 1 / (sightings + 1).
 */
export function completenessOf(known: Iterable<Known>): Completeness[] {
  const ofService = new Map<string, Known[]>();
  for (const one of known) {
    const { source, target } = splitSubjectKey(one.subject);
    const own = ofService.get(source ?? target);
    if (own) own.push(one);
    else ofService.set(source ?? target, [one]);
  }
  return [...ofService]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, own]) => {
      const { once, twice, sightings } = tallyOf(own);
      const atMost = boundOf({ once, twice, sightings });
      return { service, sightings, once, unseenMass: massOf(once, sightings), atMost };
    });
}

interface Tally {
  readonly once: number;
  readonly twice: number;
  readonly sightings: number;
}

function tallyOf(known: Iterable<Known>): Tally {
  let [once, twice, sightings] = [0, 0, 0];
  for (const { windows } of known) {
    if (windows === 1) once += 1;
    if (windows === 2) twice += 1;
    sightings += windows;
  }
  return { once, twice, sightings };
}

const massOf = (once: number, sightings: number): number =>
  Math.max(1 / (sightings + 1), sightings === 0 ? 1 : once / sightings);

function boundOf({ once, twice, sightings }: Tally): number {
  if (sightings === 0) return 1;
  const variance = (once + 2 * twice) / sightings ** 2 - once ** 2 / sightings ** 3;
  return Math.min(1, Math.max(3 / sightings, once / sightings + z95 * Math.sqrt(Math.max(0, variance))));
}
