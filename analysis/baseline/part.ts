import type { Norm, Part } from '../model/baseline';
import type { Family, Observation } from '../model/observation';
import { type TimeWindow, windowSeconds } from '../model/window';
import { knowsRhythm, type VolumeView, volumeOf } from './expected-volume';
import { emptyNorm, fadeNorm, type Learning, learnObservation } from './norm';
import { addToRhythm, dayOf, noRhythm, scaleRhythm } from './rhythm';
import { slownessOf } from './tempo';

/** A part that has learned nothing, in the given half-life and after the given number of rebases. */
export const emptyPart = (epoch = 0, generation = 0): Part => ({
  epoch,
  generation,
  windows: 0,
  seen: { rhythm: noRhythm, days: 0, lastDay: -1 },
  norms: new Map(),
});

/** One subject's share of a window: its observation where it was seen, and which families may teach. */
export interface Lesson {
  readonly subject: string;
  readonly observation?: Observation;
  readonly families: ReadonlySet<Family>;
  /** Families that do not teach because they looked like trouble, see `doubt.ts`. */
  readonly doubts?: readonly Family[];
}

/**
 * Counts one more window and takes its lessons in. A subject without a lesson was absent, which teaches its
 * volume a zero; a subject whose volume may not teach has the window taken out of its count.
 */
export function learnWindow(part: Part, window: TimeWindow, lessons: readonly Lesson[]): Part {
  const norms = new Map(part.norms);
  for (const lesson of lessons) {
    const known = norms.get(lesson.subject);
    if (!known && !lesson.observation) continue;
    const norm = learnLesson(part, known ?? emptyNorm(part.windows), { ...lesson, window });
    norms.set(lesson.subject, learnRhythm(norm, lesson, window));
  }
  return {
    ...part,
    windows: part.windows + 1,
    seen: learnSeen(part.seen, window),
    norms,
  };
}

function learnSeen(seen: Part['seen'], window: TimeWindow): Part['seen'] {
  const lastDay = dayOf(window);
  const days = seen.days + (lastDay === seen.lastDay ? 0 : 1);
  return { rhythm: addToRhythm(seen.rhythm, window, 1), days, lastDay };
}

function learnRhythm(norm: Norm, { observation, families }: Lesson, window: TimeWindow): Norm {
  if (observation === undefined || !families.has('volume')) return norm;
  return { ...norm, rhythm: addToRhythm(norm.rhythm ?? noRhythm, window, observation.outcomes.total) };
}

function learnLesson(part: Part, norm: Norm, lesson: Lesson & { readonly window: TimeWindow }): Norm {
  const { observation, families, window } = lesson;
  const aside = lesson.doubts ? { ...norm, setAside: (norm.setAside ?? 0) + 1 } : norm;
  const counted = families.has('volume') ? aside : { ...aside, withheld: norm.withheld + 1 };
  if (observation === undefined) return counted;
  return learnObservation(counted, observation, { window, families, ...expectedOf(part, norm, window) });
}

/** What the windows so far let expect of the next: calls, once the rhythm of the day is known, and slowness. */
function expectedOf(part: Part, norm: Norm, window: TimeWindow): Pick<Learning, 'expected' | 'slowness'> {
  const view = { ...volumeView(part, norm, windowSeconds(window)), norm };
  return {
    expected: knowsRhythm(view) ? volumeOf(view)?.at(window).mean : undefined,
    slowness: slownessOf(view),
  };
}

/** How much slower than on average a window is expected to be, by the part so far; see {@link slownessOf}. */
export const slowerAt = (part: Part, norm: Norm, window: TimeWindow): number =>
  slownessOf({ ...volumeView(part, norm, windowSeconds(window)), norm }).at(window);

/** What {@link volumeOf} needs of a subject's norm in a part. */
export function volumeView(part: Part, norm: Norm, seconds: number): VolumeView {
  const windows = observableWindows(part, norm);
  const share = part.windows > 0 ? windows / part.windows : 0;
  return {
    norm,
    windows,
    windowSeconds: seconds,
    seen: { rhythm: scaleRhythm(part.seen.rhythm, share), days: part.seen.days * share },
  };
}

/** Teaches what was held back from an earlier window, whose turn in the count was already taken. */
export function learnLate(
  part: Part,
  window: TimeWindow,
  lesson: Lesson & { readonly observation: Observation },
): Part {
  const norm = part.norms.get(lesson.subject);
  if (!norm) return part;
  const counted = lesson.families.has('volume') ? { ...norm, withheld: norm.withheld - 1 } : norm;
  const learned = learnObservation(counted, lesson.observation, {
    window,
    families: lesson.families,
    ...expectedOf(part, norm, window),
  });
  const whole = learnRhythm(learned, lesson, window);
  return { ...part, norms: new Map(part.norms).set(lesson.subject, whole) };
}

/** Windows in which the subject could have been seen and that taught its volume. */
export const observableWindows = (part: Part, norm: Norm): number =>
  part.windows - norm.since - norm.withheld;

/**
 * The part as it counts now: empty when a rebase came after it, halved once for each half-life that passed.
 * Subjects of which nothing is left are forgotten here, not in the registry. Steps, so that counts stay exact.
 */
export function currentPart(part: Part, now: { readonly epoch: number; readonly generation: number }): Part {
  if (part.generation !== now.generation) return emptyPart(now.epoch, now.generation);
  if (part.epoch >= now.epoch) return part;
  if (part.windows === 0) return { ...part, epoch: now.epoch };
  const factor = 0.5 ** (now.epoch - part.epoch);
  const norms = new Map<string, Norm>();
  for (const [subject, norm] of part.norms) {
    const faded = fadeNorm(norm, factor);
    if (faded.calls.n >= 0.01 || faded.trials.n >= 0.01 || faded.timed.n >= 0.01) norms.set(subject, faded);
  }
  const seen = { ...part.seen, rhythm: scaleRhythm(part.seen.rhythm, factor) };
  return { ...part, epoch: now.epoch, windows: part.windows * factor, seen, norms };
}
