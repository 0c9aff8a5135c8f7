import { addDays } from '../baseline/drift';
import type { Assessment, FindingKind, Unit } from '../model/assessment';
import type { Course, DayTotals } from '../model/drift';
import type { Signal } from '../model/observation';
import { type LevelShift, levelShift, type SpreadPrior } from '../stats/level-shift';
import { answer, compared, type Detector, notYet, type Question } from './question';

/** Whole days of the last seven that must be there. */
const leastDays = 6;
/** The part of the budget of false alarms that drift may use beside what single windows may. */
const budgetShare = 0.1;
/** Days of the week by which the tests of a week overlap: one test a day. */
const testsPerWeek = 7;

/** How one level drifts. `level` is undefined where a day has nothing to say. */
interface DriftOf {
  readonly signal: Signal;
  readonly kind: FindingKind;
  readonly unit: Unit;
  level(day: DayTotals): number | undefined;
  /** The level in its unit; the same for people as `level` is for the test. */
  value(days: DayTotals): number;
  prior(days: DayTotals): SpreadPrior;
  count(days: DayTotals): number;
  twoSided: boolean;
  /** Whether a change matters; `share` of the full effect is asked for. */
  matters(change: { from: number; to: number; count: number }, q: Question, share: number): boolean;
}

/** Compares the last whole week with the same weekdays of the frozen reference; the answer changes once a day. */
const driftDetector = (drift: DriftOf): Detector => ({
  signal: drift.signal,
  assess(q) {
    const { signal } = drift;
    const early = notYet(q, signal);
    if (early) return early;
    const { course, courses = 0 } = q;
    if (!course?.frozen) return answer(q, signal, 'learning', 'its reference is not frozen yet');
    const differences = differencesOf(course, drift);
    if (differences.length < leastDays)
      return answer(q, signal, 'insufficientData', `${differences.length} of ${leastDays} whole days needed`);
    return judged(q, drift, { course, differences, courses });
  },
});

function differencesOf({ recent, reference }: Course, { level }: DriftOf): number[] {
  return recent.flatMap(([day, totals]) => {
    const before = reference[day % reference.length];
    const [now, then] = [level(totals), before && level(before)];
    return now === undefined || then === undefined ? [] : [now - then];
  });
}

function judged(
  q: Question,
  drift: DriftOf,
  { course, differences, courses }: { course: Course; differences: readonly number[]; courses: number },
): Assessment {
  const now = course.recent.map(([, totals]) => totals).reduce(addDays);
  const before = course.reference.reduce(addDays);
  const shift = levelShift(differences, drift.prior(now));
  const change = { from: drift.value(before), to: drift.value(now), count: drift.count(now) };
  const p = probability(shift, drift);
  const level =
    (budgetShare * q.settings.falseAlarmsPerWeek) / (testsPerWeek * drifts * Math.max(1, courses));
  const tolerated = spanOf(change.from, q, drift);
  const assessment = compared(q, drift.signal, drift.kind, {
    observed: { value: change.to, unit: drift.unit, count: change.count },
    expected: { ...tolerated, center: change.from, unit: drift.unit, windows: before.timed || before.trials },
    p,
    matters: drift.matters(change, q, 0.5),
    why: `${differences.length} days, ${change.count} calls: ${change.to.toPrecision(3)} against ${change.from.toPrecision(3)} in the frozen reference`,
  });
  const drifted = p <= level && drift.matters(change, q, 1);
  return { ...assessment, verdict: drifted ? 'anomalous' : 'normal', ...(drifted ? { certain: true } : {}) };
}

const probability = ({ upper, lower }: LevelShift, { twoSided }: DriftOf): number =>
  twoSided ? Math.min(1, 2 * Math.min(upper, lower)) : upper;

/** The values about a reference that do not matter. */
function spanOf(from: number, { settings }: Question, { kind }: DriftOf): { lower: number; upper: number } {
  const { latencyFactor, rateFactor } = settings.driftEffect;
  const { difference, factor } = settings.ratioEffect;
  if (kind === 'fault-drift')
    return { lower: 0, upper: Math.min(1, Math.max(from + difference, from * factor)) };
  if (kind === 'latency-drift') return { lower: 0, upper: from * latencyFactor };
  return { lower: from / rateFactor, upper: from * rateFactor };
}

/** Slower by the geometric mean of the windows' means: one slow window moves it little. Days vary by 5 % at least. */
export const latencyDrift = driftDetector({
  signal: 'latencyDrift',
  kind: 'latency-drift',
  unit: 'seconds',
  level: ({ timed, logSeconds }) => (timed > 0 ? logSeconds / timed : undefined),
  value: ({ timed, logSeconds }) => Math.exp(logSeconds / Math.max(1, timed)),
  prior: () => ({ deviation: 0.05, worth: 6 }),
  count: ({ calls }) => calls,
  twoSided: false,
  matters({ from, to }, { settings: { driftEffect } }, share) {
    return to >= from * driftEffect.latencyFactor ** share && to - from >= driftEffect.latencySeconds * share;
  },
});

/**
 * More faults, on the scale on which a ratio's spread hangs on the number of calls alone. Days vary as their calls
 * would if they failed twice at once. Source: F. J. Anscombe, "The transformation of Poisson, binomial and
 * negative-binomial data", Biometrika 35 (1948).
 */
export const faultDrift = driftDetector({
  signal: 'faultDrift',
  kind: 'fault-drift',
  unit: 'ratio',
  level: ({ trials, faults }) =>
    trials > 0 ? Math.asin(Math.sqrt((faults + 3 / 8) / (trials + 3 / 4))) : undefined,
  value: ({ trials, faults }) => faults / Math.max(1, trials),
  prior: ({ trials }) => ({
    deviation: Math.sqrt((2 * leastDays) / (4 * Math.max(1, trials))) + 0.005,
    worth: 6,
  }),
  count: ({ trials }) => trials,
  twoSided: false,
  matters({ from, to }, { settings: { ratioEffect } }, share) {
    return to - from >= ratioEffect.difference * share && to >= from * ratioEffect.factor ** share;
  },
});

/** More or fewer sampled calls. Days vary by 10 % at least. */
export const rateDrift = driftDetector({
  signal: 'rateDrift',
  kind: 'rate-drift',
  unit: 'calls',
  level: ({ seconds, calls }) => (seconds > 0 ? Math.log((calls + 0.5) / seconds) : undefined),
  value: ({ seconds, calls }) => (calls / Math.max(1, seconds)) * 86_400,
  prior: () => ({ deviation: 0.1, worth: 6 }),
  count: ({ calls }) => calls,
  twoSided: true,
  matters({ from, to }, { settings: { driftEffect, minimumCalls } }, share) {
    const factor = driftEffect.rateFactor ** share;
    return Math.max(from, to) >= minimumCalls && (to >= from * factor || to * factor <= from);
  },
});

/** Kinds of drift, each with a test of its own. */
const drifts = 3;
