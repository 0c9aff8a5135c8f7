import betainc from '@stdlib/math-base-special-betainc';

/**
 * Upper tail of Student's t distribution, P(T >= t); degrees of freedom need not be whole.
 * Source: N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous Univariate Distributions", vol. 2, ch. 28.
 * @throws RangeError when the degrees of freedom are not above zero
 * @example studentUpperTail(0, 5) // => 0.5
 */
export function studentUpperTail(t: number, degrees: number): number {
  if (!(degrees > 0)) throw new RangeError(`Student's t needs degrees of freedom above zero, got ${degrees}`);
  const half = betainc(degrees / (degrees + t * t), degrees / 2, 0.5, true, false) / 2;
  return t >= 0 ? half : 1 - half;
}
