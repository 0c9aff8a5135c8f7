import { emptyBaseline } from '../../../analysis/baseline/current';
import { fold } from '../../../analysis/baseline/fold';
import { winsorised } from '../../../analysis/baseline/winsorise';
import { assess } from '../../../analysis/detect/assess';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Signal } from '../../../analysis/model/observation';
import type { StepRecord } from '../../../analysis/model/record';
import { normalFrom, poissonFrom, randomFrom } from '../../laws/random';
import { entry } from '../../support/entry';
import { defaults, edge, observation, type Shown, taught, windows } from '../support/question';

const norm = taught(windows(100, { calls: 50, fault: 1 })).norms.get(edge);

describe('A window of a learning range', () => {
  test.each<[string, Shown]>([
    ['as it is when it lies within the norm', { calls: 52, fault: 2 }],
    ['as it is with more faults than usual', { calls: 50, fault: 4 }],
    ['as it is with half the calls', { calls: 25, fault: 0 }],
  ])('teaches %s', (_what, shown) => {
    expect(winsorised(observation(shown), norm)).toEqual(observation(shown));
  });

  test('full of faults counts with as many as six deviations allow', () => {
    const { outcomes } = winsorised(observation({ calls: 50, fault: 50 }), norm);
    expect(outcomes.fault).toBeGreaterThan(5);
    expect(outcomes.fault).toBeLessThan(15);
    expect(outcomes).toMatchObject({ total: 50, ok: 50 - outcomes.fault });
  });

  test.each([
    ['hole', 1],
    ['flood', 5_000],
  ])(
    'with a %s in its traffic counts with calls six deviations away, outcomes in proportion',
    (_what, calls) => {
      const { outcomes } = winsorised(observation({ calls }), norm);
      const ratio = outcomes.total / 50;
      expect(Math.max(ratio, 1 / ratio)).toBeLessThan(8);
      expect(outcomes.ok).toBe(outcomes.total);
    },
  );

  test('teaches as it is while fewer than two hours are known', () => {
    const shown = observation({ calls: 50, fault: 50 });
    expect(winsorised(shown, undefined)).toBe(shown);
    expect(winsorised(shown, taught(windows(23, { calls: 50 })).norms.get(edge))).toBe(shown);
  });
});

/** A baseline that learned two days of 5-minute windows of one edge, with trouble from noon to one on the second. */
function learned(trouble: (index: number) => Partial<Shown> | undefined, learning = true): Baseline {
  const random = randomFrom(5);
  const records = Array.from({ length: 576 }, (_, i): StepRecord => {
    const calls = 1 + poissonFrom(random, 60 * Math.exp(0.15 * normalFrom(random)));
    const shown = { calls, fault: random() < 0.2 ? 1 : 0, ...(trouble(i) ?? {}) };
    const window = { start: i * 300, end: i * 300 + 300 };
    return {
      sequence: i + 1,
      scope: 'test',
      cursor: { dueAt: window.end, windowStart: window.start, origin: 0 },
      entries: [
        entry({
          read: { window, kind: 'settlement', lagSeconds: 180 },
          learning: learning || i === 0,
          observations: [observation(shown)],
        }),
      ],
      transitions: [],
      messages: [],
      open: { findings: [], incidents: [] },
    };
  });
  return fold(emptyBaseline, records, [], defaults);
}

const inTrouble = (i: number): boolean => i >= 432 && i < 444;
const judged = (baseline: Baseline, shown: Shown, signal: Signal) =>
  assess(
    {
      read: { window: { start: 577 * 300, end: 578 * 300 }, kind: 'settlement', lagSeconds: 180 },
      observations: [observation(shown)],
      seenEarlier: new Set(),
      phase: { learning: false, teaches: true, byItself: false, rebasing: false, decisions: [] },
    },
    baseline,
    defaults,
  ).find((a) => a.signal === signal);

describe('Trouble inside a learning range', () => {
  const cases: [string, Signal, Partial<Shown>, Shown][] = [
    ['an hour of faults', 'faultRatio', { calls: 60, fault: 60 }, { calls: 60, fault: 18 }],
    ['an hour almost without traffic', 'requestRate', { calls: 1, fault: 0 }, { calls: 8 }],
  ];

  test.each(cases)(
    '%s does not hide the same later, which it does unbounded',
    (_what, signal, shown, later) => {
      const trouble = (i: number) => (inTrouble(i) ? shown : undefined);
      const bounded = judged(learned(trouble), later, signal);
      const unbounded = judged(learned(trouble, false), later, signal);
      const calm = judged(
        learned(() => undefined),
        later,
        signal,
      );
      expect(bounded?.matters).toBe(true);
      expect(bounded?.p ?? 1).toBeLessThan(1e-3);
      expect(bounded?.p ?? 1).toBeLessThan((unbounded?.p ?? 0) / 5);
      // As improbable as if there had never been such an hour.
      expect(Math.log10((bounded?.p ?? 1) / (calm?.p ?? 1))).toBeCloseTo(0, 0);
    },
  );

  test('a level that really moved is learned all the same', () => {
    const moved = learned((i) => (i >= 300 ? { calls: 60, fault: 24 } : undefined));
    const { verdict, p = 0 } = judged(moved, { calls: 60, fault: 25 }, 'faultRatio') ?? {};
    expect(verdict).not.toBe('anomalous');
    expect(p).toBeGreaterThan(0.01);
  });
});
