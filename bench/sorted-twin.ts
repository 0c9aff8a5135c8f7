/** The plain twin of the histogram: every value kept, in order. */
export const sortedOf = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/**
 * Puts all values and one more, in order, into an array that is one longer; returns it. O(n).
 * Room is handed in because fresh memory of this size costs between nothing and ten times the copying, by what the
 * process did before.
 */
export function insertedSorted(sorted: Float64Array, value: number, into: Float64Array): Float64Array {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  into.set(sorted.subarray(0, low));
  into[low] = value;
  into.set(sorted.subarray(low), low + 1);
  return into;
}

/** Puts all values of both, in order, into an array that is as long as both; returns it. O(n). */
export function mergedSorted(a: Float64Array, b: Float64Array, into: Float64Array): Float64Array {
  let left = 0;
  let right = 0;
  for (let at = 0; at < into.length; at += 1) {
    const first = a[left] ?? Number.POSITIVE_INFINITY;
    const second = b[right] ?? Number.POSITIVE_INFINITY;
    if (first <= second) left += 1;
    else right += 1;
    into[at] = Math.min(first, second);
  }
  return into;
}

/** The smallest value with at least this share of all values at or below it. */
export const quantileSorted = (sorted: Float64Array, share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
