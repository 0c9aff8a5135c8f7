import { normal, poisson } from '../../demo/draws';
import type { Random } from '../../demo/random';

/** From so many expected on, a normal distribution stands for a count: off by less than one in fifty of a deviation. */
const many = 1_000;

/** Draws from the Poisson distribution at any mean. O(mean) below {@link many}. */
export const poissonAt = (random: Random, mean: number): number =>
  mean < many ? poisson(random, mean) : Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));

/** Draws how many of `count` happen, each with probability `p`. O(count) while few are expected. */
export function binomialAt(random: Random, count: number, p: number): number {
  const mean = count * p;
  if (mean >= many && count - mean >= many)
    return Math.max(0, Math.min(count, Math.round(mean + Math.sqrt(mean * (1 - p)) * normal(random))));
  let hits = 0;
  for (let at = 0; at < count; at += 1) if (random() < p) hits += 1;
  return hits;
}
