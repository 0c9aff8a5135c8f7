import { pooledPart } from '../../baseline/current';
import type { Baseline, Part } from '../../model/baseline';
import { type Observation, type Signal, type Tested, testedFamilies } from '../../model/observation';
import type { Settings } from '../../model/settings';
import { splitSubjectKey } from '../../model/subject';
import type { TimeWindow } from '../../model/window';
import { histogramQuantile, mass } from '../../stats/histogram';
import { type AlarmLevels, alarmLevels, alarmsPerWindow, vanishedLevel } from '../alarm-level';
import { neighboursOf } from '../neighbours';
import { normView, notYet, type Question, tooFew } from '../question';

/** One subject as its detectors would meet it in a window: the question without the observation, and the levels. */
export interface Standpoint {
  readonly question: Question;
  readonly levels: AlarmLevels;
  /** Sampled calls of a usual window with calls: the median; 0 where none were learned. */
  readonly calls: number;
  /** Share of the windows that had calls, 0..1. */
  readonly presence: number;
}

/**
 * Where the detectors stand in a window, for any subject: what all subjects share is worked out once. O(subjects)
 * at first, then O(1) for each.
 */
export function standpoints(
  baseline: Baseline,
  window: TimeWindow,
  settings: Settings,
): (subject: string) => Standpoint {
  const pooled = pooledPart(baseline);
  const neighbours = neighboursOf(pooled);
  const rate = alarmsPerWindow(settings);
  const levels = alarmLevels(baseline.peaks, rate, { window, sharing: familiesAsked(pooled) });
  const silence = vanishedLevel(baseline.known.values(), rate);
  return (subject) =>
    standpointOf(
      {
        subject,
        kind: splitSubjectKey(subject).kind,
        read: { window, kind: 'settlement', lagSeconds: settings.settleLagSeconds },
        learning: false,
        known: baseline.known.get(subject),
        pooled: normView(pooled, subject, settings.windowSeconds),
        neighbours,
        learnedUntil: baseline.learnedUntil,
        settledBefore: baseline.settled,
        unseenMass: 0,
        callerSeen: true,
        vanishedLevel: silence,
        settings,
      },
      levels,
    );
}

/** The families that a usual window asks: calls per request only where some edge has taught them. */
function familiesAsked({ norms }: Part): readonly Tested[] {
  const taught = [...norms.values()].some(({ fanOuts }) => fanOuts.length > 0);
  return testedFamilies.filter((family) => family !== 'fanOut' || taught);
}

/** The standpoint from which a question is asked. */
export function standpointOf(question: Question, levels: AlarmLevels): Standpoint {
  const view = question.pooled;
  const counts = view?.norm.counts ?? [];
  return {
    question,
    levels,
    calls: counts.length === 0 ? 0 : Math.round(histogramQuantile(counts, 0.5)),
    presence: view && view.windows > 0 ? Math.min(1, mass(counts) / view.windows) : 0,
  };
}

/** What a window would show: calls that ended so and took so long. */
export const shown = (
  { question: { subject } }: Standpoint,
  outcomes: Partial<Observation['outcomes']> & { readonly total: number },
  rest: Partial<Observation> = {},
): Observation => ({
  subject,
  seen: outcomes.total > 0,
  outcomes: { ok: 0, error: 0, throttle: 0, fault: 0, ...outcomes },
  latency: [],
  latencySumSeconds: 0,
  ...rest,
});

/** Why a signal is not judged in a usual window, or undefined where it is: the detectors' own reasons. */
export function unjudged({ question, calls }: Standpoint, signal: Signal): string | undefined {
  const early = notYet(question, signal);
  return (signal === 'requestRate' ? early : (early ?? tooFew(question, signal, calls)))?.why;
}
