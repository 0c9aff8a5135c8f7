import fc from 'fast-check';
import { unseenMass } from '../../../analysis/baseline/completeness';
import {
  currentPart,
  emptyPart,
  type Lesson,
  learnLate,
  learnWindow,
  observableWindows,
} from '../../../analysis/baseline/part';
import type { Part } from '../../../analysis/model/baseline';
import type { Family } from '../../../analysis/model/observation';
import { edge, known, observation, taught, windows } from '../support/question';

const all: ReadonlySet<Family> = new Set(['presence', 'volume', 'latency', 'outcomes']);
const lesson = (calls: number, families = all): Lesson & { observation: ReturnType<typeof observation> } => ({
  subject: edge,
  observation: observation({ calls, fault: 1 }),
  families,
});
const at = (index: number) => ({ start: index * 300, end: index * 300 + 300 });
const windowsOf = (part: Part): number => {
  const norm = part.norms.get(edge);
  return norm === undefined ? Number.NaN : observableWindows(part, norm);
};

describe('A part', () => {
  test('counts the windows since a subject was first learned, seen or not', () => {
    const part = taught([undefined, { calls: 10 }, undefined, { calls: 20 }]);
    expect(part.windows).toBe(4);
    expect(windowsOf(part)).toBe(3);
    expect(part.norms.get(edge)?.calls).toEqual({ n: 2, sum: 30, sumOfSquares: 500 });
  });

  test('takes a window out of the count of a subject whose volume may not teach', () => {
    const quiet: ReadonlySet<Family> = new Set(['latency', 'outcomes']);
    const part = learnWindow(taught([{ calls: 10 }]), at(1), [lesson(99, quiet)]);
    expect(windowsOf(part)).toBe(1);
    expect(part.norms.get(edge)).toMatchObject({
      calls: { n: 1, sum: 10 },
      trials: { n: 2, sum: 109 },
      timed: { n: 2 },
    });
  });

  test('learns late what it would have learned at once', () => {
    const former = taught([{ calls: 10 }, { calls: 12 }]);
    const late = learnLate(learnWindow(former, at(2), [lesson(30, new Set())]), at(2), lesson(30));
    expect(late).toEqual(learnWindow(former, at(2), [lesson(30)]));
  });

  test('counts different days', () => {
    const day = 86_400 / 300;
    const part = [0, 1, day, 3 * day, 3 * day + 5].reduce(
      (p, i) => learnWindow(p, at(i), [lesson(1)]),
      emptyPart(),
    );
    expect(part.seen).toMatchObject({ days: 3, lastDay: 3 });
  });

  test('halves once for each half-life that passed, in however many steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(6), fc.nat(6), (count, first, second) => {
        const part = taught(windows(count, { calls: 20, fault: 1 }));
        const steps = currentPart(currentPart(part, { epoch: first, generation: 0 }), {
          epoch: first + second,
          generation: 0,
        });
        expect(steps).toEqual(currentPart(part, { epoch: first + second, generation: 0 }));
        expect(steps.windows).toBe(count / 2 ** (first + second));
      }),
    );
  });

  test('keeps its levels while it fades', () => {
    const [now, later] = [0, 2].map((epoch) =>
      currentPart(taught(windows(40, { calls: 20 })), { epoch, generation: 0 }),
    );
    const mean = (part: Part | undefined) =>
      (part?.norms.get(edge)?.calls.sum ?? 0) / (part ? windowsOf(part) : 1);
    expect(mean(later)).toBeCloseTo(mean(now), 9);
  });

  test('forgets a subject of which nothing is left', () => {
    expect(currentPart(taught([{ calls: 5 }]), { epoch: 6, generation: 0 }).norms.has(edge)).toBe(true);
    expect([...currentPart(taught([{ calls: 5 }]), { epoch: 7, generation: 0 }).norms.keys()]).toEqual([]);
  });

  test('is empty after a rebase', () => {
    expect(currentPart(taught([{ calls: 5 }]), { epoch: 3, generation: 1 })).toEqual(emptyPart(3, 1));
  });
});

describe('The unseen mass', () => {
  test.each([
    ['nothing was seen', [], 1],
    ['everything was seen once', [1, 1], 1],
    ['one of ten sightings was the only one of its subject', [1, 9], 0.1],
    ['everything was seen often', [50, 49], 1 / 100],
  ] as const)('where %s', (_what, sightings, expected) => {
    const seen = sightings.map((count, i) => known('learned', { windows: count }, `${i}||`));
    expect(unseenMass(seen)).toBeCloseTo(expected, 12);
  });
});
