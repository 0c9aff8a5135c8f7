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
  /** By hour of the day: values that were looked at and their sum; and the squares of all of them. */
  readonly byHour?: readonly (readonly [n: number, sum: number])[];
  readonly squares?: number;
}

export const noPeaks: Peaks = { n: 0, clusters: 0, excess: 0, last: 0, peak: 0 };

/** How exceedances are taken in: values without one that end a cluster, and the most a peak counts for (winsorised). */
export interface Declustering {
  readonly run: number;
  readonly most: number;
}

/**
 * Takes one more value in, given as how far it lies above the level (negative below it); `at` numbers the values.
 * Values above the level belong to one cluster until `run` values in a row are not, and a cluster counts once, by its
 * highest value (runs declustering, Smith and Weissman 1994). A value far beyond `most` counts as `most`: trouble that
 * nobody named does not raise the level much, and a tail whose mean height is near it is taken for a lighter one.
 * @example takeValue(noPeaks, { at: 1, above: 3 }, { run: 3, most: 2 }) // => { n: 1, clusters: 1, excess: 2, last: 1, peak: 2 }
 */
export function takeValue(
  peaks: Peaks,
  value: { readonly at: number; readonly above: number },
  { run, most }: Declustering,
): Peaks {
  const { at } = value;
  const above = Math.min(most, value.above);
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
  ...(peaks.byHour && {
    byHour: peaks.byHour.map(([n, sum]) => [n * factor, sum * factor] as const),
    squares: (peaks.squares ?? 0) * factor,
  }),
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
 * Shape of the generalised Pareto tail of a maximum over many subjects: each of them may have an exponential tail, but
 * they are not alike, and a mixture of exponential tails is heavier than one.
 */
const shape = 0.05;

/**
 * The tail as it is known: generalised Pareto with a scale and the inverse of its shape, and how often a cluster is
 * begun. What is not known of the height, after so many clusters, adds to the shape.
 */
function tailOf(peaks: Peaks, prior: TailPrior): { scale: number; index: number; rate: number } {
  const known = peaks.clusters + prior.worth;
  const height = (peaks.excess + prior.worth * prior.excess) / known;
  const index = 1 / (1 / known + shape);
  return { scale: height * index, index, rate: exceedanceRate(peaks, prior) };
}

/**
 * Clusters a value that reach a height above the level or more: the predictive distribution of the next peak, when the
 * mean height is known as well as the clusters so far tell it. Assumes a steady rate; a tail that is heavier still
 * alarms more often than asked.
 * Sources: J. Pickands, Ann. Stat. 3 (1975), peaks over threshold; R. L. Smith, I. Weissman, JRSS B 56 (1994), runs
 * declustering; S. Coles, "An Introduction to Statistical Modeling of Extreme Values" (2001), sections 4.2 and 9.1.2,
 * for the generalised Pareto tail and predictive return levels.
 * @example rateAbove({ ...noPeaks, n: 1000 }, { clusters: 0.5, excess: 1, worth: 10 }, 0) // => 0.0005
 */
export function rateAbove(peaks: Peaks, prior: TailPrior, height: number): number {
  const { scale, index, rate } = tailOf(peaks, prior);
  return rate * (1 + Math.max(0, height) / scale) ** -index;
}

/**
 * How far above the level a value must lie so that clusters so high begin at most `rate` times a value: the inverse of
 * {@link rateAbove}.
 * @throws RangeError when the rate is not above zero
 * @example returnLevel({ ...noPeaks, n: 1000 }, { clusters: 0.5, excess: 1, worth: 10 }, 0.0005) // => 0
 */
export function returnLevel(peaks: Peaks, prior: TailPrior, rate: number): number {
  if (!(rate > 0)) throw new RangeError(`returnLevel needs a rate above zero, got ${rate}`);
  const tail = tailOf(peaks, prior);
  const rarer = Math.max(1, tail.rate / rate);
  return tail.scale * (rarer ** (1 / tail.index) - 1);
}
