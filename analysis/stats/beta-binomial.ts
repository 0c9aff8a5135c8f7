import { gammaln } from 'simple-statistics';

const lnBeta = (a: number, b: number): number => gammaln(a) + gammaln(b) - gammaln(a + b);
const lnChoose = (n: number, k: number): number => gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);

/** Above this many trials the sample is scaled down: over-dispersed trials hold no more information than this. */
const mostTrials = 2_000;

interface Successes {
  readonly k: number;
  readonly n: number;
  readonly p: number;
  readonly rho: number;
}

/**
 * Probability of k or more successes in n trials whose success probability itself varies from window to window
 * with mean p and intra-class correlation rho (0..1): the upper tail of the beta-binomial distribution as a
 * mid-p value, P(K > k) + P(K = k) / 2, so that discreteness neither alarms nor hides.
 * More than 2,000 trials are scaled to 2,000, which only makes the value larger. O(n).
 * Sources: J. G. Skellam, JRSS B 10 (1948); H. O. Lancaster, JASA 56 (1961) for mid-p.
 * @throws RangeError when k, n, p or rho are outside their ranges
 * @example betaBinomialUpperTail({ k: 1, n: 1, p: 0.5, rho: 0.1 }).toFixed(6) // => '0.250000'
 */
export const betaBinomialUpperTail = (successes: Successes): number => upperTail(successes, 0.5);

/**
 * P(K >= k) in full, not as a mid-p value: how often k or more happen, as {@link betaBinomialUpperTail} says how
 * surprising k is.
 * @example betaBinomialAtLeast({ k: 1, n: 1, p: 0.5, rho: 0.1 }).toFixed(6) // => '0.500000'
 */
export const betaBinomialAtLeast = (successes: Successes): number => upperTail(successes, 1);

/** P(K > k) and `own` of P(K = k). */
function upperTail({ k, n, p, rho }: Successes, own: number): number {
  if (!(n >= 1 && k >= 0 && k <= n))
    throw new RangeError(`beta-binomial needs 0 <= k <= n, n >= 1, got ${k} of ${n}`);
  if (!(p > 0 && p < 1 && rho > 0 && rho < 1))
    throw new RangeError(`beta-binomial needs p and rho in 0..1, got ${p}, ${rho}`);
  const scale = n > mostTrials ? mostTrials / n : 1;
  const trials = Math.round(n * scale);
  const successes = Math.floor(k * scale);
  const a = (p * (1 - rho)) / rho;
  const b = ((1 - p) * (1 - rho)) / rho;
  const lnTerm = lnChoose(trials, successes) + lnBeta(successes + a, trials - successes + b) - lnBeta(a, b);
  let term = Math.exp(lnTerm);
  if (successes < trials * p) {
    let below = term * (1 - own);
    for (let j = successes; j > 0; j -= 1) {
      term *= (j / (trials - j + 1)) * ((trials - j + b) / (j - 1 + a));
      below += term;
    }
    return Math.max(0, 1 - below);
  }
  let tail = term * own;
  for (let j = successes; j < trials; j += 1) {
    term *= ((trials - j) / (j + 1)) * ((j + a) / (trials - j - 1 + b));
    tail += term;
    if (j > trials * p && term < tail * 1e-12) break;
  }
  return Math.min(1, tail);
}
