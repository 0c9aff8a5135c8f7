import type { Moments, RatioSums } from '../model/baseline';

/** What is assumed of a ratio's over-dispersion before data: this correlation, worth this many windows. */
const priorRho = 0.01;
const priorWindows = 10;
/** No real system is exactly binomial: windows differ by more than their counts say. */
const leastRho = 0.002;
const mostRho = 0.9;

/** A ratio as the norm knows it: its mean (0..1) and the intra-class correlation between calls of one window. */
export interface RatioNorm {
  readonly p: number;
  readonly rho: number;
}

/**
 * Mean and over-dispersion of a ratio k/n over windows, by the method of moments (ANOVA estimator), shrunk to
 * 0.01 while windows are few and never below 0.002. The mean is (K + 1/2) / (N + 1) (Jeffreys), never 0 or 1.
 * Assumes windows exchangeable; a trend inflates rho, which makes the tests built on it careful.
 * Source: J. C. Kleinman, "Proportions with extraneous variance", JASA 68 (1973).
 * @throws RangeError when there are no trials
 */
export function ratioNorm(ratio: RatioSums, trials: Moments): RatioNorm {
  if (!(trials.sum > 0)) throw new RangeError(`ratioNorm requires at least one trial, got ${trials.sum}`);
  const p = (ratio.k + 0.5) / (trials.sum + 1);
  const raw = Math.min(1, ratio.k / trials.sum);
  const betweenWindows = ratio.k2n - (ratio.k * ratio.k) / trials.sum;
  const freedom = Math.max(0, trials.n - 1);
  const spare = trials.sum - trials.sumOfSquares / trials.sum - freedom;
  const within = raw * (1 - raw);
  const moment = within > 0 && spare > 0 ? (betweenWindows / within - freedom) / spare : priorRho;
  const bounded = Math.min(mostRho, Math.max(0, moment));
  const rho = (bounded * freedom + priorRho * priorWindows) / (freedom + priorWindows);
  return { p, rho: Math.max(leastRho, rho) };
}
