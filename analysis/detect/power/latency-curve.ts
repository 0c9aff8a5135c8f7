import type { Norm } from '../../model/baseline';
import type { Settings } from '../../model/settings';
import { betaBinomialAtLeast, betaBinomialUpperTail } from '../../stats/beta-binomial';
import { bucketMiddle, bucketOf, countAbove, histogramQuantile, logRatio, mass } from '../../stats/histogram';
import { leastInteger } from '../../stats/least-integer';
import { gridAtOrAbove } from '../../stats/tail-grid';
import { growthMatters, meanProbability, quantilesOf, slowPoint, slowPoints } from '../latency';
import { atBoth, type Curve } from './curve';
import type { Standpoint } from './standpoint';

/** At least `least` of the calls above the bucket. */
interface Demand {
  readonly bucket: number;
  readonly least: number;
}

/** What a window must show to be flagged: one of the improbable things and one of the things that matter. */
interface Demands {
  readonly improbable: readonly Demand[];
  /** The mean above this bucket is improbable, too. */
  readonly mean: number | undefined;
  readonly matters: readonly Demand[];
}

/** No latency lies above this bucket (a week). */
const lastBucket = bucketOf(604_800);

/**
 * The chance that a window of n calls, of which a share takes `factor` times as long, is flagged: a bound from below.
 * The detector's comparisons are turned into the least numbers of slow calls that each of them asks for. Of the ways to
 * be improbable and of those to matter the likeliest of each counts, and both together are as likely as if they were
 * independent: counts beyond two points of one window are positively associated, so that they are likelier. Calls
 * beyond a point are beta-binomial, as clustered as normal calls are beyond the point that moves there; the window's
 * mean moves as the learned means would. Windows that carry only a mean are seen by the mean alone: the promise is too
 * high there when it rests on counts. O(grid points log n).
 * Source: J. D. Esary, F. Proschan, D. W. Walkup, "Association of random variables", Ann. Math. Stat. 38 (1967).
 */
export function latencyCurve(at: Standpoint, n: number, share = 1): Curve | undefined {
  const norm = at.question.pooled?.norm;
  if (norm === undefined || norm.latency.length === 0 || n < 1) return undefined;
  const demands = atBoth(at.levels, 'latency', (level) => demandsOf(norm, n, level, at.question.settings));
  return (factor) => {
    const both = ({ improbable, mean, matters }: Demands): number => {
      const chances = (all: readonly Demand[]): number[] =>
        all.map((demand) => countChance(norm, n, demand, { factor, share }));
      const surprise = [...chances(improbable), meanChance(norm, mean, 1 + share * (factor - 1))];
      return Math.max(0, ...surprise) * Math.max(0, ...chances(matters));
    };
    return { flagged: both(demands.flagged), certain: both(demands.certain) };
  };
}

function demandsOf(norm: Norm, n: number, level: number, settings: Settings): Demands {
  const points = slowPoints(norm);
  const each = level / (points.length + 1);
  return {
    improbable: points.flatMap(({ bucket, p, rho }) => {
      const least = leastInteger(0, n, (k) => betaBinomialUpperTail({ k, n, p, rho }) <= each);
      return least === undefined ? [] : [{ bucket, least }];
    }),
    mean: leastInteger(0, lastBucket, (bucket) => meanProbability(norm, bucket) <= each),
    matters: quantilesOf(n).flatMap((quantile) => {
      const normal = histogramQuantile(norm.latency, quantile);
      const grown = (bucket: number): boolean =>
        growthMatters({ quantile, observed: bucketMiddle(bucket), normal }, settings);
      const least = leastInteger(0, lastBucket, grown);
      return least === undefined ? [] : [{ bucket: least - 1, least: n - Math.ceil(quantile * n) + 1 }];
    }),
  };
}

/** Buckets by which a factor moves a latency. */
const shiftOf = (factor: number): number => Math.log(factor) / logRatio(0, 1);

function countChance(
  norm: Norm,
  n: number,
  { bucket, least }: Demand,
  { factor, share }: { readonly factor: number; readonly share: number },
): number {
  const origin = Math.max(0, bucket - shiftOf(factor) + 0.5);
  const total = mass(norm.latency);
  const slow = countAbove(norm.latency, origin) / total;
  const p = (1 - share) * (countAbove(norm.latency, bucket) / total) + share * slow;
  if (!(p > 0)) return 0;
  const { rho } = slowPoint(norm, gridAtOrAbove(Math.floor(origin)));
  return betaBinomialAtLeast({ k: least, n, p: Math.min(1 - 1e-9, p), rho });
}

/** Share of the learned windows whose mean, so many times as high, would lie at the bucket or above. */
function meanChance(norm: Norm, bucket: number | undefined, factor: number): number {
  if (bucket === undefined) return 0;
  return countAbove(norm.means, bucket - 1 - shiftOf(factor) + 0.5) / (mass(norm.means) + 1);
}
