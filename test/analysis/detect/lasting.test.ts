import { evidenceLevel } from '../../../analysis/detect/scores';
import { randomFrom } from '../../laws/random';
import { beginning, type Course, onward, settingsFor, timesAbout } from '../support/course';
import type { Shown } from '../support/question';

/** Windows of a minute that hold few calls, after two days of learning. */
const settings = settingsFor(60, 2 * 86_400);
const days = (count: number): number => count * 1_440;

/** A minute of an edge with so many calls, of which one in a hundred fails and the median takes a tenth of a second. */
function minute(random: () => number, calls: number, { fault = 0.01, times = 1 } = {}): Shown {
  const seconds = Array.from({ length: calls }, timesAbout(0.1 * times, random));
  const failed = seconds.filter(() => random() < fault).length;
  return { calls, fault: failed, seconds: (call) => seconds[call] ?? 0 };
}

/** The line after two days of such minutes, and the stream that goes on. */
function learned(calls: number, seed: number): { course: Course; random: () => number } {
  const random = randomFrom(seed);
  return { course: onward(beginning, days(2), () => minute(random, calls), settings), random };
}

const troubles = [
  ['faults of 30 %', { fault: 0.3 }, 'fault-ratio', 'faultRatio'],
  ['three times the latency', { times: 3 }, 'latency', 'latency'],
] as const;

describe('Windows of five calls each', () => {
  const { course, random } = learned(5, 21);

  /** Five calls in the middle of each fifth of their distribution, so many times as slow, of which so many fail. */
  const typical = (fault: number, times: number): Shown => ({
    calls: 5,
    fault,
    seconds: (call) => 0.1 * times * Math.exp(0.5 * ([-1.28, -0.52, 0, 0.52, 1.28][call] ?? 0)),
  });

  test.each([
    ['faults of 30 %', (i: number) => typical(1 + (i % 2), 1), 'fault-ratio'],
    ['three times the latency', () => typical(0, 3), 'latency'],
  ] as const)('fire within ten of them by %s, and none by itself', (_what, shown, kind) => {
    const { fired } = onward(course, 15, (start) => shown((start - course.start) / 60), settings);
    expect(fired[0]?.kind).toBe(kind);
    expect(fired[0]?.detectedAt).toBeLessThanOrEqual(course.start + 10 * 60);
    for (const i of [0, 1]) expect(onward(course, 1, () => shown(i), settings).fired).toEqual([]);
  });

  test('stay within the budget of one false alarm for a week in which nothing happens', () => {
    const { fired } = onward(course, days(7), () => minute(random, 5), settings);
    expect(new Set(fired.map((f) => f.incidentId)).size).toBeLessThanOrEqual(3);
  });
});

describe('Windows of too few calls to be judged', () => {
  const { course, random } = learned(3, 22);

  test.each(troubles)(
    'add up to a finding by %s that says where its run began',
    (_what, trouble, kind, signal) => {
      const { fired, assessments } = onward(course, 20, () => minute(random, 3, trouble), settings);
      const [finding] = fired;
      expect(finding?.kind).toBe(kind);
      expect(finding?.detectedAt).toBeLessThanOrEqual(course.start + 15 * 60);
      expect(finding?.startsAt).toBeGreaterThan(course.start - 10 * 60);
      expect(finding?.startsAt).toBeLessThan((finding?.detectedAt ?? 0) - 2 * 60);
      const told = assessments.find((a) => a.signal === signal && a.verdict === 'anomalous');
      expect(told).toMatchObject({ thin: true, certain: true, since: finding?.startsAt });
      // More than this window shows, and no less than what makes a tenth of a percent.
      expect(told?.evidence).toBeGreaterThan(-Math.log10(told?.p ?? 0) - evidenceLevel);
      expect(told?.evidence).toBeGreaterThan(2);
    },
  );

  test('are insufficient data one by one, with or without trouble', () => {
    const { assessments } = onward(course, 1, () => minute(random, 3, { fault: 0.3, times: 3 }), settings);
    for (const signal of ['latency', 'faultRatio'])
      expect(assessments.find((a) => a.signal === signal)).toMatchObject({
        verdict: 'insufficientData',
        thin: true,
      });
  });
});
