import type { Histogram } from './histogram';

/**
 * The fixed points at which slow calls are counted: every eleventh bucket edge of the latency histogram, a factor
 * of 1.25 apart. Fixed, so that windows can be compared before anyone knows the norm.
 */
const bucketsPerPoint = 11;

/** Bucket index of a grid point. */
export const gridBucket = (point: number): number => point * bucketsPerPoint;

/** Grid point at or above a bucket. */
export const gridAtOrAbove = (bucket: number): number => Math.ceil(bucket / bucketsPerPoint);

/** For each grid point from 0 up to the slowest call: how many calls are slower than it. */
export function slowerThanGrid(histogram: Histogram): number[] {
  const last = histogram.at(-1);
  if (last === undefined) return [];
  const slower = new Array<number>(gridAtOrAbove(last[0])).fill(0);
  for (const [index, count] of histogram) {
    const reach = gridAtOrAbove(index);
    if (reach > 0) slower[reach - 1] = (slower[reach - 1] ?? 0) + count;
  }
  for (let point = slower.length - 2; point >= 0; point -= 1) {
    slower[point] = (slower[point] ?? 0) + (slower[point + 1] ?? 0);
  }
  return slower;
}
