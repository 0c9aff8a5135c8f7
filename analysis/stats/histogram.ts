/**
 * A histogram with logarithmic buckets: `[index, count]` pairs, sorted by index, counts above zero.
 * Bucket i > 0 holds values in (floor * gamma^(i-1), floor * gamma^i]; bucket 0 holds values up to the floor.
 * The mid of a bucket differs from any value in it by at most 1 %. Two histograms merge by adding counts.
 * Source: C. Masson, J. E. Rim, H. K. Lee, "DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees", VLDB 2019.
 */
export type Histogram = readonly (readonly [index: number, count: number])[];

/** Largest relative error of a value read back from its bucket. */
export const relativeError = 0.01;
const gamma = (1 + relativeError) / (1 - relativeError);
const logGamma = Math.log(gamma);
/** X-Ray rounds to milliseconds; everything up to half of one is the lowest bucket. Seconds. */
const floorSeconds = 0.0005;

/** Index of the bucket that holds a value in seconds; negative and tiny values fall into bucket 0. */
export const bucketOf = (seconds: number): number =>
  seconds <= floorSeconds ? 0 : Math.ceil(Math.log(seconds / floorSeconds) / logGamma - 1e-9);

/** The value that stands for a bucket, in seconds, within 1 % of all values in it. */
export const bucketMiddle = (index: number): number =>
  index === 0 ? 0 : (floorSeconds * 2 * gamma ** index) / (gamma + 1);

/** Logarithm of the ratio between two buckets' values; the lowest bucket counts as if it were as wide as the others. */
export const logRatio = (from: number, to: number): number => (to - from) * logGamma;

/**
 * Builds a histogram from values and their counts, in any order, values repeated or not.
 * @throws RangeError when a value is not finite or a count is not above zero
 * @example histogramOf([[0.1, 2], [0.1, 1]]) // => [[265, 3]]
 */
export function histogramOf(values: Iterable<readonly [seconds: number, count: number]>): Histogram {
  const counts = new Map<number, number>();
  for (const [seconds, count] of values) {
    if (!Number.isFinite(seconds)) throw new RangeError(`histogram needs finite values, got ${seconds}`);
    if (!(count > 0)) throw new RangeError(`histogram needs counts above zero, got ${count}`);
    const index = bucketOf(seconds);
    counts.set(index, (counts.get(index) ?? 0) + count);
  }
  return [...counts].sort((a, b) => a[0] - b[0]);
}

/**
 * All values times a factor, given as its natural logarithm, to the nearest bucket; the lowest bucket stays.
 * @example shifted([[10, 2], [11, 1]], Math.log(1.5)) // => [[30, 2], [31, 1]]
 */
export function shifted(histogram: Histogram, logFactor: number): Histogram {
  const by = Math.round(logFactor / logGamma);
  if (by === 0) return histogram;
  const moved: [number, number][] = [];
  for (const [index, count] of histogram) {
    const to = index === 0 ? 0 : Math.max(1, index + by);
    const last = moved.at(-1);
    if (last?.[0] === to) last[1] += count;
    else moved.push([to, count]);
  }
  return moved;
}

/** Adds two histograms. O(buckets). Equal to the histogram of all the values. */
export function mergeHistograms(a: Histogram, b: Histogram): Histogram {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: [number, number][] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const left = a[i];
    const right = b[j];
    if (left === undefined && right === undefined) return merged;
    if (right === undefined || (left !== undefined && left[0] < right[0])) {
      if (left !== undefined) merged.push([left[0], left[1]]);
      i += 1;
    } else if (left === undefined || right[0] < left[0]) {
      merged.push([right[0], right[1]]);
      j += 1;
    } else {
      merged.push([left[0], left[1] + right[1]]);
      i += 1;
      j += 1;
    }
  }
}

/** Sum of the counts. */
export function mass(histogram: Histogram): number {
  let sum = 0;
  for (let i = 0; i < histogram.length; i += 1) sum += histogram[i]?.[1] ?? 0;
  return sum;
}

/** Sum of the values in seconds, within 1 %. */
export const sumSeconds = (histogram: Histogram): number =>
  histogram.reduce((sum, [index, count]) => sum + bucketMiddle(index) * count, 0);

/** Number of values in buckets above the given one. */
export function countAbove(histogram: Histogram, index: number): number {
  let above = 0;
  for (let i = histogram.length - 1; i >= 0; i -= 1) {
    const bucket = histogram[i];
    if (bucket === undefined || bucket[0] <= index) break;
    above += bucket[1];
  }
  return above;
}

/**
 * Index of the bucket that holds the p-quantile (the smallest value with at least p of the mass at or below it).
 * @throws RangeError when the histogram is empty or p is outside 0..1
 */
export function quantileBucket(histogram: Histogram, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile needs p in 0..1, got ${p}`);
  const target = p * mass(histogram);
  let seen = 0;
  for (let i = 0; i < histogram.length; i += 1) {
    const bucket = histogram[i];
    if (bucket === undefined) break;
    seen += bucket[1];
    if (seen >= target) return bucket[0];
  }
  throw new RangeError('quantile requires at least one value, got 0');
}

/** The p-quantile in seconds, within 1 %; see {@link quantileBucket}. */
export const histogramQuantile = (histogram: Histogram, p: number): number =>
  bucketMiddle(quantileBucket(histogram, p));
