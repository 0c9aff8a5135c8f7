import { tailProbability } from '../stats/excess-tail';
import { expectedCalls } from '../stats/fan-out';
import { bucketOf, type Histogram } from '../stats/histogram';
import { negativeBinomialTails } from '../stats/negative-binomial';
import { answer, compared, type Detector, notYet, tooFew } from './question';

/** Windows beyond where the tails begin lie a tenth further out on average: worth ten of them. */
const ratiosPrior = { meanLog: 0.1, worth: 10 };

/**
 * Compares the calls of an edge for each request of its caller with those of the learned windows: retries and N+1
 * queries raise it, lost work lowers it, and traffic or a changed sampling rate, which move both alike, do not.
 * Two-sided: the calls must be improbable for so many requests (over-dispersed count, mid-p) and their ratio among the
 * ratios of the windows so far. Given that the edge is called at all: its silence is the presence detector's matter.
 * Assumes that calls and requests are of the same sampled traces, as X-Ray's are, and that a request and its calls
 * mostly fall into one window.
 */
export const fanOut: Detector = {
  signal: 'fanOut',
  assess(q) {
    const { outcomes, requests } = q.observation ?? {};
    if (q.kind === 'node') return answer(q, 'fanOut', 'insufficientData', 'a node is no call of a caller');
    if (requests === undefined)
      return answer(q, 'fanOut', 'insufficientData', 'its caller shows no requests of its own');
    const unjudged = notYet(q, 'fanOut') ?? tooFew(q, 'fanOut', requests);
    if (unjudged) return unjudged;
    const calls = outcomes?.total ?? 0;
    if (calls === 0)
      return answer(q, 'fanOut', 'insufficientData', 'no calls: silence is judged by presence');
    const view = q.pooled;
    if (view === undefined || view.norm.asked.n < q.settings.minimumWindows)
      return answer(q, 'fanOut', 'learning', 'too few windows with calls and requests learned');
    const { norm } = view;
    const { mean, phi } = expectedCalls(norm.perRequest, norm.asked, requests);
    const few = tooFew(q, 'fanOut', Math.round(Math.max(calls, mean)));
    if (few) return few;
    const counted = negativeBinomialTails({ k: calls, mean, phi });
    const ranked = rankTails(norm.fanOuts, calls / requests);
    const upper = Math.max(counted.upper, ranked.upper);
    const lower = Math.max(counted.lower, ranked.lower);
    const spread = 3 * Math.sqrt(mean + phi * mean * mean);
    const { factor, difference } = q.settings.fanOutEffect;
    const [ratio, normal] = [calls / requests, mean / requests];
    return compared(q, 'fanOut', 'fan-out', {
      observed: { value: ratio, unit: 'callsPerRequest', count: requests },
      expected: {
        lower: Math.max(0, mean - spread) / requests,
        center: normal,
        upper: (mean + spread) / requests,
        unit: 'callsPerRequest',
        windows: Math.floor(norm.asked.n),
      },
      p: Math.min(1, 2 * Math.min(lower, upper)),
      matters:
        Math.abs(ratio - normal) >= difference && (ratio >= normal * factor || ratio <= normal / factor),
      why: `${calls} calls for ${requests} requests against ${normal.toPrecision(3)} a request`,
    });
  },
};

/** How improbable a ratio is among those of the learned windows, to both sides; see {@link tailProbability}. */
function rankTails(ratios: Histogram, ratio: number): { lower: number; upper: number } {
  if (ratios.length === 0) return { lower: 1, upper: 1 };
  const bucket = bucketOf(ratio);
  return {
    lower: tailProbability(ratios, bucket, ratiosPrior, 'lower'),
    upper: tailProbability(ratios, bucket, ratiosPrior),
  };
}
