import type { Course, DayTotals, Drift } from '../model/drift';
import { type TimeWindow, windowSeconds } from '../model/window';
import type { Lesson } from './part';

const daySeconds = 86_400;
const weekdays = 7;
/** A day of which less was seen is left out: half a day says nothing of a rhythm. */
const wholeDaySeconds = 64_800;

const nothing: DayTotals = { seconds: 0, calls: 0, trials: 0, faults: 0, timed: 0, logSeconds: 0 };

/** Courses of a scope that has seen nothing, or begins anew after a rebase. */
export const noDrift: Drift = { day: 0, seconds: 0, courses: new Map() };

/** Number of the day since the epoch (UTC) in which a window begins. */
export const dayOf = (window: TimeWindow): number => Math.floor(window.start / daySeconds);

/**
 * Takes a settled window's lessons into the courses. When a day has ended it becomes part of the reference of every
 * subject that still learns or has not shown each weekday, and one of the recent days of the others. A reference is
 * frozen at the end of a day at which the subject's learning has `finished` and each weekday was seen. O(subjects).
 */
export function learnDrift(
  drift: Drift,
  window: TimeWindow,
  lessons: readonly Lesson[],
  finished: (subject: string) => boolean,
): Drift {
  const day = dayOf(window);
  const now = day === drift.day ? drift : closeDay(drift, day, finished);
  const courses = new Map(now.courses);
  const seconds = windowSeconds(window);
  for (const lesson of lessons) {
    const known = courses.get(lesson.subject);
    if (!known && !lesson.observation) continue;
    courses.set(lesson.subject, learnLesson(known ?? begun(now.seconds), lesson, seconds));
  }
  return { day, seconds: now.seconds + seconds, courses };
}

const begun = (missed: number): Course => ({
  today: nothing,
  missed,
  reference: Array.from({ length: weekdays }, () => nothing),
  frozen: false,
  recent: [],
});

function learnLesson(course: Course, { observation, families }: Lesson, seconds: number): Course {
  const missed = course.missed + (families.has('volume') ? 0 : seconds);
  if (observation === undefined) return { ...course, missed };
  const { outcomes, latency, latencySumSeconds } = observation;
  const count = latency.reduce((sum, [, n]) => sum + n, 0);
  const timed = families.has('latency') && count > 0 && latencySumSeconds > 0;
  const outcome = families.has('outcomes');
  const window: DayTotals = {
    seconds: 0,
    calls: families.has('volume') ? outcomes.total : 0,
    trials: outcome ? outcomes.total : 0,
    faults: outcome ? outcomes.fault : 0,
    timed: timed ? 1 : 0,
    logSeconds: timed ? Math.log(latencySumSeconds / count) : 0,
  };
  return { ...course, today: addDays(course.today, window), missed };
}

/** Adds the totals of two stretches. */
export const addDays = (a: DayTotals, b: DayTotals): DayTotals => ({
  seconds: a.seconds + b.seconds,
  calls: a.calls + b.calls,
  trials: a.trials + b.trials,
  faults: a.faults + b.faults,
  timed: a.timed + b.timed,
  logSeconds: a.logSeconds + b.logSeconds,
});

function closeDay(drift: Drift, next: number, finished: (subject: string) => boolean): Drift {
  const courses = new Map<string, Course>();
  for (const [subject, course] of drift.courses) {
    courses.set(subject, closed(course, drift, { next, finished: finished(subject) }));
  }
  return { day: next, seconds: 0, courses };
}

function closed(
  course: Course,
  { day, seconds }: Drift,
  { next, finished }: { next: number; finished: boolean },
): Course {
  const totals = { ...course.today, seconds: seconds - course.missed };
  const whole = totals.seconds >= wholeDaySeconds;
  const left = { ...course, today: nothing, missed: 0 };
  if (course.frozen) {
    const recent = course.recent.filter(([number]) => number >= next - weekdays);
    return { ...left, recent: whole ? [...recent, [day, totals]] : recent };
  }
  const reference = course.reference.map((sum, weekday) =>
    whole && weekday === day % weekdays ? addDays(sum, totals) : sum,
  );
  return { ...left, reference, frozen: finished && reference.every((sum) => sum.seconds > 0) };
}
