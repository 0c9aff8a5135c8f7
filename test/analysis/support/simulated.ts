import { emptyBaseline } from '../../../analysis/baseline/current';
import { byRoute } from '../../../analysis/baseline/peaks';
import { assess } from '../../../analysis/detect/assess';
import { type Standpoint, standpoints } from '../../../analysis/detect/power/standpoint';
import type { Assessment } from '../../../analysis/model/assessment';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Observation, Signal } from '../../../analysis/model/observation';
import { noPeaks } from '../../../analysis/stats/peaks-over-threshold';
import { normalFrom, poissonFrom } from '../../laws/random';
import { defaults, edge, known, type Shown, taught } from './question';

const window = { start: 900_000, end: 900_300 };

/** A scope of one edge that learned these windows; `calm` of them long ago, so that the alarm levels are data's. */
export const learnedFrom = (past: readonly (Shown | undefined)[], clusters = 0): Baseline => {
  const peaks = { ...noPeaks, n: 4_000, clusters, excess: clusters * 0.4 };
  return {
    ...emptyBaseline,
    settled: past.length,
    peaks: byRoute(() => peaks),
    pooled: taught(past),
    known: new Map([[edge, known('learned', { windows: past.length, lastSettled: past.length })]]),
  };
};

/** The one edge as its detectors would meet it next. */
export const standpointIn = (baseline: Baseline, settings = defaults): Standpoint =>
  standpoints(baseline, window, settings)(edge);

/** What the settlement of one window says of one signal. */
export function judged(
  baseline: Baseline,
  observation: Observation,
  signal: Signal,
  settings = defaults,
): Assessment | undefined {
  const reading = {
    read: { window, kind: 'settlement', lagSeconds: 180 } as const,
    observations: [observation],
    seenEarlier: new Set<string>(),
    phase: { learning: false, teaches: true, byItself: false, rebasing: false, decisions: [] },
  };
  return assess(reading, baseline, settings).find((a) => a.signal === signal);
}

/** A gamma number of any shape above zero and mean shape. Source: G. Marsaglia, W. W. Tsang, ACM TOMS 26 (2000). */
export function gammaFrom(random: () => number, shape: number): number {
  if (shape < 1) return gammaFrom(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normalFrom(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Successes among n trials whose probability varies about p with correlation rho, drawn call by call. */
export function betaBinomialFrom(random: () => number, n: number, p: number, rho: number): number {
  const a = gammaFrom(random, (p * (1 - rho)) / rho);
  const b = gammaFrom(random, ((1 - p) * (1 - rho)) / rho);
  const own = a / (a + b);
  return Array.from({ length: n }).filter(() => random() < own).length;
}

/** A count of variance mean + phi mean^2: Poisson about a gamma mean. */
export const negativeBinomialFrom = (random: () => number, mean: number, phi: number): number =>
  poissonFrom(random, mean * phi * gammaFrom(random, 1 / phi));
