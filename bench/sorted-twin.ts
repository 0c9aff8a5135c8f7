/** The plain twin of the histogram: every value kept, in order. */
export const sortedOf = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** A copy with one more value. O(n). */
export function insertedSorted(sorted: Float64Array, value: number): Float64Array {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const next = new Float64Array(sorted.length + 1);
  next.set(sorted.subarray(0, low));
  next[low] = value;
  next.set(sorted.subarray(low), low + 1);
  return next;
}

/** All values of both. O(n). */
export function mergedSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  let left = 0;
  let right = 0;
  for (let at = 0; at < merged.length; at += 1) {
    const first = a[left] ?? Number.POSITIVE_INFINITY;
    const second = b[right] ?? Number.POSITIVE_INFINITY;
    if (first <= second) left += 1;
    else right += 1;
    merged[at] = Math.min(first, second);
  }
  return merged;
}

/** The smallest value with at least this share of all values at or below it. */
export const quantileSorted = (sorted: Float64Array, share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
