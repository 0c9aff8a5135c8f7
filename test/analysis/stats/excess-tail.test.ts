import fc from 'fast-check';
import { tailProbability } from '../../../analysis/stats/excess-tail';
import { bucketOf, histogramOf, mergeHistograms } from '../../../analysis/stats/histogram';
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

  test('to the lower side is that of the mirrored values to the upper one', () => {
    const value = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), value, (values, at) => {
        const [histogram, bucket] = [of(values), bucketOf(at)];
        const far = 2_000;
        const mirrored = histogram.map(([index, count]) => [far - index, count] as const).reverse();
        expect(tailProbability(histogram, bucket, prior, 'lower')).toBeCloseTo(
          tailProbability(mirrored, far - bucket, prior),
          12,
        );
      }),
    );
  });

  describe.each(['upper', 'lower'] as const)('to the %s side', (side) => {
    const away = side === 'upper' ? 1 : -1;
    const random = randomFrom(11);
    const values = Array.from({ length: 2_000 }, () => Math.exp(0.2 * normalFrom(random)));
    /** By how much the logarithm must grow for a probability to fall by e, far beyond all values. */
    const slope = (all: readonly number[]): number => {
      const [near = 0, far = 0] = [100, 1_000].map((factor) =>
        Math.log(
          tailProbability(of(all.map((value) => value * 10)), bucketOf(10 * factor ** away), prior, side),
        ),
      );
      return Math.log(10) / (near - far);
    };
    const troubled = (share: number): number[] =>
      values.map((value, i) => (i < share * values.length ? value * 50 ** away : value));

    test.each([
      [0.005, 1.25],
      [0.01, 1.5],
      [0.02, 2],
    ])('a share of %d of values fifty times as far out bends the slope by less than %d', (share, most) => {
      expect(slope(troubled(share)) / slope(values)).toBeGreaterThan(1);
      expect(slope(troubled(share)) / slope(values)).toBeLessThan(most);
    });
  });

  test('does not depend on how the histogram was merged', () => {
    const [a, b] = [of([1, 2, 3]), of([2, 5])];
    const at = bucketOf(6);
    expect(tailProbability(mergeHistograms(a, b), at, prior)).toBe(
      tailProbability(of([1, 2, 3, 2, 5]), at, prior),
    );
  });
});
