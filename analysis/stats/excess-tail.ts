import { countAbove, type Histogram, logRatio, mass, quantileBucket } from './histogram';

/** Share of the values that count as the tail. */
const tailShare = 0.1;

/** What is believed of a tail before data: the mean logarithm by which values exceed its start, and its weight. */
export interface ExcessPrior {
  readonly meanLog: number;
  /** How many values of the tail this belief is worth. */
  readonly worth: number;
}

/**
 * Probability that a next value falls into the bucket or above, from a histogram of the values so far: their share
 * where there are some, and beyond the upper tenth a Pareto tail (exponential in the logarithm) whose slope is
 * shrunk to a prior. Makes no assumption on the body; trouble that was learned makes the tail long and the test
 * careful, but only as far as it reaches. Assumes exchangeable values and that tails are not heavier than Pareto's.
 * O(buckets). Sources: B. M. Hill, Ann. Stat. 3 (1975); V. Vovk et al., "Algorithmic Learning in a Random World"
 * (2005), ch. 2, for ranks as predictive probabilities.
 * @throws RangeError when the histogram is empty
 */
export function tailProbability(values: Histogram, bucket: number, prior: ExcessPrior): number {
  const n = mass(values);
  const start = quantileBucket(values, 1 - tailShare);
  if (bucket <= start) return (countAbove(values, bucket - 1) + 0.5) / (n + 1);
  const above = values.filter(([index]) => index > start);
  const count = mass(above);
  const excess = above.reduce((sum, [index, weight]) => sum + logRatio(start, index) * weight, 0);
  const slope = (excess + prior.meanLog * prior.worth) / (count + prior.worth);
  return ((count + 0.5) / (n + 1)) * Math.exp(-logRatio(start, bucket) / slope);
}
