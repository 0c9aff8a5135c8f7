import { bucketMiddle, bucketOf, countAbove, type Histogram, mass } from './histogram';

/** Values so near to each other are the same: by this factor, or by so many seconds. */
export interface Tolerance {
  readonly factor: number;
  readonly seconds: number;
}

/**
 * How far two histograms are apart beyond a tolerance, 0..1: the largest share of one that lies above a value although
 * the other has no such share even above what the tolerance makes of it. 0 where either is empty. A Lévy distance with
 * the width given and the height asked for. O(buckets^2).
 * @example histogramDistance([[100, 4]], [[200, 4]], { factor: 1.5, seconds: 0 }) // => 1
 */
export const histogramDistance = (a: Histogram, b: Histogram, tolerance: Tolerance): number =>
  a.length === 0 || b.length === 0 ? 0 : Math.max(excess(a, b, tolerance), excess(b, a, tolerance));

/** The largest share of `a` beyond the tolerated multiple of a value, less that of `b` beyond the value itself. */
function excess(a: Histogram, b: Histogram, { factor, seconds }: Tolerance): number {
  const [ofA, ofB] = [mass(a), mass(b)];
  return b.reduce((most, [index]) => {
    const value = bucketMiddle(index);
    const beyond = bucketOf(Math.max(value * factor, value + seconds));
    return Math.max(most, countAbove(a, beyond) / ofA - countAbove(b, index) / ofB);
  }, 0);
}

/**
 * How far the histogram of n values may be from the one they are drawn from by chance, with probability `p` at most.
 * Source: P. Massart, "The tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality", Ann. Probab. 18 (1990).
 * @example distanceByChance(100, 0.01).toFixed(3) // => '0.163'
 */
export const distanceByChance = (n: number, p: number): number => Math.sqrt(Math.log(2 / p) / (2 * n));
