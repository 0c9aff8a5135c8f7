import {
  type ExpectedCalls,
  emptyProbability,
  leastRateDispersion,
  type Volume,
  volumeOf,
} from '../baseline/expected-volume';
import { tailProbability } from '../stats/excess-tail';
import { bucketOf, type Histogram, mass } from '../stats/histogram';
import { negativeBinomialTails } from '../stats/negative-binomial';
import { answer, compared, type Detector, type NormView, notYet, type Question } from './question';

/** Windows beyond where the tails begin lie a fifth further out on average, as their floor of variation says. */
const countsPrior = { meanLog: Math.sqrt(leastRateDispersion), worth: 10 };

/** How improbable a value is among those of the learned windows, to both sides; see {@link tailProbability}. */
function rankTails(counts: Histogram, value: number): { lower: number; upper: number } {
  if (counts.length === 0) return { lower: 0, upper: 0 };
  const bucket = bucketOf(value);
  return {
    lower: tailProbability(counts, bucket, countsPrior, 'lower'),
    upper: tailProbability(counts, bucket, countsPrior),
  };
}

/** A count against one expectation: what that is, and how improbable the count is under it, two-sided. */
interface Comparison {
  readonly expected: ExpectedCalls;
  readonly p: number;
  readonly matters: boolean;
  readonly of: string;
}

/**
 * Compares the sampled calls of a window with what is expected at this time of the week, and with all windows: a
 * count no hour ever showed is abnormal although its hour is a busy one. The less probable counts; the choice is
 * not paid for here, because levels are set by the history of this very choice. Two-sided: a count must be improbable
 * both as an over-dispersed count (negative binomial, mid-p) and among the windows so far, so that tails heavier than
 * the model's do not alarm; silence is the presence detector's matter. A changed sampling rate changes sampled counts:
 * the alert says so.
 */
export const requestRate: Detector = {
  signal: 'requestRate',
  assess(q) {
    const early = notYet(q, 'requestRate');
    if (early) return early;
    const count = q.observation?.outcomes.total ?? 0;
    if (count === 0)
      return answer(q, 'requestRate', 'insufficientData', 'no calls: silence is judged by presence');
    const best = q.pooled && q.pooled.windows >= 2 ? comparison(q, q.pooled, count) : undefined;
    if (best === undefined) return answer(q, 'requestRate', 'learning', 'no calls learned for this time');
    const { mean, phi } = best.expected;
    const spread = 3 * Math.sqrt(mean + phi * mean * mean);
    return compared(q, 'requestRate', 'request-rate', {
      observed: { value: count, unit: 'calls', count },
      expected: {
        lower: Math.max(0, mean - spread),
        center: mean,
        upper: mean + spread,
        unit: 'calls',
        windows: Math.floor(q.pooled?.windows ?? 0),
      },
      p: best.p,
      matters: best.matters,
      why: `${count} calls against ${mean.toFixed(1)} on average (${best.of})`,
    });
  },
};

/**
 * Of the two comparisons that which matters, and of these the less probable; one alone while no rhythm is known, or
 * where this hour is mostly silent: calls that come in batches say nothing of how many there are at an odd hour.
 * Undefined where nothing is known.
 */
function comparison(q: Question, view: NormView, count: number): Comparison | undefined {
  const { norm } = view;
  const volume = volumeOf(view);
  if (volume === undefined) return undefined;
  const hour = volume.at(q.read.window);
  const level = against(q, count, {
    expected: volume.level,
    span: volume,
    values: norm.counts,
    value: count,
    of: 'all hours',
  });
  const values = norm.ratios ?? [];
  if (mass(values) < q.settings.minimumWindows || emptyProbability(hour) > 0.5) return level;
  const rhythm = against(q, count, {
    expected: hour,
    span: { least: hour.mean, most: hour.mean },
    values,
    value: count / hour.mean,
    of: 'this time of the week',
  });
  const [first, second] = rhythm.p <= level.p ? [rhythm, level] : [level, rhythm];
  return second.matters && !first.matters ? second : first;
}

interface Expectation {
  readonly expected: ExpectedCalls;
  /** The averages beyond which a change is measured: no busy hour is a rise, no quiet one a fall. */
  readonly span: Pick<Volume, 'least' | 'most'>;
  /** What the learned windows held, and this one. */
  readonly values: Histogram;
  readonly value: number;
  readonly of: string;
}

function against(q: Question, count: number, { expected, span, values, value, of }: Expectation): Comparison {
  const { mean, phi } = expected;
  const counted = negativeBinomialTails({ k: count, mean, phi });
  const ranked = rankTails(values, value);
  const lower = Math.max(counted.lower, ranked.lower);
  const upper = Math.max(counted.upper, ranked.upper);
  const { minimumCalls, rateEffect } = q.settings;
  const large = count >= span.most * rateEffect.factor || count <= span.least / rateEffect.factor;
  return {
    expected,
    p: Math.min(1, 2 * Math.min(lower, upper)),
    matters: Math.max(mean, count) >= minimumCalls && large,
    of,
  };
}
