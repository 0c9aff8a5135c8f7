import type { Moments, Norm, RatioSums } from '../model/baseline';
import type { Family, Observation } from '../model/observation';
import type { TimeWindow } from '../model/window';
import { bucketOf, type Histogram, mass, mergeHistograms, shifted } from '../stats/histogram';
import { addValue, noMoments, scaleMoments } from '../stats/moments';
import { slowerThanGrid } from '../stats/tail-grid';
import { scaleRhythm } from './rhythm';
import { learnTempo, type Slowness, scaleTempo } from './tempo';

/** Slow windows of any real system lie a tenth beyond where their tail begins, on average: worth ten of them. */
export const meansPrior = { meanLog: 0.1, worth: 10 };

/** Below this share of a call a faded histogram bucket is dropped. */
const leastCount = 0.01;

const noRatio: RatioSums = { k: 0, k2n: 0 };

/** A norm that has learned nothing, for a subject that could be seen from window number `since` of its part. */
export const emptyNorm = (since: number): Norm => ({
  since,
  withheld: 0,
  calls: noMoments,
  counts: [],
  trials: noMoments,
  fault: noRatio,
  error: noRatio,
  throttle: noRatio,
  timed: noMoments,
  latency: [],
  means: [],
  tail: [],
  asked: noMoments,
  perRequest: noRatio,
  fanOuts: [],
});

/** How a window's observation is taken in. */
export interface Learning {
  readonly window: TimeWindow;
  readonly families: ReadonlySet<Family>;
  /** Calls expected of the window, where its rhythm is known. */
  readonly expected: number | undefined;
  /** How much slower than on average it is expected to be, and what is known of that. */
  readonly slowness: Slowness;
}

/** Takes the given families of one window's observation into the norm. O(buckets). */
export function learnObservation(norm: Norm, observation: Observation, learning: Learning): Norm {
  const { families, expected } = learning;
  let next = norm;
  const { outcomes } = observation;
  if (families.has('volume')) next = learnVolume(next, outcomes.total, expected);
  if (families.has('outcomes') && outcomes.total > 0) {
    next = {
      ...next,
      trials: addValue(next.trials, outcomes.total),
      fault: addRatio(next.fault, outcomes.fault, outcomes.total),
      error: addRatio(next.error, outcomes.error, outcomes.total),
      throttle: addRatio(next.throttle, outcomes.throttle, outcomes.total),
    };
  }
  if (families.has('fanOut')) next = learnFanOut(next, observation);
  return families.has('latency') ? learnLatency(next, observation, learning) : next;
}

function learnVolume(norm: Norm, calls: number, expected: number | undefined): Norm {
  const next = { ...norm, calls: addValue(norm.calls, calls) };
  if (calls === 0) return next;
  const counts = mergeHistograms(norm.counts, [[bucketOf(calls), 1]]);
  if (!expected) return { ...next, counts };
  return { ...next, counts, ratios: mergeHistograms(norm.ratios ?? [], [[bucketOf(calls / expected), 1]]) };
}

function learnFanOut(norm: Norm, { outcomes, requests = 0 }: Observation): Norm {
  if (outcomes.total === 0 || requests === 0) return norm;
  return {
    ...norm,
    asked: addValue(norm.asked, requests),
    perRequest: addRatio(norm.perRequest, outcomes.total, requests),
    fanOuts: mergeHistograms(norm.fanOuts, [[bucketOf(outcomes.total / requests), 1]]),
  };
}

function learnLatency(
  before: Norm,
  { latency: raw, latencySumSeconds }: Observation,
  { window, slowness }: Learning,
): Norm {
  const n = mass(raw);
  if (n === 0) return before;
  const norm = slowness.isKnown ? settled(before, slowness) : before;
  const slower = slowness.at(window);
  const latency = shifted(raw, -slower);
  const meanSeconds = latencySumSeconds / n;
  const beyond = slowerThanGrid(latency);
  const points = Math.max(beyond.length, norm.tail.length);
  return {
    ...norm,
    timed: addValue(norm.timed, n),
    latency: mergeHistograms(norm.latency, latency),
    means: mergeHistograms(norm.means, shifted([[bucketOf(meanSeconds), 1]], -slower)),
    tempo: learnTempo(norm.tempo, window, { meanSeconds, expected: slower }),
    tail: Array.from(
      { length: points },
      (_, point) => (norm.tail[point] ?? 0) + (beyond[point] ?? 0) ** 2 / n,
    ),
  };
}

/** Share that latencies from before their rhythm was known still count for, where so many windows are left of them. */
const beforeRhythm = 0.1;
const leastLeft = 100;

/**
 * The norm when its rhythm comes to be known: where that is marked, latencies that still have it in them give way to
 * those to come. Not where too few would be left to judge by, as of a week of hourly windows.
 */
function settled(norm: Norm, { isMarked }: Slowness): Norm {
  if (norm.inTempo) return norm;
  const gives = isMarked && norm.timed.n * beforeRhythm >= leastLeft;
  return { ...(gives ? { ...norm, ...fadedLatency(norm, beforeRhythm) } : norm), inTempo: true };
}

const fadedLatency = (norm: Norm, factor: number): Pick<Norm, 'timed' | 'latency' | 'means' | 'tail'> => ({
  timed: scaleMoments(norm.timed, factor),
  latency: fadedHistogram(norm.latency, factor),
  means: fadedHistogram(norm.means, factor),
  tail: norm.tail.map((k2n) => k2n * factor),
});

const fadedHistogram = (values: Histogram, factor: number): Histogram =>
  values.map(([index, count]) => [index, count * factor] as const).filter(([, count]) => count >= leastCount);

const addRatio = (ratio: RatioSums, k: number, n: number): RatioSums => ({
  k: ratio.k + k,
  k2n: ratio.k2n + (k * k) / n,
});

/** Multiplies all that was learned by a factor, as fading with age does; tiny remains of histograms go. */
export function fadeNorm(norm: Norm, factor: number): Norm {
  const ratio = (sums: RatioSums): RatioSums => ({ k: sums.k * factor, k2n: sums.k2n * factor });
  const moments = (sums: Moments): Moments => scaleMoments(sums, factor);
  const histogram = (values: Histogram): Histogram => fadedHistogram(values, factor);
  return {
    since: norm.since * factor,
    withheld: norm.withheld * factor,
    ...(norm.setAside ? { setAside: norm.setAside * factor } : {}),
    calls: moments(norm.calls),
    counts: histogram(norm.counts),
    ...(norm.ratios ? { ratios: histogram(norm.ratios) } : {}),
    ...(norm.rhythm ? { rhythm: scaleRhythm(norm.rhythm, factor) } : {}),
    trials: moments(norm.trials),
    fault: ratio(norm.fault),
    error: ratio(norm.error),
    throttle: ratio(norm.throttle),
    ...fadedLatency(norm, factor),
    ...(norm.inTempo ? { inTempo: true } : {}),
    ...(norm.tempo ? { tempo: scaleTempo(norm.tempo, factor) } : {}),
    asked: moments(norm.asked),
    perRequest: ratio(norm.perRequest),
    fanOuts: histogram(norm.fanOuts),
  };
}
