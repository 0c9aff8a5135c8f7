import { decidedBaseline, withoutNorms } from '../decide/decided';
import { decisionsIn } from '../decide/due';
import type { Baseline, Part } from '../model/baseline';
import { type Decision, isRange } from '../model/decision';
import type { Family } from '../model/observation';
import type { Entry, StepRecord } from '../model/record';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { windowSeconds } from '../model/window';
import { pooledPart } from './current';
import { doubtsOf } from './doubt';
import { learnDrift, noDrift } from './drift';
import { lessonsOf, settleHeld } from './held';
import { type Lesson, learnWindow, slowerAt } from './part';
import { agedHistory, learnPeaks } from './peaks';
import { learnShapes } from './shapes/learn';
import { see } from './sightings';
import { winsorised } from './winsorise';

type FoldSettings = Pick<Settings, 'halfLifeSeconds'>;

/**
 * Folds committed records, in order, into the baseline: fold(fold(b, r1), r2) = fold(b, r1 and r2), to the byte.
 * @throws Error when a record is not the next one after the watermark
 */
export function fold(
  baseline: Baseline,
  records: Iterable<StepRecord>,
  decisions: readonly Decision[],
  settings: FoldSettings,
): Baseline {
  let next = baseline;
  for (const record of records) {
    if (record.sequence !== next.watermark + 1) {
      throw new Error(`fold expects record ${next.watermark + 1}, got ${record.sequence}`);
    }
    next = foldRecord(next, record, decisions, settings);
  }
  return next;
}

function foldRecord(
  baseline: Baseline,
  record: StepRecord,
  decisions: readonly Decision[],
  settings: FoldSettings,
): Baseline {
  const settled = adopted(settleHeld(baseline, record), record);
  let next = decidedBaseline(settled, decisionsIn(record, decisions), startOf(record));
  for (const entry of record.entries) {
    if (entry.gap) continue;
    next = rebase(next, entry, decisions);
    next = aged(next, Math.floor(entry.read.window.start / settings.halfLifeSeconds));
    next = { ...next, ...see(next, entry) };
    next = { ...next, shapes: learnShapes(next, entry) };
    const taught = entry.teaches ? teach(next, entry, record) : { baseline: next, doubt: noDoubt };
    next = { ...taught.baseline, ...learnPeaks(next, entry, record, taught.doubt) };
  }
  return { ...next, watermark: record.sequence };
}

/** Levels that became the norm because nobody decided otherwise begin anew; their frozen references stay and tell. */
function adopted(baseline: Baseline, { transitions }: StepRecord): Baseline {
  const subjects = transitions.flatMap((t) =>
    t.type === 'finding' && t.resolution === 'new-level' ? [t.subject] : [],
  );
  return subjects.length === 0 ? baseline : withoutNorms(baseline, new Set(subjects));
}

/** Start of the newest window of a record, from which on what it decided holds. */
const startOf = ({ entries }: StepRecord): number => entries.at(-1)?.read.window.start ?? 0;

/** The baseline in a later half-life; parts fade when they are next touched, the history of scores at once. */
const aged = (baseline: Baseline, epoch: number): Baseline =>
  epoch <= baseline.epoch
    ? baseline
    : { ...baseline, epoch, peaks: agedHistory(baseline.peaks, epoch - baseline.epoch) };

/** Levels seen before a rebase no longer count from its first window on; known edges stay. */
function rebase(baseline: Baseline, entry: Entry, decisions: readonly Decision[]): Baseline {
  const due = decisions
    .filter(isRange)
    .filter(
      (d) =>
        d.verb === 'rebase' && entry.read.window.start >= d.range.start && !baseline.rebased.includes(d.id),
    );
  if (due.length === 0) return baseline;
  const rebased = [...baseline.rebased, ...due.map((d) => d.id)].sort();
  return {
    ...baseline,
    rebased,
    held: [],
    heldPeaks: [],
    drift: noDrift,
  };
}

/**
 * A lesson with what lies far out drawn in. In a learning range nobody judges: there what looks like trouble does not
 * teach at all.
 */
function bounded(lesson: Lesson, pooled: Part, { learning, read: { window } }: Entry): Lesson {
  const { subject, observation, families } = lesson;
  const norm = pooled.norms.get(subject);
  if (observation === undefined || norm === undefined) return lesson;
  const doubts = learning ? doubtsOf(observation, norm, slowerAt(pooled, norm, window)) : [];
  if (doubts.length === 0) return { ...lesson, observation: winsorised(observation, norm) };
  const left = [...families].filter((family) => !doubts.includes(family));
  return { subject, observation, families: new Set(left), doubts };
}

/** Tells whether the service whose doing a subject is has finished learning. */
function hasFinished({ known }: Baseline, { learning }: Entry, subject: string): boolean {
  const { source, target } = splitSubjectKey(subject);
  return !learning && known.get(source ?? target)?.finished !== undefined;
}

const noDoubt: ReadonlySet<Family> = new Set();

/** Takes a settled window into the norm, less what is withheld or held; in `doubt` is what a learning window set aside. */
function teach(
  baseline: Baseline,
  entry: Entry,
  record: StepRecord,
): { readonly baseline: Baseline; readonly doubt: ReadonlySet<Family> } {
  if (entry.read.kind !== 'settlement' || entry.observations.length === 0)
    return { baseline, doubt: noDoubt };
  const { window } = entry.read;
  const { lessons: shown, held } = lessonsOf(entry, record);
  const pooled = pooledPart(baseline);
  const lessons = shown.map((lesson) => bounded(lesson, pooled, entry));
  const taught = {
    ...baseline,
    learnedUntil: entry.learning ? baseline.settled : baseline.learnedUntil,
    learnedSeconds: baseline.learnedSeconds + (entry.learning ? windowSeconds(window) : 0),
    pooled: learnWindow(pooled, window, lessons),
    held: [...baseline.held, ...held],
    drift: learnDrift(baseline.drift, window, lessons, (subject) => hasFinished(baseline, entry, subject)),
  };
  return { baseline: taught, doubt: new Set(lessons.flatMap(({ doubts }) => doubts ?? [])) };
}
