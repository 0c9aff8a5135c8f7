/** Exceedances of a level by a series of scores, declustered; enough for the rate and the slope of its tail. */
export interface Peaks {
  /** Values that were looked at. */
  readonly n: number;
  /** Clusters of exceedances, and the sum of how far their peaks lay above the level. */
  readonly clusters: number;
  readonly excess: number;
  /** Number of the last value above the level, and how far its cluster's peak lay above it. */
  readonly last: number;
  readonly peak: number;
  /** By hour of the day: values that were looked at, and those above the level. */
  readonly hours?: readonly (readonly [n: number, above: number])[];
}

export const noPeaks: Peaks = { n: 0, clusters: 0, excess: 0, last: 0, peak: 0 };

/** Takes one more value in; `at` numbers the values, `run` values without an exceedance end a cluster. */
export function takeValue(peaks: Peaks, value: { at: number; above: number }, run: number): Peaks {
  const { at, above } = value;
  const next = { ...peaks, n: peaks.n + 1 };
  if (above <= 0) return next;
  if (peaks.clusters === 0 || at - peaks.last > run)
    return { ...next, clusters: peaks.clusters + 1, excess: peaks.excess + above, last: at, peak: above };
  const peak = Math.max(above, peaks.peak);
  return { ...next, excess: peaks.excess + peak - peaks.peak, last: at, peak };
}

/** The history as it counts when it is `factor` (0..1) as much worth, as fading with age does; rates and heights stay. */
export const fadePeaks = (peaks: Peaks, factor: number): Peaks => ({
  ...peaks,
  n: peaks.n * factor,
  clusters: peaks.clusters * factor,
  excess: peaks.excess * factor,
  ...(peaks.hours && { hours: peaks.hours.map(([n, above]) => [n * factor, above * factor] as const) }),
});

/** What is believed of a tail before data: clusters per value, their mean height, and the clusters this is worth. */
export interface TailPrior {
  readonly clusters: number;
  readonly excess: number;
  readonly worth: number;
}

/** Clusters a value, at the level itself. */
export const exceedanceRate = (peaks: Peaks, prior: TailPrior): number =>
  (peaks.clusters + prior.clusters) / Math.max(1, peaks.n);

/**
 * How far above the level a value must lie so that clusters so high begin at most `rate` times a value: exponential
 * tail (generalised Pareto of shape 0), whose mean height is shrunk to a prior while clusters are few. Assumes a
 * steady rate; a tail heavier than exponential alarms more often than asked, until the mean height has followed it.
 * Sources: J. Pickands, Ann. Stat. 3 (1975), peaks over threshold; R. L. Smith, I. Weissman, JRSS B 56 (1994), runs
 * declustering.
 * @throws RangeError when the rate is not above zero
 * @example returnLevel({ ...noPeaks, n: 1000 }, { clusters: 0.5, excess: 1, worth: 10 }, 0.0005) // => 0
 */
export function returnLevel(peaks: Peaks, prior: TailPrior, rate: number): number {
  if (!(rate > 0)) throw new RangeError(`returnLevel needs a rate above zero, got ${rate}`);
  const height = (peaks.excess + prior.worth * prior.excess) / (peaks.clusters + prior.worth);
  return Math.max(0, height * Math.log(exceedanceRate(peaks, prior) / rate));
}
