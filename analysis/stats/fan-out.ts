import type { Moments, RatioSums } from '../model/baseline';

/** Windows of one real system differ in calls per request by about a tenth beyond chance: worth ten windows. */
const priorPhi = 0.01;
const priorWindows = 10;
/** No real system makes exactly as many calls a request in every window: a twentieth at least. */
const leastPhi = 0.0025;

/** Calls that so many requests make under the norm: their mean, and phi in variance = mean + phi * mean^2. */
export interface ExpectedCalls {
  readonly mean: number;
  readonly phi: number;
}

/**
 * How many calls `requests` requests make, by the windows so far: a ratio estimator with the dispersion of Pearson's
 * chi-square around it. Variation beyond Poisson has two causes that one number cannot tell apart: requests make calls
 * in bunches (quasi-Poisson: variance / mean is steady) or windows differ (negative binomial: phi is steady). The
 * larger variance of the two is taken, which is the first below the usual number of requests and the second above it.
 * Shrunk to a prior by the number of windows; what is not known of the mean adds to phi, as in a predictive
 * distribution. Assumes windows exchangeable; calls that vary less than Poisson's (always exactly one) are tested as
 * if they were Poisson's, which only makes the test careful.
 * Sources: W. G. Cochran, "Sampling Techniques" (1977), ch. 6, for the ratio; J. M. Ver Hoef, P. L. Boveng, "Quasi-Poisson
 * vs. negative binomial regression", Ecology 88 (2007).
 * @throws RangeError when nothing was learned or there are no requests
 */
export function expectedCalls(calls: RatioSums, learned: Moments, requests: number): ExpectedCalls {
  if (!(calls.k > 0 && learned.sum > 0 && requests > 0))
    throw new RangeError(
      `expectedCalls needs calls and requests, got ${calls.k}, ${learned.sum}, ${requests}`,
    );
  const perRequest = calls.k / learned.sum;
  const mean = perRequest * requests;
  const usual = learned.sumOfSquares / learned.sum;
  const pearson = Math.max(0, calls.k2n - perRequest * calls.k) / perRequest;
  const freedom = Math.max(0, learned.n - 1);
  const spare = perRequest * (learned.sum - usual);
  const moment = spare > 0 ? Math.max(0, pearson - freedom) / spare : 0;
  const phi = Math.max(leastPhi, (moment * freedom + priorPhi * priorWindows) / (freedom + priorWindows));
  const bunched = phi * Math.max(1, usual / requests);
  return { mean, phi: bunched + 1 / calls.k + phi / Math.max(1, learned.n) };
}
