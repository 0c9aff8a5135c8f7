import type { Signal } from '../model/observation';
import type { Chance, Effect, Power, Sight } from '../model/power';
import { reliable } from '../model/power';
import { leastInteger } from '../stats/least-integer';
import type { Failure } from './neighbours';
import type { Curve } from './power/curve';
import { windowsToFire } from './power/firing';
import { latencyCurve } from './power/latency-curve';
import { ratioCurve } from './power/ratio-curve';
import { sightingChance } from './power/sighting';
import { silenceToReport } from './power/silence';
import type { Standpoint } from './power/standpoint';
import { volumeCurve } from './power/volume-curve';
import { notYet, tooFew } from './question';
import { ratioDetectors } from './ratios';

const failureOf = { 'fault-ratio': 'fault', 'error-ratio': 'error', 'throttle-ratio': 'throttle' } as const;

/**
 * Says whether an effect on a subject would be seen at its usual traffic: the chance that one window flags it, and the
 * windows until a finding has fired with probability {@link reliable}. The detectors that judge are asked for what they
 * flag, at the levels of this moment, so that power and judgement agree by construction; only how windows with the
 * effect would look is assumed, see each curve. Holds for an effect that is alone in its window: others that are
 * certain can take the place of one that is merely watched. The windows hold for a subject that has calls as often as
 * it had before.
 * Source of the notion: J. Neyman, E. S. Pearson, Phil. Trans. A 231 (1933).
 */
export function power(at: Standpoint, effect: Effect): Power {
  switch (effect.kind) {
    case 'vanished-edge':
      return silencePower(at);
    case 'new-edge': {
      const seen = sightingChance(effect.calls, effect.samplingShare);
      return powerOf(at, { flagged: seen, certain: seen }, effect.calls * effect.samplingShare);
    }
    case 'latency':
      return tested(at, 'latency', latencyCurve(at, at.calls, effect.share), effect.factor);
    case 'request-rate':
      return tested(at, 'requestRate', volumeCurve(at), effect.factor);
    case 'fault-ratio':
    case 'error-ratio':
    case 'throttle-ratio': {
      const failure = failureOf[effect.kind];
      const { signal } = ratioDetectors[failure];
      return tested(at, signal, ratioCurve(at, failure, at.calls), effect.ratio);
    }
  }
}

function tested(at: Standpoint, signal: Signal, curve: Curve | undefined, size: number): Power {
  const why = unjudged(at, signal);
  if (why !== undefined) return { kind: 'unjudged', why };
  if (curve === undefined) return { kind: 'unjudged', why: 'nothing of the kind was learned' };
  const { flagged, certain } = curve(size);
  const often = signal === 'requestRate' ? 1 : at.presence;
  const windows = { flagged: flagged * often, certain: certain * often };
  return powerOf(at, { flagged, certain }, at.calls, windows);
}

function powerOf({ question }: Standpoint, chance: Chance, calls: number, anyWindow = chance): Power {
  const windows = windowsToFire(anyWindow, question.settings.confirm);
  return { kind: 'power', ...chance, calls, ...(windows === undefined ? {} : { windows }) };
}

/** Silence is reported after a number of windows that does not depend on chance. */
function silencePower(at: Standpoint): Power {
  const windows = silenceToReport(at);
  if (windows === undefined) return { kind: 'unjudged', why: 'no silence of it would be reported' };
  const now = windows === 1 ? 1 : 0;
  return { kind: 'power', flagged: now, certain: now, calls: 0, windows };
}

/** Why a signal is not judged in a usual window, or undefined where it is: the detectors' own reasons. */
function unjudged({ question, calls }: Standpoint, signal: Signal): string | undefined {
  const early = notYet(question, signal);
  return (signal === 'requestRate' ? early : (early ?? tooFew(question, signal, calls)))?.why;
}

/** Latencies and traffic beyond this many times the normal are not looked for. */
const mostFactor = 100;
/** Fineness of the search: ratios to a tenth of a percent, factors to two. */
const perRatio = 1_000;
const perFactor = 1.02;
const mostSteps = Math.ceil(Math.log(mostFactor) / Math.log(perFactor));

/** The smallest of every effect that a window of the subject's usual traffic would flag with probability {@link reliable}. */
export function sightOf(at: Standpoint): Sight {
  const why = unjudged(at, 'faultRatio');
  const ratio = (failure: Failure): number | undefined =>
    why === undefined
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
