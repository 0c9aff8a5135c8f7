import fc from 'fast-check';
import {
  negativeBinomialAtMost,
  negativeBinomialTails,
  overDispersion,
} from '../../../analysis/stats/negative-binomial';

/** Both mid-p tails by adding masses, each from the one before. */
function bruteTails({ k, mean, phi }: { k: number; mean: number; phi: number }): {
  lower: number;
  upper: number;
} {
  const size = 1 / phi;
  let mass = (size / (size + mean)) ** size;
  let below = 0;
  for (let j = 0; j < k; j += 1) {
    below += mass;
    mass *= ((size + j) / (j + 1)) * (mean / (size + mean));
  }
  return { lower: below + mass / 2, upper: 1 - below - mass / 2 };
}

const cases = fc.record({
  k: fc.nat(300),
  mean: fc.double({ min: 0.01, max: 200, noNaN: true }),
  phi: fc.double({ min: 0.01, max: 10, noNaN: true }),
});

describe('The negative-binomial tails', () => {
  test('equal the direct sums of their masses', () => {
    fc.assert(
      fc.property(cases, (at) => {
        const [{ lower, upper }, brute] = [negativeBinomialTails(at), bruteTails(at)];
        expect(lower).toBeCloseTo(brute.lower, 9);
        expect(upper).toBeCloseTo(brute.upper, 9);
      }),
      { numRuns: 300 },
    );
  });

  test('in full, not as mid-p values, are the sums up to and with k', () => {
    fc.assert(
      fc.property(cases, (at) => {
        const next = bruteTails({ ...at, k: at.k + 1 }).lower;
        expect(negativeBinomialAtMost(at) + negativeBinomialAtMost({ ...at, k: at.k + 1 })).toBeCloseTo(
          2 * next,
          9,
        );
      }),
      { numRuns: 300 },
    );
    expect(negativeBinomialAtMost({ k: -1, mean: 3, phi: 0.1 })).toBe(0);
  });

  test('add up to one and lie in 0..1, however extreme', () => {
    const extreme = fc.record({
      k: fc.nat(1_000_000),
      mean: fc.double({ min: 1e-6, max: 1e7, noNaN: true }),
      phi: fc.double({ min: 0.04, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(extreme, (at) => {
        const { lower, upper } = negativeBinomialTails(at);
        for (const tail of [lower, upper]) {
          expect(tail).toBeGreaterThanOrEqual(0);
          expect(tail).toBeLessThanOrEqual(1);
        }
        expect(lower + upper).toBeCloseTo(1, 6);
      }),
      { numRuns: 500 },
    );
  });

  test('are those of a Poisson count where nothing varies beyond chance', () => {
    // Poisson(2): P(K < 4) + P(K = 4) / 2 = e^-2 (1 + 2 + 2 + 4/3 + 1/3).
    const poisson = Math.exp(-2) * (1 + 2 + 2 + 4 / 3 + 1 / 3);
    expect(negativeBinomialTails({ k: 4, mean: 2, phi: 1e-6 }).lower).toBeCloseTo(poisson, 5);
  });

  test('refuse means and dispersions that are not above zero, and negative counts', () => {
    expect(() => negativeBinomialTails({ k: 1, mean: 0, phi: 0.1 })).toThrow('got 0, 0.1, 1');
    expect(() => negativeBinomialTails({ k: 1, mean: 1, phi: 0 })).toThrow(RangeError);
    expect(() => negativeBinomialTails({ k: -1, mean: 1, phi: 1 })).toThrow(RangeError);
  });
});

describe('The over-dispersion', () => {
  test.each([
    { mean: 10, variance: 35, least: 0.04, phi: 0.25 },
    { mean: 10, variance: 10, least: 0.04, phi: 0.04 },
    { mean: 10, variance: 2, least: 0.04, phi: 0.04 },
    { mean: 0, variance: 0, least: 0.04, phi: 0.04 },
  ])('of mean $mean and variance $variance is $phi', ({ mean, variance, least, phi }) => {
    expect(overDispersion(mean, variance, least)).toBeCloseTo(phi, 12);
  });
});
