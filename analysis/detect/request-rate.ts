import { windowSeconds } from '../model/window';
import { tailProbability } from '../stats/excess-tail';
import { bucketOf, type Histogram, mirrored } from '../stats/histogram';
import { negativeBinomialTails } from '../stats/negative-binomial';
import { leastRateDispersion, volumeOf } from './expected-volume';
import { answer, compared, type Detector, notYet } from './question';

/** Windows beyond where the tails begin lie a fifth further out on average, as their floor of variation says. */
const countsPrior = { meanLog: Math.sqrt(leastRateDispersion), worth: 10 };

/** How improbable a count is among the counts of the learned windows, to both sides; see {@link tailProbability}. */
function rankTails(counts: Histogram, count: number): { lower: number; upper: number } {
  if (counts.length === 0) return { lower: 0, upper: 0 };
  const bucket = bucketOf(count);
  return {
    lower: tailProbability(mirrored(counts), -bucket, countsPrior),
    upper: tailProbability(counts, bucket, countsPrior),
  };
}

/**
 * Compares the sampled calls of a window with those of the same hour of the week, or of all hours while the week
 * is not known. Two-sided: a count must be improbable both as an over-dispersed count (negative binomial, mid-p) and
 * among the counts of windows so far, so that a rhythm nobody has modelled does not alarm; silence is the presence detector's matter.
 * A changed sampling rate changes sampled counts: the alert says so.
 */
export const requestRate: Detector = {
  signal: 'requestRate',
  assess(q) {
    const early = notYet(q, 'requestRate');
    if (early) return early;
    const count = q.observation?.outcomes.total ?? 0;
    if (count === 0)
      return answer(q, 'requestRate', 'insufficientData', 'no calls: silence is judged by presence');
    const view = q.pooled;
    const volume = view && view.windows >= 2 ? volumeOf(view, windowSeconds(q.read.window)) : undefined;
    if (view === undefined || volume === undefined) {
      return answer(q, 'requestRate', 'learning', 'no calls learned for this time');
    }
    const { mean, phi } = volume(q.read.window);
    const counted = negativeBinomialTails({ k: count, mean, phi });
    const ranked = rankTails(view.norm.counts, count);
    const lower = Math.max(counted.lower, ranked.lower);
    const upper = Math.max(counted.upper, ranked.upper);
    const spread = 3 * Math.sqrt(mean + phi * mean * mean);
    const { factor } = q.settings.rateEffect;
    return compared(q, 'requestRate', 'request-rate', {
      observed: { value: count, unit: 'calls', count },
      expected: {
        lower: Math.max(0, mean - spread),
        center: mean,
        upper: mean + spread,
        unit: 'calls',
        windows: Math.floor(view.windows),
      },
      p: Math.min(1, 2 * Math.min(lower, upper)),
      matters:
        Math.max(mean, count) >= q.settings.minimumCalls &&
        (count >= mean * factor || count <= mean / factor),
      why: `${count} calls against ${mean.toFixed(1)} expected at this time of the week`,
    });
  },
};
