import { type Histogram, logRatio, mass } from './histogram';

/** Share of the values that count as the tail. */
const tailShare = 0.1;

/** What is believed of a tail before data: the mean logarithm by which values exceed its start, and its weight. */
export interface ExcessPrior {
  readonly meanLog: number;
  /** How many values of the tail this belief is worth. */
  readonly worth: number;
}

/** Which end of the values is asked about. */
export type Side = 'upper' | 'lower';

/**
 * Probability that a next value falls into the bucket or beyond it, from a histogram of the values so far: their share
 * where there are some, and beyond the outer tenth a Pareto tail (exponential in the logarithm) whose slope is
 * shrunk to a prior. Makes no assumption on the body; trouble that was learned makes the tail long and the test
 * careful, but only as far as it reaches. Assumes exchangeable values and that tails are not heavier than Pareto's.
 * O(buckets). Sources: B. M. Hill, Ann. Stat. 3 (1975); V. Vovk et al., "Algorithmic Learning in a Random World"
 * (2005), ch. 2, for ranks as predictive probabilities.
 * @throws RangeError when the histogram is empty
 */
export function tailProbability(
  values: Histogram,
  bucket: number,
  prior: ExcessPrior,
  side: Side = 'upper',
): number {
  const n = mass(values);
  if (!(n > 0)) throw new RangeError('tailProbability requires at least one value, got 0');
  const { start, count, excess, reached } = tailOf(values, bucket, { side, n });
  const beyond = side === 'upper' ? logRatio(start, bucket) : logRatio(bucket, start);
  if (beyond <= 0) return (reached + 0.5) / (n + 1);
  const slope = (excess + prior.meanLog * prior.worth) / (count + prior.worth);
  return ((count + 0.5) / (n + 1)) * Math.exp(-beyond / slope);
}

interface Tail {
  /** Bucket behind which the tail begins, the values in it, and the sum of their logarithmic distances from there. */
  readonly start: number;
  readonly count: number;
  readonly excess: number;
  /** Values at the asked bucket or beyond. */
  readonly reached: number;
}

/** Walks from the body to the end that is asked about. */
function tailOf(values: Histogram, bucket: number, { side, n }: { side: Side; n: number }): Tail {
  const step = side === 'upper' ? 1 : -1;
  const first = side === 'upper' ? 0 : values.length - 1;
  let start = 0;
  let seen = 0;
  let excess = 0;
  let reached = 0;
  let inTail = false;
  for (let i = first; i >= 0 && i < values.length; i += step) {
    const index = values[i]?.[0] ?? 0;
    const count = values[i]?.[1] ?? 0;
    if ((index - bucket) * step >= 0) reached += count;
    if (inTail) excess += Math.abs(logRatio(start, index)) * count;
    else {
      start = index;
      seen += count;
      inTail = seen >= (1 - tailShare) * n;
    }
  }
  return { start, count: n - seen, excess, reached };
}
