import { emptyBaseline } from '../../../analysis/baseline/current';
import { learnPeaks } from '../../../analysis/baseline/peaks';
import { alarmLevels } from '../../../analysis/detect/alarm-level';
import { outlyingOf } from '../../../analysis/detect/scores';
import type { Baseline } from '../../../analysis/model/baseline';
import { type Near, routes } from '../../../analysis/model/peaks';
import type { StepRecord } from '../../../analysis/model/record';
import { normalFrom, randomFrom } from '../../laws/random';
import { entry } from '../../support/entry';
import { assessment } from '../support/finding';
import { defaults, edge } from '../support/question';

const hour = 3_600;
const settings = { ...defaults, windowSeconds: hour };
const week = 168;

/** Upper tail of the normal distribution (Abramowitz and Stegun 26.2.17). */
function upperTail(z: number): number {
  if (z < 0) return 1 - upperTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const b = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  return density * b.reduceRight((sum, c) => (sum + c) * t, 0);
}

/** Probability of a residual among those of all hours, a quarter of which have the threefold variance. */
const marginal = (value: number): number => (upperTail(value / Math.sqrt(3)) + 3 * upperTail(value)) / 4;

/** Residuals of an hour each: an autoregression of order one whose variance is threefold at night. */
function residuals(random: () => number, phi: number): (index: number) => number {
  let state = 0;
  return (index) => {
    state = phi * state + Math.sqrt(1 - phi * phi) * normalFrom(random);
    return state * (index % 24 < 6 ? Math.sqrt(3) : 1);
  };
}

/** A calm system as its detector scores it: what was learned of it, and what is remembered. */
interface Calm {
  readonly baseline: Baseline;
  readonly near: readonly Near[];
}

/** One more hour: whether it passes a level of the given rate, and the system after it. */
function judged(
  { baseline, near }: Calm,
  { index, p, rate }: { readonly index: number; readonly p: number; readonly rate?: number },
): { readonly isAlarm: boolean; readonly after: Calm } {
  const window = { start: index * hour, end: (index + 1) * hour };
  const compared = assessment('latency', edge, { verdict: 'normal', p });
  const { scores, near: next } = outlyingOf([compared], near, { window, settings });
  const levels = rate && alarmLevels(baseline.peaks, rate, { sharing: ['latency'], window });
  const isAlarm =
    levels !== undefined &&
    levels !== 0 &&
    routes.some((route) => 10 ** -(scores[route].latency ?? 0) <= levels[route].latency);
  const read = { window, kind: 'settlement', lagSeconds: 180 } as const;
  const record = { ...nothing, entries: [entry({ read, peaks: scores })] };
  const learned = learnPeaks(baseline, entry({ read, peaks: scores }), record, new Set());
  return {
    isAlarm,
    // What fired begins to add up anew.
    after: { baseline: { ...baseline, settled: index + 1, ...learned }, near: isAlarm ? [] : next },
  };
}

const nothing: StepRecord = {
  sequence: 1,
  scope: 'test',
  cursor: { dueAt: 0, windowStart: 0, origin: 0 },
  entries: [],
  transitions: [],
  messages: [],
  open: { findings: [], incidents: [] },
};

/** The system after so many weeks of learning, and its residuals as they go on. */
function learnedCalm(seed: number, phi: number, weeks: number): { calm: Calm; next: (i: number) => number } {
  const next = residuals(randomFrom(seed), phi);
  let calm: Calm = { baseline: emptyBaseline, near: [] };
  for (let index = 0; index < weeks * week; index += 1)
    calm = judged(calm, { index, p: marginal(next(index)) }).after;
  return { calm, next };
}

const weeks = 4;
/** Stretches of alarms of one calm system that is judged for as long as it learned, and learns on. */
function alarms(budget: number, phi: number, seed: number): number {
  const { next, ...begun } = learnedCalm(seed, phi, weeks);
  let { calm } = begun;
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (let index = weeks * week; index < 2 * weeks * week; index += 1) {
    const { isAlarm, after: following } = judged(calm, {
      index,
      p: marginal(next(index)),
      rate: budget / week,
    });
    calm = following;
    if (isAlarm && index - last > 3) count += 1;
    if (isAlarm) last = index;
  }
  return count;
}

describe('The levels of a system whose residuals wander, three times as variable at night', () => {
  test.each([
    [5, 0, 6],
    [1, 0, 20],
    [0.2, 0, 40],
    [5, 0.7, 6],
    [1, 0.7, 20],
    [0.2, 0.7, 40],
  ])('keep a budget of %d a week, where residuals repeat with %d', (budget, phi, systems) => {
    const seeds = Array.from({ length: systems }, (_, i) => i + 1);
    const count = seeds.reduce((sum, seed) => sum + alarms(budget, phi, seed), 0);
    const asked = budget * weeks * systems;
    // Twice what was asked and a quarter of it, by three deviations of chance.
    expect(count).toBeLessThan(2 * asked + 3 * Math.sqrt(2 * asked));
    expect(count).toBeGreaterThan(asked / 4 - 3 * Math.sqrt(asked / 4));
  });

  test('ask more of what repeats and of what lasts where residuals do so by habit, hardly more of one alone', () => {
    const [habit, chance] = [0.7, 0].map((phi) => {
      const histories = [1, 2, 3, 4, 5, 6, 7, 8].map(
        (seed) => learnedCalm(seed, phi, weeks).calm.baseline.peaks,
      );
      const levels = histories.map((peaks) => alarmLevels(peaks, 1 / week, { sharing: ['latency'] }));
      return routes.map((route) => levels.reduce((sum, l) => sum - Math.log10(l[route].latency), 0) / 8);
    });
    const [alone = 0, repeated = 0, lasting = 0] = routes.map(
      (_, i) => (habit?.[i] ?? 0) - (chance?.[i] ?? 0),
    );
    expect(Math.abs(alone)).toBeLessThan(0.3);
    expect(repeated).toBeGreaterThan(0.2);
    expect(lasting).toBeGreaterThan(0);
  });
});
