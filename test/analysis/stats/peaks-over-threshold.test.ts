import {
  exceedanceRate,
  noPeaks,
  type Peaks,
  returnLevel,
  takeValue,
} from '../../../analysis/stats/peaks-over-threshold';
import { normalFrom, randomFrom } from '../../laws/random';

const take = (values: readonly number[], run = 3): Peaks =>
  values.reduce((peaks, above, at) => takeValue(peaks, { at, above }, run), noPeaks);
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
    expect(returnLevel(noPeaks, honest, 0.005)).toBeCloseTo(Math.log(100), 9);
    expect(exceedanceRate(noPeaks, honest)).toBe(0.5);
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
