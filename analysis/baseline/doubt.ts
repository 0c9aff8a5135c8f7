import type { Norm } from '../model/baseline';
import type { Family, Observation } from '../model/observation';
import { tailProbability } from '../stats/excess-tail';
import { bucketOf, mass } from '../stats/histogram';
import { meansPrior } from './norm';
import { boundsOf, leastWindows } from './winsorise';

/** A tenth of what taught so far may be set aside: trouble that lasts longer is what the system is like now. */
const mostSetAside = 0.1;
/** A window's mean latency is in doubt when one so high is rarer than this among the windows so far. */
const doubtfulMean = 1e-4;

/**
 * The families of a window of a learning range that look like trouble: nobody judges there, so that no finding withholds
 * what it does. Calls or failures beyond six standard deviations, and means so high that the windows so far make them
 * rarer than one in ten thousand; faster is no trouble. None while fewer than two hours were learned, or when a tenth of
 * what taught was set aside already. `slower` is what the time of the week adds to the logarithm of a latency.
 * Assumes that trouble is rarer than a tenth of the time; a level that moves while learning is found late by so much.
 * Trouble in the first two hours is taken for the norm. O(buckets).
 */
export function doubtsOf(observation: Observation, norm: Norm | undefined, slower: number): Family[] {
  if (norm === undefined || norm.calls.n < leastWindows) return [];
  if ((norm.setAside ?? 0) + 1 > mostSetAside * norm.calls.n) return [];
  const bounds = boundsOf(observation.outcomes, norm);
  return [
    ...(bounds?.callsAreFar ? (['volume', 'fanOut'] as const) : []),
    ...(bounds?.failuresAreFar ? (['outcomes'] as const) : []),
    ...(isSlow(observation, norm, slower) ? (['latency'] as const) : []),
  ];
}

function isSlow({ latency, latencySumSeconds }: Observation, { means }: Norm, slower: number): boolean {
  const n = mass(latency);
  if (n === 0 || mass(means) < leastWindows) return false;
  const mean = (latencySumSeconds / n) * Math.exp(-slower);
  return tailProbability(means, bucketOf(mean), meansPrior) <= doubtfulMean;
}
