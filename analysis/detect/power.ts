import type { Signal } from '../model/observation';
import type { Chance, Effect, Power } from '../model/power';
import type { Curve } from './power/curve';
import { windowsToFire } from './power/firing';
import { latencyCurve } from './power/latency-curve';
import { ratioCurve } from './power/ratio-curve';
import { sightingChance } from './power/sighting';
import { silenceToReport } from './power/silence';
import { type Standpoint, unjudged } from './power/standpoint';
import { volumeCurve } from './power/volume-curve';
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
