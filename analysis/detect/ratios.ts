import type { FindingKind } from '../model/assessment';
import type { Signal } from '../model/observation';
import { betaBinomialUpperTail } from '../stats/beta-binomial';
import { ratioNorm } from '../stats/dispersion';
import type { Failure } from './neighbours';
import { answer, compared, type Detector, notYet, unlessThin } from './question';

/** Three standard deviations of a ratio of n calls, over-dispersion included. */
export const ratioSpread = (p: number, rho: number, n: number): number =>
  3 * Math.sqrt((p * (1 - p) * (1 + (n - 1) * rho)) / n);

/** One request that fails and is tried again fails twice: fewer than three failures prove nothing by themselves. */
const leastFailures = 3;

/**
 * A detector for one kind of failure: the window's failures among its calls against the learned ratio, by an
 * over-dispersed binomial (beta-binomial) upper tail. Fewer failures than normal are no finding.
 */
const ratioDetector = (signal: Signal, kind: FindingKind, failure: Failure): Detector => ({
  signal,
  assess(q) {
    const outcomes = q.observation?.outcomes;
    const n = outcomes?.total ?? 0;
    const early = notYet(q, signal);
    if (early) return early;
    if (outcomes === undefined || n === 0) return answer(q, signal, 'insufficientData', 'no calls');
    const view = q.pooled;
    if (view === undefined || view.norm.trials.sum === 0) {
      return answer(q, signal, 'learning', 'no calls learned');
    }
    const k = outcomes[failure];
    const learned = view.norm[failure];
    const { p, rho } = ratioNorm(learned, view.norm.trials, q.neighbours?.[failure]);
    const spread = ratioSpread(p, rho, n);
    const { difference, factor } = q.settings.ratioEffect;
    const ratio = k / n;
    const grew = (part: number): boolean => ratio - p >= difference * part && ratio >= p * factor ** part;
    const comparison = compared(q, signal, kind, {
      observed: { value: ratio, unit: 'ratio', count: n },
      expected: {
        lower: Math.max(0, p - spread),
        center: learned.k / view.norm.trials.sum,
        upper: Math.min(1, p + spread),
        unit: 'ratio',
        windows: Math.floor(view.windows),
      },
      p: betaBinomialUpperTail({ k, n, p, rho }),
      matters: grew(1),
      why: `${k} of ${n} against ${(p * 100).toPrecision(2)} %, correlation ${rho.toPrecision(2)}`,
    });
    const sized = grew(0.5) && !grew(1) ? { ...comparison, nearly: true } : comparison;
    return unlessThin(q, n, k < leastFailures ? { ...sized, slight: true } : sized);
  },
});

export const faultRatio = ratioDetector('faultRatio', 'fault-ratio', 'fault');
export const errorRatio = ratioDetector('errorRatio', 'error-ratio', 'error');
export const throttleRatio = ratioDetector('throttleRatio', 'throttle-ratio', 'throttle');

/** The detector of each way to end badly. */
export const ratioDetectors: Readonly<Record<Failure, Detector>> = {
  fault: faultRatio,
  error: errorRatio,
  throttle: throttleRatio,
};
