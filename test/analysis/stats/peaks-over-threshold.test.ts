import fc from 'fast-check';
import {
  exceedanceRate,
  noPeaks,
  type Peaks,
  rateAbove,
  returnLevel,
  takeValue,
} from '../../../analysis/stats/peaks-over-threshold';
import { normalFrom, randomFrom } from '../../laws/random';

const take = (values: readonly number[], { run = 3, most = 100 } = {}): Peaks =>
  values.reduce((peaks, above, at) => takeValue(peaks, { at, above }, { run, most }), noPeaks);
const honest = { clusters: 0.5, excess: 1, worth: 10 };

describe('Peaks over a threshold', () => {
  test.each([
    ['none', [-1, 0, -2], { n: 3, clusters: 0, excess: 0 }],
    ['one', [-1, 2, -1], { n: 3, clusters: 1, excess: 2 }],
    ['a cluster by its highest value', [1, 3, -1, 2], { n: 4, clusters: 1, excess: 3 }],
    [
      'two clusters, once as many values lay between as end a run',
      [1, -1, -1, -1, 2],
      { n: 5, clusters: 2, excess: 3 },
    ],
  ])('count %s', (_what, values, expected) => {
    expect(take(values)).toMatchObject(expected);
  });

  test('without history give a level that only the prior sets', () => {
    // A hundredth of what Jeffreys' half a cluster a value says; ten clusters tell the height: shape 0.05 + 0.1.
    expect(returnLevel(noPeaks, honest, 0.005)).toBeCloseTo((100 ** 0.15 - 1) / 0.15, 9);
    expect(exceedanceRate(noPeaks, honest)).toBe(0.5);
  });

  test('give a level further out than an exponential tail, and nearer to it the more clusters told its height', () => {
    const levels = [0, 10, 100, 10_000].map((clusters) =>
      returnLevel({ ...noPeaks, n: 2 * clusters + 1, clusters, excess: clusters }, honest, 0.005),
    );
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    expect(levels.at(-1)).toBeGreaterThan(Math.log(100));
    // Whatever is known, unlike subjects leave a tail of shape 0.05.
    expect(levels.at(-1)).toBeCloseTo((100 ** 0.05 - 1) / 0.05, 1);
  });

  test('count a peak as high as the most that one may count for', () => {
    expect(take([1, 7, -1, -1, -1, 0.5], { most: 2 })).toMatchObject({ clusters: 2, excess: 2.5, peak: 0.5 });
  });

  test('pass the level of a rate so often: rates and levels are inverse of each other', () => {
    const history = fc.record({
      n: fc.integer({ min: 1, max: 100_000 }),
      clusters: fc.double({ min: 0, max: 1_000, noNaN: true }),
      mean: fc.double({ min: 0.01, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 8, noNaN: true }), ({ n, clusters, mean }, height) => {
        const peaks = { ...noPeaks, n, clusters, excess: clusters * mean };
        const rate = rateAbove(peaks, honest, height);
        expect(returnLevel(peaks, honest, rate)).toBeCloseTo(height, 6);
        expect(rate).toBeLessThanOrEqual(exceedanceRate(peaks, honest));
      }),
    );
  });

  test('never put the level below the threshold, and refuse a rate of nothing', () => {
    expect(returnLevel({ ...noPeaks, n: 10_000 }, honest, 0.1)).toBe(0);
    expect(() => returnLevel(noPeaks, honest, 0)).toThrow('returnLevel needs a rate above zero, got 0');
  });

  test.each([
    ['independent', 0],
    ['autocorrelated, 0.7', 0.7],
  ])('of %s scores pass the level about as often as asked', (_what, phi) => {
    const random = randomFrom(3);
    let state = 0;
    const next = (): number => {
      state = phi * state + Math.sqrt(1 - phi * phi) * normalFrom(random);
      return state * state - 3;
    };
    const peaks = take(Array.from({ length: 20_000 }, next));
    const level = returnLevel(peaks, honest, 0.002);
    const judged = take(Array.from({ length: 50_000 }, next).map((above) => above - level));
    expect(judged.clusters).toBeGreaterThan(50);
    expect(judged.clusters).toBeLessThan(200);
  });
});
