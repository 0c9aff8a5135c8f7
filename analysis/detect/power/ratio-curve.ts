import { betaBinomialAtLeast } from '../../stats/beta-binomial';
import { ratioNorm } from '../../stats/dispersion';
import { leastInteger } from '../../stats/least-integer';
import type { Failure } from '../neighbours';
import { ratioDetectors } from '../ratios';
import { atBoth, type Curve, passes } from './curve';
import { type Standpoint, shown } from './standpoint';

/** The ratio must lie inside 0..1 for the distribution to exist; this close to its ends makes no difference. */
const inside = (ratio: number): number => Math.min(1 - 1e-9, Math.max(1e-9, ratio));

/**
 * The chance that a window of n calls, of which the true ratio ends badly, is flagged. The detector itself is asked
 * for the least number of failures that it flags, O(log n) times; the failures of a window are beta-binomial about the
 * true ratio, as clustered as they are normally. Trouble that clusters less is seen more surely, where the true ratio
 * lies above the least number, and less surely below.
 * Source: J. G. Skellam, JRSS B 10 (1948).
 */
export function ratioCurve(at: Standpoint, failure: Failure, n: number): Curve | undefined {
  const norm = at.question.pooled?.norm;
  if (norm === undefined || !(norm.trials.sum > 0) || n < 1) return undefined;
  const { rho } = ratioNorm(norm[failure], norm.trials, at.question.neighbours?.[failure]);
  const least = atBoth(at.levels, 'outcomes', (level) =>
    leastInteger(1, n, (k) => {
      const observation = shown(at, { total: n, ok: n - k, [failure]: k });
      return passes(ratioDetectors[failure].assess({ ...at.question, observation }), level);
    }),
  );
  const chance = (k: number | undefined, p: number): number =>
    k === undefined ? 0 : betaBinomialAtLeast({ k, n, p: inside(p), rho });
  return (ratio) => ({ flagged: chance(least.flagged, ratio), certain: chance(least.certain, ratio) });
}
