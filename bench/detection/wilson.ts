import type { Interval } from '../../analysis/stats/poisson-interval';

/** Two-sided 95 % of the normal distribution. */
const z = 1.959964;

/**
 * Interval of a share that was seen `hits` times in `trials`, by the score test; good down to a handful of trials.
 * Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927).
 * @throws RangeError without a trial
 */
export function wilsonInterval(hits: number, trials: number): Interval {
  if (!(trials > 0)) throw new RangeError(`wilsonInterval needs at least one trial, got ${trials}`);
  const share = hits / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half) };
}
