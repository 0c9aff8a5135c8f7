import fc from 'fast-check';
import { histogramOf } from '../../../analysis/stats/histogram';
import { distanceByChance, histogramDistance } from '../../../analysis/stats/histogram-distance';
import { normalFrom, randomFrom } from '../../laws/random';

const tolerance = { factor: 1.5, seconds: 0.01 };
const of = (...seconds: number[]) => histogramOf(seconds.map((value) => [value, 1] as const));

describe('The distance of two histograms', () => {
  test.each<[string, number[], number[], number]>([
    ['is 0 of the same', [0.1, 0.2], [0.1, 0.2], 0],
    ['is 0 where one is empty', [], [0.1], 0],
    ['is 0 within the factor', [0.1], [0.14], 0],
    ['is 1 beyond it', [0.1], [0.2], 1],
    ['is 0 within the seconds', [0.001], [0.01], 0],
    ['is the share that lies beyond', [0.1, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 1], 0.25],
  ])('%s', (_what, a, b, distance) => {
    expect(histogramDistance(of(...a), of(...b), tolerance)).toBe(distance);
    expect(histogramDistance(of(...b), of(...a), tolerance)).toBe(distance);
  });

  test('lies between 0 and 1, and shrinks when more is tolerated', () => {
    const times = fc.array(fc.double({ min: 0.001, max: 10, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(times, times, (a, b) => {
        const near = histogramDistance(of(...a), of(...b), tolerance);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(near).toBeLessThanOrEqual(1);
        expect(histogramDistance(of(...a), of(...b), { factor: 3, seconds: 0.1 })).toBeLessThanOrEqual(near);
      }),
    );
  });

  test('of samples of one distribution passes what chance allows seldom', () => {
    const random = randomFrom(3);
    const draw = (n: number) => of(...Array.from({ length: n }, () => Math.exp(normalFrom(random))));
    const all = draw(20_000);
    const beyond = Array.from({ length: 500 }, () => draw(30)).filter(
      (some) => histogramDistance(some, all, { factor: 1, seconds: 0 }) > distanceByChance(30, 0.1),
    );
    expect(beyond.length / 500).toBeLessThan(0.1);
    expect(beyond.length).toBeGreaterThan(0);
  });
});
