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

/** A value of the tail bends its slope by at most this many slopes: exponential values lie beyond once in twenty times. */
const mostSlopes = 3;

/**
 * Probability that a next value falls into the bucket or beyond it, from a histogram of the values so far: their share
 * where there are some, and beyond the outer tenth a Pareto tail (exponential in the logarithm) whose slope is
 * shrunk to a prior. Makes no assumption on the body. Values of the tail that lie far beyond its other half, as trouble
 * that was learned does, count as if they lay at the border of chance (winsorised Hill estimator): a hundredth of the
 * values, however far out, bends the slope by a third, a fiftieth by less than double; a twentieth, half of the tail,
 * breaks it. Assumes exchangeable values and that tails are not heavier than Pareto's.
 * O(buckets). Sources: B. M. Hill, Ann. Stat. 3 (1975); P. J. Huber, "Robust Statistics" (1981), ch. 3, for bounded
 * influence; V. Vovk et al., "Algorithmic Learning in a Random World" (2005), ch. 2, for ranks as predictive
 * probabilities.
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
  const walk = side === 'upper' ? { first: 0, step: 1 } : { first: values.length - 1, step: -1 };
  const { at, count } = startOf(values, n, walk);
  const start = values[at]?.[0] ?? 0;
  if ((bucket - start) * walk.step <= 0) return (reached(values, bucket, walk) + 0.5) / (n + 1);
  const slope = slopeOf(values, { at, count }, walk, prior);
  return ((count + 0.5) / (n + 1)) * Math.exp((-logRatio(start, bucket) * walk.step) / slope);
}

/** From the body to the end that is asked about. */
interface Walk {
  readonly first: number;
  readonly step: number;
}

/** Behind which bucket the tail begins, by its place, and the values in it. */
interface Start {
  readonly at: number;
  readonly count: number;
}

function startOf(values: Histogram, n: number, { first, step }: Walk): Start {
  let seen = 0;
  let at = first;
  for (; values[at] !== undefined; at += step) {
    seen += values[at]?.[1] ?? 0;
    if (seen >= (1 - tailShare) * n) break;
  }
  return { at, count: Math.max(0, n - seen) };
}

function reached(values: Histogram, bucket: number, { step }: Walk): number {
  let beyond = 0;
  for (let i = 0; i < values.length; i += 1)
    if (((values[i]?.[0] ?? 0) - bucket) * step >= 0) beyond += values[i]?.[1] ?? 0;
  return beyond;
}

/** Mean logarithm by which the tail exceeds its start, first by its median, then by all of it within bounds of that. */
function slopeOf(values: Histogram, { at, count }: Start, { step }: Walk, prior: ExcessPrior): number {
  const start = values[at]?.[0] ?? 0;
  const shrunk = (own: number): number => (own * count + prior.meanLog * prior.worth) / (count + prior.worth);
  const excess = (i: number): number => Math.abs(logRatio(start, values[i]?.[0] ?? start));
  let seen = 0;
  let middle = at;
  for (let i = at + step; values[i] !== undefined && seen < count / 2; i += step) {
    seen += values[i]?.[1] ?? 0;
    middle = i;
  }
  const most = mostSlopes * shrunk(excess(middle) / Math.LN2);
  let sum = 0;
  for (let i = at + step; values[i] !== undefined; i += step)
    sum += Math.min(most, excess(i)) * (values[i]?.[1] ?? 0);
  return shrunk(count > 0 ? sum / count : 0);
}
