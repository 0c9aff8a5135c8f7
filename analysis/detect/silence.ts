import { emptyProbability, type Volume, volumeOf } from '../baseline/expected-volume';
import type { TimeWindow } from '../model/window';
import { windowSeconds } from '../model/window';
import type { NormView } from './question';

/** A silence that lasts, and what is known of the edge that keeps it. */
export interface Silence {
  readonly view: NormView;
  /** Windows with a call so far, and the longest run without one. */
  readonly sightings: number;
  readonly longest: number;
  /** The newest silent window. */
  readonly last: TimeWindow;
}

/** Below this a product of probabilities is as good as nothing. */
const nothing = 1e-300;

/**
 * Probability of a silence of `length` windows: the larger of two answers. (1) Windows are independent, each silent
 * with the probability that its time of the week gives: zero calls of a negative binomial, and the share of empty
 * windows that this does not explain. (2) Traffic comes in bursts: silences between m sightings have an exponential
 * tail whose expected maximum is the longest one seen, so that P(silence >= L) = (m + 1)^(-L / longest).
 * Assumes that the silent windows follow one another; behind a gap their hours are off by its length. O(length).
 * Source of (2): E. J. Gumbel, "Statistics of Extremes" (1958), ch. 4, the characteristic largest value.
 */
export function silenceProbability({ view, sightings, longest, last }: Silence, length: number): number {
  const seconds = windowSeconds(last);
  const volume = volumeOf(view);
  if (volume === undefined) return 1;
  const unexplained = Math.max(0, emptyShare(view, length) - explainedShare(volume, last));
  let independent = 1;
  for (let back = 0; back < length && independent > nothing; back += 1) {
    const window = { start: last.start - back * seconds, end: last.end - back * seconds };
    independent *= Math.min(1, emptyProbability(volume.at(window)) + unexplained);
  }
  const bursts = (sightings + 1) ** (-length / Math.max(1, longest));
  return Math.max(independent, bursts);
}

/** Mean probability of an empty window over the week before the given one, hour by hour. */
function explainedShare(volume: Volume, last: TimeWindow): number {
  const hours = 168;
  let sum = 0;
  for (let back = 0; back < hours; back += 1)
    sum += emptyProbability(volume.at({ start: last.start - back * 3_600, end: last.end - back * 3_600 }));
  return sum / hours;
}

/**
 * Share of windows without a call, never 0. The windows of the silence in question have been learned as empty by now
 * and do not count.
 */
function emptyShare({ norm, windows }: NormView, length: number): number {
  const before = Math.max(norm.trials.n, windows - (length - 1));
  return (Math.max(0, before - norm.trials.n) + 0.5) / (before + 1);
}
