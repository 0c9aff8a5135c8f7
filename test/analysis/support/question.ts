import { emptyPart, learnWindow } from '../../../analysis/baseline/part';
import { normView, type Question } from '../../../analysis/detect/question';
import type { Known } from '../../../analysis/model/baseline';
import type { Family, Observation } from '../../../analysis/model/observation';
import type { Settings } from '../../../analysis/model/settings';
import { splitSubjectKey } from '../../../analysis/model/subject';
import { histogramOf } from '../../../analysis/stats/histogram';
import { parseSettings } from '../../../functions/settings';

export const defaults: Settings = parseSettings({});
export const edge = 'a||>b||';
const families: ReadonlySet<Family> = new Set(['presence', 'volume', 'latency', 'outcomes', 'fanOut']);

/** Calls of a window: how many failed in which way, and how long each took in seconds. */
export interface Shown {
  readonly calls: number;
  readonly fault?: number;
  readonly error?: number;
  readonly throttle?: number;
  readonly seconds?: (call: number) => number;
  /** Requests that the caller served. */
  readonly requests?: number;
}

export function observation(
  { calls, fault = 0, error = 0, throttle = 0, seconds = () => 0.1, requests }: Shown,
  subject = edge,
): Observation {
  const times = Array.from({ length: calls }, (_, call) => seconds(call));
  return {
    subject,
    seen: calls > 0,
    outcomes: { ok: calls - fault - error - throttle, error, throttle, fault, total: calls },
    latency: histogramOf(times.map((time) => [time, 1] as const)),
    latencySumSeconds: times.reduce((sum, time) => sum + time, 0),
    ...(requests === undefined ? {} : { requests }),
  };
}

/** A part of a baseline that learned these windows of one subject, one every five minutes; `undefined` was absent. */
export function taught(windows: readonly (Shown | undefined)[], subject = edge) {
  return windows.reduce((part, shown, i) => {
    const window = { start: i * 300, end: i * 300 + 300 };
    const lessons = shown ? [{ subject, observation: observation(shown, subject), families }] : [];
    return learnWindow(part, window, lessons);
  }, emptyPart());
}

export const known = (standing: Known['standing'], rest: Partial<Known> = {}, subject = edge): Known => ({
  subject,
  standing,
  firstSeen: 0,
  lastSeen: 0,
  windows: 50,
  lastSettled: 100,
  longestSilence: 0,
  ...rest,
});

/** A question about one window after the given ones; the subject is learned and judged unless told otherwise. */
export function question(
  past: readonly (Shown | undefined)[],
  shown: Shown | undefined,
  rest: Partial<Question> = {},
): Question {
  const subject = rest.subject ?? edge;
  return {
    subject,
    kind: splitSubjectKey(subject).kind,
    read: { window: { start: 900_000, end: 900_300 }, kind: 'settlement', lagSeconds: 180 },
    learning: false,
    learnedUntil: 0,
    observation: shown && observation(shown, subject),
    known: known('learned', {}, subject),
    pooled: normView(taught(past, subject), subject, 300),
    settledBefore: 100,
    unseenMass: 0.001,
    callerSeen: true,
    vanishedLevel: 1e-4,
    settings: defaults,
    ...rest,
  };
}

/** The same window many times over, with counts that vary a little. */
export const windows = (count: number, shown: Shown): Shown[] =>
  Array.from({ length: count }, (_, i) => ({ ...shown, calls: shown.calls + (i % 5) - 2 }));
