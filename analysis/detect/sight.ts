import { reliable, type Sight } from '../model/power';
import { leastInteger } from '../stats/least-integer';
import type { Failure } from './neighbours';
import type { Curve } from './power/curve';
import { latencyCurve } from './power/latency-curve';
import { ratioCurve } from './power/ratio-curve';
import { silenceToReport } from './power/silence';
import { type Standpoint, unjudged } from './power/standpoint';
import { volumeCurve } from './power/volume-curve';

/** Latencies and traffic beyond this many times the normal are not looked for. */
const mostFactor = 100;
/** Fineness of the search: ratios to a tenth of a percent, factors to two. */
const perRatio = 1_000;
const perFactor = 1.02;
const mostSteps = Math.ceil(Math.log(mostFactor) / Math.log(perFactor));

/**
 * The smallest of every effect that a window of the subject's usual traffic would flag with probability
 * {@link reliable}; absent where none would. A link carries no outcomes, so that no failure of it is ever seen.
 */
export function sightOf(at: Standpoint): Sight {
  const why = unjudged(at, 'faultRatio');
  const ratio = (failure: Failure): number | undefined =>
    why === undefined && at.question.kind !== 'link'
      ? smallest(ratioCurve(at, failure, at.calls), perRatio, (i) => i / perRatio)
      : undefined;
  const rising = (curve: Curve | undefined): number | undefined =>
    smallest(curve, mostSteps, (i) => perFactor ** i);
  const volume = unjudged(at, 'requestRate') === undefined ? volumeCurve(at) : undefined;
  const found: Omit<Partial<Record<keyof Sight, number | undefined>>, 'calls' | 'unjudged'> = {
    faultRatio: ratio('fault'),
    errorRatio: ratio('error'),
    throttleRatio: ratio('throttle'),
    latencyFactor: why === undefined ? rising(latencyCurve(at, at.calls)) : undefined,
    riseFactor: rising(volume),
    dropFactor: mildestDrop(volume),
    silenceWindows: silenceToReport(at),
  };
  const known = Object.entries(found).filter(([, value]) => value !== undefined);
  return { calls: at.calls, ...Object.fromEntries(known), ...(why === undefined ? {} : { unjudged: why }) };
}

const isReliable = (curve: Curve, size: number): boolean => curve(size).flagged >= reliable;

/** The first of growing sizes that is seen reliably. */
function smallest(
  curve: Curve | undefined,
  steps: number,
  size: (step: number) => number,
): number | undefined {
  if (curve === undefined) return undefined;
  const step = leastInteger(1, steps, (i) => isReliable(curve, size(i)));
  return step === undefined ? undefined : size(step);
}

/** The largest share of the traffic whose rest would be missed; so little may be left that windows are empty instead. */
function mildestDrop(curve: Curve | undefined): number | undefined {
  if (curve === undefined) return undefined;
  for (let step = 1; step <= mostSteps; step += 1)
    if (isReliable(curve, perFactor ** -step)) return perFactor ** -step;
  return undefined;
}
