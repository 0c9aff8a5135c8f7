import { volumeOf } from '../../baseline/expected-volume';
import { leastInteger } from '../../stats/least-integer';
import { negativeBinomialAtMost } from '../../stats/negative-binomial';
import { requestRate } from '../request-rate';
import { atBoth, type Curve, passes } from './curve';
import { type Standpoint, shown } from './standpoint';

/** A rise beyond this many times the mean is not looked for. */
const mostRise = 1_000;

/**
 * The chance that a window whose traffic is `factor` times the normal one is flagged. The detector itself is asked for
 * the counts on either side that it flags; counts are negative binomial about the new mean with the variation learned.
 * A window without any call does not count: silence is the matter of presence. Assumes that sampling takes the same
 * share as before: above X-Ray's reservoir it does, inside it sampled counts hardly follow the traffic at all.
 */
export function volumeCurve(at: Standpoint): Curve | undefined {
  const { pooled, read } = at.question;
  if (pooled === undefined || pooled.windows < 2) return undefined;
  const expected = volumeOf(pooled)?.at(read.window);
  if (expected === undefined || !(expected.mean > 0)) return undefined;
  const { mean, phi } = expected;
  const middle = Math.max(1, Math.round(mean));
  const out = (calls: number, level: number): boolean =>
    passes(
      requestRate.assess({ ...at.question, observation: shown(at, { total: calls, ok: calls }) }),
      level,
    );
  const limits = atBoth(at.levels, 'volume', (level) => ({
    high: leastInteger(middle + 1, Math.ceil(mean * mostRise) + 1, (calls) => out(calls, level)),
    low: (leastInteger(1, middle, (calls) => !out(calls, level)) ?? 1) - 1,
  }));
  return (factor) => {
    const atMost = (k: number): number => negativeBinomialAtMost({ k, mean: mean * factor, phi });
    const chance = ({ high, low }: { high: number | undefined; low: number }): number =>
      Math.max(0, (high === undefined ? 0 : 1 - atMost(high - 1)) + (low > 0 ? atMost(low) - atMost(0) : 0));
    return { flagged: chance(limits.flagged), certain: chance(limits.certain) };
  };
}
