import type { Moments } from '../model/baseline';

export const noMoments: Moments = { n: 0, sum: 0, sumOfSquares: 0 };

/** Takes one more value in. */
export const addValue = (moments: Moments, value: number): Moments => ({
  n: moments.n + 1,
  sum: moments.sum + value,
  sumOfSquares: moments.sumOfSquares + value * value,
});

/** Multiplies all sums, as fading does. */
export const scaleMoments = (moments: Moments, factor: number): Moments => ({
  n: moments.n * factor,
  sum: moments.sum * factor,
  sumOfSquares: moments.sumOfSquares * factor,
});

/** Mean and unbiased variance over `n` windows; windows beyond the summed ones count as zeros. */
export function meanAndVariance(moments: Moments, n = moments.n): { mean: number; variance: number } {
  if (!(n > 0)) throw new RangeError(`mean requires at least one value, got ${n}`);
  const mean = moments.sum / n;
  const variance = n > 1 ? Math.max(0, (moments.sumOfSquares - n * mean * mean) / (n - 1)) : 0;
  return { mean, variance };
}
