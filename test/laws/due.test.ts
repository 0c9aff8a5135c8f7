import fc from 'fast-check';
import { closedWindows, cursorAfter, cursorAt, dueReads } from '../../analysis/due';
import type { Cursor, Read, Schedule } from '../../analysis/model/read';

const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    windowSeconds: fc.constantFrom(60, 300, 3_600),
    lags: fc.uniqueArray(fc.constantFrom(0, 30, 60, 180, 240, 300, 900, 1_800, 7_200), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ windowSeconds, lags: [settleLagSeconds = 0, ...presenceLagsSeconds] }) => ({
    windowSeconds,
    settleLagSeconds,
    presenceLagsSeconds,
  }));
const origins = fc.integer({ min: 1_700_000_000, max: 1_700_010_000 });
const waits = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 12 });

/** Runs at each `now`, doing every read that is due. */
function readAt(
  nows: readonly number[],
  origin: number,
  schedule: Schedule,
): { reads: Read[]; cursor: Cursor } {
  let cursor = cursorAt(origin);
  const reads: Read[] = [];
  for (const now of nows) {
    for (const read of dueReads(cursor, now, schedule)) {
      reads.push(read);
      cursor = cursorAfter(cursor, read);
    }
  }
  return { reads, cursor };
}

const times = (origin: number, steps: readonly number[]): number[] =>
  steps.map((_, i) => origin + steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0));

describe('Law 8: closed windows', () => {
  test('join end to end from the first whole window on and stop short of the lag', () => {
    fc.assert(
      fc.property(schedules, origins, fc.nat(20_000), (schedule, origin, wait) => {
        const now = origin + wait;
        const windows = closedWindows(cursorAt(origin), now, schedule);
        windows.forEach((window, i) => {
          expect(window.end - window.start).toBe(schedule.windowSeconds);
          expect(window.start % schedule.windowSeconds).toBe(0);
          expect(window.end + schedule.settleLagSeconds).toBeLessThanOrEqual(now);
          const former = windows[i - 1];
          if (former) expect(window.start).toBe(former.end);
          else expect(window.start - origin).toBeLessThan(schedule.windowSeconds);
        });
        const next =
          windows.at(-1)?.end ?? Math.ceil(origin / schedule.windowSeconds) * schedule.windowSeconds;
        expect(next + schedule.windowSeconds + schedule.settleLagSeconds).toBeGreaterThan(now);
      }),
    );
  });

  test('are the same, in the same order, for any sequence of runs as for one run at the end', () => {
    fc.assert(
      fc.property(schedules, origins, waits, (schedule, origin, steps) => {
        const nows = times(origin, steps);
        const often = readAt(nows, origin, schedule);
        const once = readAt(nows.slice(-1), origin, schedule);
        expect(often.reads).toEqual(once.reads);
        expect(often.cursor).toEqual(once.cursor);
      }),
      { numRuns: 300 },
    );
  });

  test('are each read once at every lag, never before it is due', () => {
    fc.assert(
      fc.property(schedules, origins, waits, (schedule, origin, steps) => {
        const nows = times(origin, steps);
        const now = nows.at(-1) ?? origin;
        const { reads } = readAt(nows, origin, schedule);
        const expected: string[] = [];
        for (
          let start = Math.ceil(origin / schedule.windowSeconds) * schedule.windowSeconds;
          start < now;
          start += schedule.windowSeconds
        )
          for (const lag of [schedule.settleLagSeconds, ...schedule.presenceLagsSeconds])
            if (start + schedule.windowSeconds + lag <= now) expected.push(`${start} ${lag}`);
        expect(reads.map((read) => `${read.window.start} ${read.lagSeconds}`).sort()).toEqual(
          expected.sort(),
        );
        for (const read of reads)
          expect(read.kind).toBe(read.lagSeconds === schedule.settleLagSeconds ? 'settlement' : 'presence');
      }),
      { numRuns: 300 },
    );
  });

  test('are caught up after an outage from any read on', () => {
    fc.assert(
      fc.property(
        schedules,
        origins,
        fc.integer({ min: 1, max: 20_000 }),
        fc.nat(),
        (schedule, origin, wait, stop) => {
          const all = dueReads(cursorAt(origin), origin + wait, schedule);
          if (all.length === 0) return;
          const done = all.slice(0, 1 + (stop % all.length));
          const cursor = done.reduce(cursorAfter, cursorAt(origin));
          expect(dueReads(cursor, origin + wait, schedule)).toEqual(all.slice(done.length));
        },
      ),
      { numRuns: 300 },
    );
  });
});
