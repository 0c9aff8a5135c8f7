import fc from 'fast-check';
import { nextNear, outlyingOf, scoreOf } from '../../../analysis/detect/scores';
import type { Assessment } from '../../../analysis/model/assessment';
import type { Near } from '../../../analysis/model/peaks';
import { assessment } from '../support/finding';
import { defaults, edge } from '../support/question';

const settings = defaults;
const at = (index: number) => ({ window: { start: index * 300, end: index * 300 + 300 }, settings });
/** A latency whose probability is one in ten to this power, normal unless told otherwise. */
const scored = (score: number, rest: Partial<Assessment> = {}): Assessment =>
  assessment('latency', edge, { verdict: 'normal', p: 10 ** -score, ...rest });
/** What is remembered after windows of these scores; `undefined` was not asked. */
const remembered = (
  scores: readonly (number | undefined)[],
  rest: Partial<Assessment> = {},
): Near | undefined =>
  scores.reduce<Near | undefined>(
    (near, score, i) => (score === undefined ? near : nextNear(near, scored(score, rest), at(i))),
    undefined,
  );
/** The scores of the last of these windows, by route. */
function routed(scores: readonly number[], rest: Partial<Assessment> = {}) {
  let near: readonly Near[] = [];
  let last = outlyingOf([], [], at(0));
  scores.forEach((score, i) => {
    last = outlyingOf([scored(score, rest)], near, at(i));
    near = last.near;
  });
  const { alone, repeated, lasting } = last.scores;
  return [alone.latency, repeated.latency, lasting.latency];
}

describe('The score of a comparison', () => {
  test.each([
    ['what has one chance in a thousand', { p: 0.001, matters: true }, 3],
    ['what would not matter', { p: 1e-9, matters: false }, 0],
    ['what was not asked', { matters: true }, 0],
    ['the impossible', { p: 0, matters: true }, 300],
  ])('of %s is as it should be', (_what, given, score) => {
    expect(scoreOf({ subject: edge, signal: 'latency', verdict: 'normal', ...given })).toBeCloseTo(score, 9);
  });
});

describe('Evidence', () => {
  test.each<[string, readonly (number | undefined)[], number]>([
    ['is what lies beyond one in ten', [2], 1],
    ['adds up over windows', [2, 1.5, 2], 2.5],
    ['fades by one with every window that shows none', [3, 0, 0], 0],
    ['fades to nothing and no further', [3, 0, 0, 0, 0, 2], 1],
    ['stays where nothing was asked', [2, undefined, undefined, 2], 2],
    ['counts one window as one in ten thousand at most', [200], 3],
    ['has an end', new Array<number>(12).fill(200), 24],
  ])('%s', (_what, scores, sum) => {
    expect(remembered(scores)?.sum).toBeCloseTo(sum, 9);
  });

  test('knows in which window it began to add up', () => {
    expect(remembered([0, 2, 2, 2])?.since).toBe(300);
    expect(remembered([2, 0, 0, 2, 2])?.since).toBe(900);
  });

  test('is never negative, never more than its end, and more of it for less probable windows', () => {
    const score = fc.double({ min: 0, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 40 }), (pairs) => {
        const low = remembered(pairs.map(([a, b]) => Math.min(a, b)))?.sum ?? -1;
        const high = remembered(pairs.map(([a, b]) => Math.max(a, b)))?.sum ?? -1;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(24);
        // What is remembered is rounded to a hundredth, once a window.
        expect(high).toBeGreaterThanOrEqual(low - 0.01 * pairs.length);
      }),
    );
  });
});

describe('The scores of a window', () => {
  test.each<[string, readonly number[], readonly [number, number, number]]>([
    ['one window far out is alone', [0, 3], [3, 0, 2]],
    ['the lower of two says how far out they repeat', [3, 2.5], [2.5, 2.5, 3.5]],
    ['two of the last three repeat', [3, 0, 2.5], [2.5, 2.5, 2.5]],
    ['two of four do not', [3, 0, 0, 2.5], [2.5, 0, 1.5]],
    ['what is hardly odd repeats nothing', [1.29, 1.29], [1.29, 0, 0.58]],
    ['a window without evidence raises nothing by what went before', [3, 0.5], [0.5, 0.5, 0]],
  ])('by themselves, repeated and lasting: %s', (_what, scores, expected) => {
    routed(scores).forEach((score, route) => {
      expect(score).toBeCloseTo(expected[route] ?? 0, 6);
    });
  });

  test('of too few calls only add up', () => {
    expect(routed([3, 3], { thin: true })).toEqual([0, 0, 4]);
  });

  test('go on with half of the effect that matters, and do not begin with it', () => {
    const half = { matters: false, nearly: true };
    expect(outlyingOf([scored(4, half)], [], at(0)).near).toEqual([]);
    const { near } = outlyingOf([scored(3)], [], at(0));
    const { scores } = outlyingOf([scored(4, half)], near, at(1));
    expect(scores).toMatchObject({
      alone: { latency: 0 },
      repeated: { latency: 0 },
      lasting: { latency: 5 },
    });
  });

  test('are of families that were asked only', () => {
    const { scores } = outlyingOf([scored(3)], [], at(0));
    expect(scores).toEqual({ alone: { latency: 3 }, repeated: { latency: 0 }, lasting: { latency: 2 } });
  });

  test('begin to add up anew once they fired', () => {
    const { scores, near } = outlyingOf([scored(4, { certain: true, verdict: 'anomalous' })], [], at(0));
    expect(scores.lasting.latency).toBe(3);
    expect(near[0]?.sum).toBe(0);
  });

  test('remember nothing of what is as usual, and forget what nobody asked for an hour', () => {
    expect(outlyingOf([scored(1.05)], [], at(0)).near).toEqual([]);
    const { near } = outlyingOf([scored(3)], [], at(0));
    expect(outlyingOf([], near, at(11)).near).toEqual(near);
    expect(outlyingOf([], near, at(12)).near).toEqual([]);
  });
});
