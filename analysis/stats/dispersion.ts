import type { Moments, RatioSums } from '../model/baseline';

/** What is believed of a ratio before its own windows speak. */
export interface RatioPrior {
  /** Mean (0..1) and the number of calls it is worth. */
  readonly p: number;
  readonly calls: number;
}

/** Before any data: Jeffreys' half a failure in one call. */
export const noNeighbours: RatioPrior = { p: 0.5, calls: 1 };

/** The correlation between calls of one window that is believed before data, worth this many windows with failures. */
const priorRho = 0.01;
const priorWindows = 10;
/** No real system is exactly binomial: windows differ by more than their counts say. */
const leastRho = 0.001;
const mostRho = 0.9;

/** How calls of one window are believed to agree before data, and the least that is believed in any case. */
export interface Clustering {
  readonly prior: number;
  readonly least: number;
}

/** Failures come in bursts however rare they are. */
const bursts: Clustering = { prior: priorRho, least: leastRho };

/**
 * How slow calls cluster before data, by their share p (0..1): singly. The share varies from window to window about by
 * itself, so that the rarer they are the less one says of the next (a coefficient of variation of one; a third at
 * least). Believed for calls beyond a threshold of the norm's own; a dependency that stalls now and then, which makes
 * all calls of a window slow, has to be learned from its windows.
 * @example singly(0.001) // => { prior: 0.001, least: 0.0001 }
 */
export const singly = (p: number): Clustering => ({
  prior: Math.min(priorRho, p),
  least: Math.min(leastRho, p / 10),
});

/** A ratio as the norm knows it: its mean (0..1) and the correlation with which a next window is drawn. */
export interface RatioNorm {
  readonly p: number;
  readonly rho: number;
}

/**
 * Mean and over-dispersion of a ratio k/n over windows: the ANOVA estimator of the intra-class correlation, shrunk
 * towards 0.01 by the number of windows that can have spoken (a window without a failure says nothing of how failures
 * cluster), and never below 0.001, or what `clusters` believes instead. The mean is the posterior mean of a beta prior.
 * What is not known of the mean adds to the correlation, as in a predictive distribution. Assumes windows exchangeable;
 * a trend inflates the correlation, which makes the tests built on it careful.
 * Source: J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973).
 * @throws RangeError when there are no trials
 */
export function ratioNorm(
  ratio: RatioSums,
  trials: Moments,
  prior: RatioPrior = noNeighbours,
  clusters: (p: number) => Clustering = () => bursts,
): RatioNorm {
  if (!(trials.sum > 0)) throw new RangeError(`ratioNorm requires at least one trial, got ${trials.sum}`);
  const p = (ratio.k + prior.p * prior.calls) / (trials.sum + prior.calls);
  const { excess, scale } = clustering(ratio, trials);
  const spoken = scale > 0 ? Math.min(Math.max(0, trials.n - 1), ratio.k) : 0;
  const moment = scale > 0 ? Math.min(mostRho, Math.max(0, excess / scale)) : 0;
  const believed = clusters(p);
  const within = Math.max(
    believed.least,
    (moment * spoken + believed.prior * priorWindows) / (spoken + priorWindows),
  );
  const design = 1 + (trials.sum / Math.max(1, trials.n) - 1) * within;
  const ofTheMean = 1 / (trials.sum / Math.max(1, design) + prior.calls + 1);
  return { p, rho: Math.min(mostRho, within + (1 - within) * ofTheMean) };
}

/** The sums of one subject's ratio. */
export interface Learned {
  readonly ratio: RatioSums;
  readonly trials: Moments;
}

/**
 * What the neighbours suggest of a subject that shows little itself. Its failures so far count for (ones + 1/2) /
 * (none + 1) more, with the numbers of subjects that failed exactly once and never: the empirical Bayes estimate for
 * those that never failed, and Jeffreys' one half where there are no neighbours. Without calls of its own it fails as
 * often as all do together.
 * Assumes that subjects are drawn from one population; a group of subjects that all fail alike weakens this.
 * O(subjects). Source: H. Robbins, "An empirical Bayes approach to statistics", Berkeley Symp. (1956).
 */
export function neighbourhood(subjects: readonly Learned[]): RatioPrior {
  const all = subjects.filter(({ trials }) => trials.sum > 0);
  if (all.length === 0) return noNeighbours;
  const never = all.filter(({ ratio }) => ratio.k < 0.5).length;
  const once = all.filter(({ ratio }) => ratio.k >= 0.5 && ratio.k < 1.5).length;
  const failures = (once + 0.5) / (never + 1);
  const total = sum(all.map(({ ratio }) => ratio.k)) + 0.5;
  const p = Math.min(0.5, total / (sum(all.map(({ trials }) => trials.sum)) + 1));
  return { p, calls: Math.max(1, failures / p) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How far failures cluster in windows beyond chance, as a numerator and denominator of the correlation. */
function clustering(ratio: RatioSums, trials: Moments): { excess: number; scale: number } {
  const raw = Math.min(1, ratio.k / trials.sum);
  const within = raw * (1 - raw);
  const freedom = Math.max(0, trials.n - 1);
  const spare = trials.sum - trials.sumOfSquares / trials.sum - freedom;
  const between = ratio.k2n - (ratio.k * ratio.k) / trials.sum;
  return spare > 0 ? { excess: between - freedom * within, scale: within * spare } : { excess: 0, scale: 0 };
}
