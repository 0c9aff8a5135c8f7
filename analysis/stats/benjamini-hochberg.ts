/**
 * The largest p-value that may be called a discovery so that, of all discoveries, the expected share of false
 * ones is at most `rate`; 0 when there is none. Holds for independent tests and for positively dependent ones,
 * which neighbours in a call graph are; for arbitrary dependence it is only an approximation.
 * `tests` is their number where those left out have p-values of 1.
 * O(n log n). Source: Y. Benjamini, Y. Hochberg, JRSS B 57 (1995); Y. Benjamini, D. Yekutieli, Ann. Stat. 29 (2001).
 * @example discoveryThreshold([0.001, 0.9, 0.02], 0.05) // => 0.02
 */
export function discoveryThreshold(
  probabilities: readonly number[],
  rate: number,
  tests = probabilities.length,
): number {
  const sorted = [...probabilities].sort((a, b) => a - b);
  for (let i = sorted.length - 1; i >= 0; i -= 1) {
    const p = sorted[i] ?? 1;
    if (p <= (rate * (i + 1)) / tests) return p;
  }
  return 0;
}
