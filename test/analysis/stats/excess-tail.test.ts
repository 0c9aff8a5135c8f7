import fc from 'fast-check';
import { tailProbability } from '../../../analysis/stats/excess-tail';
import { bucketOf, histogramOf, mergeHistograms, mirrored } from '../../../analysis/stats/histogram';
import { normalFrom, randomFrom } from '../../laws/random';

const prior = { meanLog: 0.1, worth: 10 };
const of = (values: readonly number[]) => histogramOf(values.map((value) => [value, 1] as const));

describe('The tail of window values', () => {
  test('is a rank where there are values and a Pareto tail beyond them', () => {
    const values = of(Array.from({ length: 99 }, (_, i) => 1 + i / 100));
    expect(tailProbability(values, bucketOf(1.0), prior)).toBeGreaterThan(0.9);
    const median = tailProbability(values, bucketOf(1.49), prior);
    expect(median).toBeGreaterThan(0.4);
    expect(median).toBeLessThan(0.6);
    expect(tailProbability(values, bucketOf(20), prior)).toBeLessThan(1e-6);
  });

  test('of anything never grows with the value', () => {
    const value = fc.double({ min: 0.001, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), value, value, (values, a, b) => {
        const histogram = of(values);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((x) =>
          tailProbability(histogram, bucketOf(x), prior),
        );
        expect(high ?? 0).toBeLessThanOrEqual((low ?? 0) + 1e-12);
        expect(low).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test.each([
    ['normal in the logarithm', (random: () => number) => Math.exp(0.2 * normalFrom(random))],
    ['Pareto of index 5', (random: () => number) => (1 - random()) ** -0.2],
  ])('of values that are %s is honest: one in a thousand falls below one in a thousand', (_what, draw) => {
    const random = randomFrom(7);
    const values = of(Array.from({ length: 2_000 }, () => draw(random)));
    const low = Array.from({ length: 40_000 }, () =>
      tailProbability(values, bucketOf(draw(random)), prior),
    ).filter((p) => p <= 0.001).length;
    expect(low).toBeLessThan(100);
  });

  test('of the mirrored histogram is the lower tail', () => {
    const values = of([1, 2, 4, 8, 16]);
    const lower = (value: number): number => tailProbability(mirrored(values), -bucketOf(value), prior);
    expect(lower(0.01)).toBeLessThan(lower(1));
    expect(lower(1)).toBeLessThan(lower(16));
  });

  test('does not depend on how the histogram was merged', () => {
    const [a, b] = [of([1, 2, 3]), of([2, 5])];
    const at = bucketOf(6);
    expect(tailProbability(mergeHistograms(a, b), at, prior)).toBe(
      tailProbability(of([1, 2, 3, 2, 5]), at, prior),
    );
  });
});
