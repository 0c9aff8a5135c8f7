import fc from 'fast-check';
import { countDay } from '../../analysis/day';
import { advance, type Look, newLine } from '../../analysis/line';
import type { Day } from '../../analysis/model/day';
import { joined } from '../../functions/watch/joined';
import { observation } from '../analysis/support/question';
import { entry } from '../support/entry';
import { settings as lawful } from './drive';

const windowSeconds = 10_800;
const settings = { ...lawful, windowSeconds, presenceLagsSeconds: [] };
/** A midnight, epoch seconds. */
const midnight = 86_400 * 19_700;

const look = (index: number, gap: boolean): Look => {
  const start = midnight + index * windowSeconds;
  const read = {
    window: { start, end: start + windowSeconds },
    kind: 'settlement',
    lagSeconds: settings.settleLagSeconds,
  } as const;
  const seen = observation({ calls: 20 });
  return gap ? { read, gap } : { read, gap, observations: [seen], requests: 20 };
};

/** The days that ended, and the one that is going on, when looks are read in batches of these sizes. */
function daysOf(
  looks: readonly Look[],
  sizes: readonly number[],
): { ended: Day[]; running: Day | undefined } {
  let state = newLine('law', midnight);
  const ended: Day[] = [];
  for (let at = 0, batch = 0; at < looks.length; batch += 1) {
    const size = sizes[batch % sizes.length] ?? 1;
    const record = joined(state, looks.slice(at, at + size), [], settings);
    ended.push(...(record.days ?? []));
    state = advance(state, record, [], settings);
    at += size;
  }
  return { ended, running: state.open.day };
}

const dateOf = ({ read }: Look): string => new Date(read.window.start * 1000).toISOString().slice(0, 10);
const history = fc.record({
  first: fc.nat(7),
  gaps: fc.array(fc.boolean(), { minLength: 1, maxLength: 45 }),
  sizes: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
});

describe('Heartbeats, however reads are batched', () => {
  test('come once for every day with windows that is over, and for no other', () => {
    fc.assert(
      fc.property(history, ({ first, gaps, sizes }) => {
        const looks = gaps.map((gap, i) => look(first + i, gap));
        const watched = [...new Set(looks.filter(({ gap }) => !gap).map(dateOf))];
        expect(daysOf(looks, sizes).ended.map(({ date }) => date)).toEqual(watched.slice(0, -1));
      }),
      { numRuns: 60 },
    );
  });

  test('count every window once', () => {
    fc.assert(
      fc.property(history, ({ first, gaps, sizes }) => {
        const { ended, running } = daysOf(
          gaps.map((gap, i) => look(first + i, gap)),
          sizes,
        );
        const all = [...ended, ...(running ? [running] : [])];
        const sum = (of: (day: Day) => number): number => all.reduce((total, day) => total + of(day), 0);
        expect(sum((day) => day.judged + day.learned)).toBe(gaps.filter((gap) => !gap).length);
        expect(sum((day) => day.gaps)).toBe(gaps.filter((gap) => gap).length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('A day that follows another', () => {
  const at = (day: number) => entry({ read: look(day * 8, false).read });
  const counted = (day: Day, days: number) =>
    countDay(
      { findings: [], incidents: [], day },
      {
        entries: [at(days)],
        transitions: [],
        open: { findings: [], incidents: [] },
      },
    );
  const { day } = countDay(
    { findings: [], incidents: [] },
    {
      entries: [at(0)],
      transitions: [],
      open: { findings: [], incidents: [] },
    },
  );
  const busy: Day = { ...day, begun: { count: 3, first: [] }, monthTraces: 100 };

  test('knows the incidents of six days and forgets older ones', () => {
    expect(counted(busy, 6)).toMatchObject({ ended: busy, day: { earlier: [[busy.date, 3]] } });
    expect(counted(busy, 7).day.earlier).toBeUndefined();
  });

  test('carries the traces of the month and begins anew with the next month', () => {
    expect(busy.date).toBe('2023-12-09');
    expect([counted(busy, 22).day.monthTraces, counted(busy, 23).day.monthTraces]).toEqual([100, 0]);
  });
});
