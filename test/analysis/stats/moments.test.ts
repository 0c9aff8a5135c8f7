import fc from 'fast-check';
import { addValue, meanAndVariance, noMoments, scaleMoments } from '../../../analysis/stats/moments';

const values = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 });
const momentsOf = (all: readonly number[]) => all.reduce(addValue, noMoments);

/** Mean and unbiased variance in two passes. */
function brute(all: readonly number[]): { mean: number; variance: number } {
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: all.length > 1 ? squares / (all.length - 1) : 0 };
}

describe('Mean and variance', () => {
  test('equal those of two passes over the values', () => {
    fc.assert(
      fc.property(values, (all) => {
        const [{ mean, variance }, expected] = [meanAndVariance(momentsOf(all)), brute(all)];
        expect(mean).toBeCloseTo(expected.mean, 6);
        expect(variance / (1 + expected.variance)).toBeCloseTo(
          expected.variance / (1 + expected.variance),
          6,
        );
      }),
    );
  });

  test('count windows beyond the summed ones as zeros', () => {
    fc.assert(
      fc.property(values, fc.nat(50), (all, zeros) => {
        const { mean, variance } = meanAndVariance(momentsOf(all), all.length + zeros);
        const expected = brute([...all, ...new Array<number>(zeros).fill(0)]);
        expect(mean).toBeCloseTo(expected.mean, 6);
        expect(variance / (1 + expected.variance)).toBeCloseTo(
          expected.variance / (1 + expected.variance),
          6,
        );
      }),
    );
  });

  test('keep their mean when all sums are scaled', () => {
    const { mean } = meanAndVariance(scaleMoments(momentsOf([2, 4, 9]), 0.25));
    expect(mean).toBe(5);
  });

  test('need at least one value', () => {
    expect(() => meanAndVariance(noMoments)).toThrow('mean requires at least one value, got 0');
  });
});
