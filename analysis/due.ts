import type { Cursor, Read, Schedule } from './model/read';
import type { TimeWindow } from './model/window';

/** The cursor of a scope that reads every window from `origin` on. Epoch seconds. */
export const cursorAt = (origin: number): Cursor => ({ dueAt: origin, windowStart: origin, origin });

/** Start of the first whole window at or after a time, on the clock. */
export const alignUp = (time: number, windowSeconds: number): number =>
  Math.ceil(time / windowSeconds) * windowSeconds;

/** Start of the newest window that is settled at `now`. */
export const newestSettled = (now: number, schedule: Schedule): number =>
  Math.floor((now - schedule.settleLagSeconds) / schedule.windowSeconds) * schedule.windowSeconds -
  schedule.windowSeconds;

/** The cursor after a read. */
export const cursorAfter = (cursor: Cursor, read: Read): Cursor => ({
  ...cursor,
  dueAt: read.window.end + read.lagSeconds,
  windowStart: read.window.start,
});

/**
 * The reads that are due at `now` and not done, in order. The cursor, not the clock, decides where to begin,
 * so that an outage is caught up and nothing is skipped. O(windows between cursor and now).
 */
export function dueReads(cursor: Cursor, now: number, schedule: Schedule): Read[] {
  const lags = [schedule.settleLagSeconds, ...schedule.presenceLagsSeconds];
  const first = cursor.dueAt - Math.max(...lags) - schedule.windowSeconds;
  const reads: Read[] = [];
  const from = alignUp(Math.max(first, cursor.origin), schedule.windowSeconds);
  for (let start = from; start + schedule.windowSeconds <= now; start += schedule.windowSeconds) {
    const window = { start, end: start + schedule.windowSeconds };
    for (const lagSeconds of lags) {
      const kind = lagSeconds === schedule.settleLagSeconds ? 'settlement' : 'presence';
      const dueAt = window.end + lagSeconds;
      const done = dueAt < cursor.dueAt || (dueAt === cursor.dueAt && start <= cursor.windowStart);
      if (dueAt <= now && !(done && cursor.dueAt > cursor.origin)) reads.push({ window, kind, lagSeconds });
    }
  }
  return reads.sort(
    (a, b) => a.window.end + a.lagSeconds - (b.window.end + b.lagSeconds) || a.window.start - b.window.start,
  );
}

/**
 * The windows that are closed for the settlement lag and not yet read, end to end.
 */
export const closedWindows = (cursor: Cursor, now: number, schedule: Schedule): TimeWindow[] =>
  dueReads(cursor, now, { ...schedule, presenceLagsSeconds: [] }).map((read) => read.window);
