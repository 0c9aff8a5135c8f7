import { meansPrior } from '../baseline/norm';
import { slownessOf } from '../baseline/tempo';
import type { Band } from '../model/assessment';
import type { Norm } from '../model/baseline';
import type { Observation } from '../model/observation';
import type { Settings } from '../model/settings';
import { betaBinomialUpperTail } from '../stats/beta-binomial';
import { noNeighbours, type RatioNorm, ratioNorm, singly } from '../stats/dispersion';
import { tailProbability } from '../stats/excess-tail';
import {
  bucketOf,
  countAbove,
  type Histogram,
  histogramOf,
  histogramQuantile,
  logRatio,
  mass,
  quantileBucket,
  shifted,
  sumSeconds,
} from '../stats/histogram';
import { onceFor } from '../stats/once-for';
import { gridAtOrAbove, gridBucket } from '../stats/tail-grid';
import { answer, compared, type Detector, notYet, type Question, unlessThin } from './question';
import { ratioSpread } from './ratios';

/** Shares of calls whose norm is the threshold beyond which calls count as slow: the body and the far tail. */
const thresholds = [0.5, 0.9, 0.99, 0.999];
/** Quantiles compared for the size of the effect. */
const quantiles = [0.5, 0.75, 0.9, 0.97, 0.99];

/**
 * Compares a window's latencies with the norm in three ways: how many calls are slower than the norm's p50, p90,
 * p99 and p99.9 (over-dispersed binomial, on a fixed grid), and how improbable their mean is among the means of the
 * learned windows. The smallest probability, times the number of comparisons, counts (Bonferroni). Faster is no finding.
 */
export const latency: Detector = {
  signal: 'latency',
  assess(q) {
    const norm = q.pooled?.norm;
    const slowness = slownessNow(q);
    const { slower } = slowness;
    const window = shifted(q.observation?.latency ?? [], -slower);
    const n = mass(window);
    const early = notYet(q, 'latency');
    if (early) return early;
    if (q.observation === undefined || n === 0) return answer(q, 'latency', 'insufficientData', 'no calls');
    if (norm === undefined || norm.latency.length === 0) {
      return answer(q, 'latency', 'learning', 'no latencies learned');
    }
    const probabilities = [
      ...(isMeanOnly(window) ? [] : slowCallProbabilities(window, norm)),
      meanProbability(norm, bucketOf((q.observation.latencySumSeconds / n) * Math.exp(-slower))),
    ];
    const { observed, band, matters, quantile } = effect(window, norm, q, slowness);
    const comparison = compared(q, 'latency', 'latency', {
      observed: { value: observed, unit: 'seconds', count: n, statistic: `p${quantile * 100}` },
      expected: band,
      p: Math.min(1, Math.min(...probabilities) * probabilities.length),
      matters,
      why: `p${quantile * 100} of ${n} calls ${observed.toPrecision(3)} s against ${band.center.toPrecision(3)} s`,
    });
    return unlessThin(q, n, comparison);
  },
};

/** How much slower than on average this time of the week is, and the slowest one (natural logarithms). */
interface SlownessNow {
  readonly slower: number;
  readonly most: number;
}

function slownessNow({ pooled, read }: Question): SlownessNow {
  if (pooled === undefined) return { slower: 0, most: 0 };
  const slowness = slownessOf(pooled);
  return { slower: slowness.at(read.window), most: slowness.most };
}

/** Calls that all took the same time are a mean of unknown spread: how many of them were slow, nobody knows. */
const isMeanOnly = (window: Histogram): boolean => window.length === 1 && mass(window) > 1;

function slowCallProbabilities(window: Histogram, norm: Norm): number[] {
  const n = mass(window);
  return slowPoints(norm).map(({ bucket, p, rho }) =>
    betaBinomialUpperTail({ k: countAbove(window, bucket), n, p, rho }),
  );
}

/**
 * A window of as many calls as the given one that took `factor` times as long as the norm's: at the norm's quantiles,
 * or as a mean alone where the given window is one.
 */
export function slowedWindow(
  like: Histogram,
  { latency }: Norm,
  factor: number,
): Pick<Observation, 'latency' | 'latencySumSeconds'> {
  const [n, total] = [mass(like), mass(latency)];
  if (isMeanOnly(like)) {
    const mean = (factor * sumSeconds(latency)) / total;
    return { latency: histogramOf([[mean, n]]), latencySumSeconds: n * mean };
  }
  const shift = Math.round(Math.log(factor) / logRatio(0, 1));
  const slowed: [number, number][] = [];
  let [seen, taken] = [0, 0];
  for (const [index, count] of latency) {
    seen += count;
    const calls = Math.round((n * seen) / total) - taken;
    if (calls === 0) continue;
    slowed.push([index === 0 ? 0 : index + shift, calls]);
    taken += calls;
  }
  return { latency: slowed, latencySumSeconds: sumSeconds(slowed) };
}

/** A point beyond which calls count as slow, and how the norm's calls lie beyond it. */
export interface SlowPoint extends RatioNorm {
  readonly bucket: number;
}

/** The points of the fixed grid next to the norm's quantiles. */
export const slowPoints = onceFor((norm: Norm): readonly SlowPoint[] => {
  const points = new Set(thresholds.map((share) => gridAtOrAbove(quantileBucket(norm.latency, share))));
  return [...points].map((point) => slowPoint(norm, point));
});

/** A point of the fixed grid as the norm knows it. */
export function slowPoint(norm: Norm, point: number): SlowPoint {
  const bucket = gridBucket(point);
  const sums = { k: countAbove(norm.latency, bucket), k2n: norm.tail[point] ?? 0 };
  return { bucket, ...ratioNorm(sums, norm.timed, noNeighbours, singly) };
}

/** How improbable a window's mean latency is among those of the learned windows. */
export const meanProbability = (norm: Norm, bucket: number): number =>
  tailProbability(norm.means, bucket, meansPrior);

interface Effect {
  readonly quantile: number;
  readonly observed: number;
  readonly band: Band;
  readonly matters: boolean;
}

/** The quantiles that a window of n calls is compared by. */
export const quantilesOf = (n: number): number[] =>
  quantiles.filter((quantile) => quantile === 0.5 || n * (1 - quantile) >= 2);

/** Whether a quantile grew enough to matter; both values in seconds. */
export function growthMatters(
  { quantile, observed, normal }: { quantile: number; observed: number; normal: number },
  { latencyEffect: { factor, seconds, tailSeconds } }: Settings,
): boolean {
  return observed >= normal * factor && observed - normal >= (quantile < 0.9 ? seconds : tailSeconds);
}

/**
 * The lowest quantile that grew enough to matter, else the one that grew most, with the norm's 95 % band for it at
 * this number of calls; quantiles held by fewer than two calls are left out.
 */
function effect(window: Histogram, norm: Norm, q: Question, { slower, most }: SlownessNow): Effect {
  const n = mass(window);
  const now = Math.exp(slower);
  const half = Math.sqrt(q.settings.latencyEffect.factor);
  const all = quantilesOf(n).map((quantile) => {
    const observed = histogramQuantile(window, quantile) * now;
    const normal = histogramQuantile(norm.latency, quantile) * now;
    const isUsualElsewhere = observed < normal * Math.exp(most - slower) * half;
    const grew = growthMatters({ quantile, observed, normal }, q.settings);
    return { quantile, observed, normal, matters: grew && !isUsualElsewhere };
  });
  const ratio = (e: { observed: number; normal: number }): number => e.observed / Math.max(e.normal, 1e-3);
  const chosen = all.find((e) => e.matters) ?? all.reduce((a, b) => (ratio(b) > ratio(a) ? b : a));
  const spread = (2 / 3) * ratioSpread(chosen.quantile, 0.01, n);
  const at = (p: number): number =>
    histogramQuantile(norm.latency, Math.min(0.999, Math.max(0.001, p))) * now;
  const band: Band = {
    lower: at(chosen.quantile - spread),
    center: chosen.normal,
    upper: at(chosen.quantile + spread),
    unit: 'seconds',
    windows: Math.floor(q.pooled?.windows ?? 0),
  };
  return { quantile: chosen.quantile, observed: chosen.observed, band, matters: chosen.matters };
}
