import fc from 'fast-check';
import { discoveryThreshold } from '../../../analysis/stats/benjamini-hochberg';

/** The definition, in O(n^2): the largest p with p <= rate * (how many are at most p) / n. */
const bruteThreshold = (all: readonly number[], rate: number): number =>
  Math.max(0, ...all.filter((p) => p <= (rate * all.filter((other) => other <= p).length) / all.length));

const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 1e-6, 0.001, 0.01, 0.5, 1),
);

describe('The discovery threshold', () => {
  test('equals the definition by brute force', () => {
    fc.assert(
      fc.property(fc.array(probability), fc.constantFrom(0.001, 0.05, 0.3), (all, rate) => {
        expect(discoveryThreshold(all, rate)).toBe(bruteThreshold(all, rate));
      }),
      { numRuns: 500 },
    );
  });

  test('is never lower at a higher rate and does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(probability), (all) => {
        expect(discoveryThreshold(all, 0.1)).toBeGreaterThanOrEqual(discoveryThreshold(all, 0.01));
        expect(discoveryThreshold([...all].reverse(), 0.1)).toBe(discoveryThreshold(all, 0.1));
      }),
    );
  });

  test.each([
    { all: [], rate: 0.05, threshold: 0 },
    { all: [0.06], rate: 0.05, threshold: 0 },
    { all: [0.05], rate: 0.05, threshold: 0.05 },
    { all: [0.04, 0.04, 0.04], rate: 0.05, threshold: 0.04 },
    { all: [0.03, 0.9], rate: 0.05, threshold: 0 },
  ])('of $all at $rate is $threshold', ({ all, rate, threshold }) => {
    expect(discoveryThreshold(all, rate)).toBe(threshold);
  });
});
