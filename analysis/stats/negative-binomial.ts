import betainc from '@stdlib/math-base-special-betainc';

/**
 * Tails of a count whose mean itself varies: P(K <= k) and P(K >= k), each as a mid-p value, for a negative
 * binomial with mean `mean` and variance mean + phi * mean^2.
 * Source: N. L. Johnson, A. W. Kemp, S. Kotz, "Univariate Discrete Distributions", 3rd ed., ch. 5.
 * @throws RangeError when the mean or phi are not above zero or k is negative
 */
export function negativeBinomialTails(count: { k: number; mean: number; phi: number }): {
  lower: number;
  upper: number;
} {
  const { k, mean, phi } = count;
  if (!(mean > 0 && phi > 0 && k >= 0))
    throw new RangeError(`negative binomial needs mean, phi > 0 and k >= 0, got ${mean}, ${phi}, ${k}`);
  const size = 1 / phi;
  const success = size / (size + mean);
  const atMost = betainc(success, size, Math.floor(k) + 1, true, false);
  const above = betainc(success, size, Math.floor(k) + 1, true, true);
  const below = k < 1 ? 0 : betainc(success, size, Math.floor(k), true, false);
  const exactly = Math.max(0, atMost - below);
  return { lower: Math.min(1, below + exactly / 2), upper: Math.min(1, above + exactly / 2) };
}

/**
 * P(K <= k) in full, not as a mid-p value, of the same distribution; 0 below zero.
 * @example negativeBinomialAtMost({ k: 0, mean: 1, phi: 1 }) // => 0.5
 */
export const negativeBinomialAtMost = ({ k, mean, phi }: { k: number; mean: number; phi: number }): number =>
  k < 0 ? 0 : betainc(1 / (1 + phi * mean), 1 / phi, Math.floor(k) + 1, true, false);

/**
 * Variation of a count beyond Poisson, phi in variance = mean + phi * mean^2, by moments, never below `least`.
 */
export const overDispersion = (mean: number, variance: number, least: number): number =>
  mean > 0 ? Math.max(least, (variance - mean) / (mean * mean)) : least;
