import type { Random } from './random';

/** Draws from the normal distribution with mean 0 and deviation 1 (Box and Muller 1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Draws a waiting time from the exponential distribution with mean 1. */
export function exponential(random: Random): number {
  return -Math.log(1 - random());
}

/**
 * Draws from the gamma distribution with scale 1 (Marsaglia and Tsang 2000).
 * @param shape at least 1
 * @throws RangeError when the shape is below 1
 */
export function gamma(random: Random, shape: number): number {
  if (!(shape >= 1)) throw new RangeError(`gamma requires a shape of at least 1, got ${shape}`);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * Draws a count from the Poisson distribution by adding exponential waiting times.
 * Costs O(mean), which is enough for means up to some hundreds.
 */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let time = exponential(random); time < mean; time += exponential(random)) count++;
  return count;
}
