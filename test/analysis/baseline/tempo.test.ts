import fc from 'fast-check';
import { learnTempo, scaleTempo, slownessOf } from '../../../analysis/baseline/tempo';
import { latency } from '../../../analysis/detect/latency';
import { normView, type Question } from '../../../analysis/detect/question';
import { evidenceLevel, scoreOf } from '../../../analysis/detect/scores';
import type { Tempo } from '../../../analysis/model/baseline';
import { normalFrom, randomFrom } from '../../laws/random';
import { edge, question, type Shown, taught } from '../support/question';

const perHour = 12;
const perDay = 24 * perHour;
const hourOf = (index: number): number => Math.floor(index / perHour) % 24;

/** Days of five-minute windows of twenty calls whose level varies by a tenth and is `times` as slow as a tenth of a second. */
function days(count: number, times: (index: number) => number, seed = 4): Shown[] {
  const random = randomFrom(seed);
  return Array.from({ length: count * perDay }, (_, i) => {
    const level = 0.1 * times(i) * Math.exp(0.1 * normalFrom(random));
    const seconds = Array.from({ length: 20 }, () => level * Math.exp(0.4 * normalFrom(random)));
    return { calls: 20, seconds: (call) => seconds[call] ?? 0 };
  });
}

const hour = (h: number, day = 0) => ({
  start: day * 86_400 + h * 3_600,
  end: day * 86_400 + h * 3_600 + 300,
});
/** How many times as slow as on average each of these hours is, by what the windows taught. */
function factors(past: readonly Shown[], hours: readonly number[], day = 0): number[] {
  const view = normView(taught(past), edge, 300);
  if (view === undefined) throw new Error('the edge was taught');
  return hours.map((h) => Math.exp(slownessOf(view).at(hour(h, day))));
}

/** Six hours of the evening take three times as long. */
const evening = (index: number): number => (hourOf(index) >= 18 ? 3 : 1);

describe('The rhythm of latency', () => {
  test.each([
    [7, 2.3],
    [14, 2.7],
  ])('of an evening three times as slow is learned: after %d days more than %d times', (count, least) => {
    const [calm = 0, slow = 0] = factors(days(count, evening), [10, 20]);
    expect(slow / calm).toBeGreaterThan(least);
    expect(slow / calm).toBeLessThan(3.3);
  });

  test('is none while only six days were seen: days that share a level look like a rhythm', () => {
    expect(factors(days(6, evening), [10, 20])).toEqual([1, 1]);
  });

  test('of what is steady is next to none', () => {
    const all = factors(
      days(8, () => 1),
      Array.from({ length: 24 }, (_, h) => h),
    );
    expect(Math.min(...all)).toBeGreaterThan(0.95);
    expect(Math.max(...all)).toBeLessThan(1.05);
  });

  test.each([
    ['one window', 1],
    ['an hour', perHour],
  ])('does not come from a burst: %s fifty times as slow', (_what, windows) => {
    const at = 3 * perDay + 3 * perHour;
    const burst = (i: number): number => (i >= at && i < at + windows ? 50 : 1);
    const [, during = 0] = factors(days(8, burst), [10, 3]);
    expect(during).toBeGreaterThan(0.95);
    expect(during).toBeLessThan(1.2);
  });

  test('tells days of the week apart after two weeks', () => {
    // The epoch began on a Thursday: the fourth day is a Sunday.
    const sundays = (i: number): number => (Math.floor(i / perDay) % 7 === 3 ? 2 : 1);
    const past = days(15, sundays);
    const [sunday = 0, monday = 0] = [3, 4].map((day) => factors(past, [12], day)[0]);
    expect(sunday / monday).toBeGreaterThan(1.6);
    expect(sunday / monday).toBeLessThan(2.2);
  });
});

describe('A tempo', () => {
  const means = fc.array(fc.double({ min: 0.001, max: 60, noNaN: true }), { minLength: 30, maxLength: 120 });
  const learned = (all: readonly number[]): Tempo =>
    all.reduce<Tempo | undefined>(
      (tempo, meanSeconds, i) =>
        learnTempo(tempo, hour(i % 24, Math.floor(i / 24)), { meanSeconds, expected: 0 }),
      undefined,
    ) ?? { windows: [], sums: [], squares: 0 };
  /** Seen for a week: days of the week are not told apart yet. */
  const view = (tempo: Tempo) => ({ norm: { tempo }, windowSeconds: 3_600, seen: { days: 7 } });

  test('counts every window once in its hour and once in its day', () => {
    fc.assert(
      fc.property(means, (all) => {
        const { windows } = learned(all);
        expect(windows.slice(0, 24).reduce((a, b) => a + b, 0)).toBe(all.length);
        expect(windows.slice(24).reduce((a, b) => a + b, 0)).toBe(all.length);
      }),
    );
  });

  test('is nowhere slower than at its slowest, and on average as slow as on average', () => {
    fc.assert(
      fc.property(means, (all) => {
        const tempo = learned(all);
        const { at, most } = slownessOf(view(tempo));
        const shifts = Array.from({ length: 24 }, (_, h) => at(hour(h, 3)));
        const mean = shifts.reduce((sum, shift, h) => sum + shift * (tempo.windows[h] ?? 0), 0) / all.length;
        expect(Math.max(...shifts)).toBeLessThanOrEqual(most + 1e-9);
        expect(mean).toBeCloseTo(0, 9);
      }),
    );
  });

  test('fades the same in one step or in two, and not at all by a factor of one', () => {
    fc.assert(
      fc.property(means, (all) => {
        const tempo = learned(all);
        expect(scaleTempo(tempo, 1)).toEqual(tempo);
        expect(scaleTempo(scaleTempo(tempo, 0.5), 0.5)).toEqual(scaleTempo(tempo, 0.25));
      }),
    );
  });
});

describe('A latency judged by its time of the day', () => {
  const past = days(8, evening);
  const at = (h: number): Partial<Question> => ({
    read: { window: hour(h, 9), kind: 'settlement', lagSeconds: 180 },
  });
  /** Whether the comparison alone would make it a finding: certain and relevant. */
  const isTold = (times: number, h: number, of = past): boolean => {
    const [shown] = days(1, () => times, 9);
    const { p = 1, matters } = latency.assess(question(of, shown, at(h)));
    return p < 1e-3 && matters === true;
  };

  test.each([
    ['the usual peak at its hour', 3, 20, false],
    ['the peak of the evening in the morning', 3, 8, false],
    ['a usual morning', 1, 8, false],
    ['far beyond the peak at its hour', 15, 20, true],
    ['twice the peak in the morning', 6, 8, true],
  ])('%s, %d tenths of a second at %d h, is told: %p', (_what, times, h, told) => {
    expect(isTold(times, h)).toBe(told);
  });

  test('of twice the peak at its hour is evidence a day after the rhythm came to be known', () => {
    const [twice] = days(1, () => 6, 9);
    expect(scoreOf(latency.assess(question(past, twice, at(20))))).toBeGreaterThan(evidenceLevel);
  });

  test('is told three times as slow where every hour was alike', () => {
    expect(
      isTold(
        3,
        8,
        days(8, () => 1),
      ),
    ).toBe(true);
  });

  test.each([
    ['as usual elsewhere matters in no hour', 3, false],
    ['beyond what is usual anywhere does', 6, true],
  ])('%s', (_what, times, matters) => {
    const [shown] = days(1, () => times, 9);
    expect(latency.assess(question(past, shown, at(8)))).toMatchObject({ matters });
  });

  test('says what is usual at this hour', () => {
    const [shown] = days(1, () => 3, 9);
    const { expected } = latency.assess(question(past, shown, at(20)));
    expect(expected?.center).toBeGreaterThan(0.25);
    expect(expected?.center).toBeLessThan(0.4);
  });
});
