import fc from 'fast-check';
import { betaBinomialAtLeast, betaBinomialUpperTail } from '../../../analysis/stats/beta-binomial';

/** Logarithms of start (start + 1) ... (start + i - 1), for i from 0 to n: rising factorials without the gamma function. */
function rising(start: number, n: number): number[] {
  const logs = [0];
  for (let i = 0; i < n; i += 1) logs.push((logs[i] ?? 0) + Math.log(start + i));
  return logs;
}

/** The tail as the direct sum of P(K = j) = C(n, j) a^(j) b^(n-j) / (a + b)^(n), in rising factorials. */
function bruteTail(at: { k: number; n: number; p: number; rho: number }, own = 0.5): number {
  const { k, n, p, rho } = at;
  const [alpha, beta] = [(p * (1 - rho)) / rho, ((1 - p) * (1 - rho)) / rho];
  const [a, b, both, whole] = [rising(alpha, n), rising(beta, n), rising(alpha + beta, n), rising(1, n)];
  const log = (logs: readonly number[], i: number): number => logs[i] ?? Number.NaN;
  const mass = (j: number): number => {
    const choose = log(whole, n) - log(whole, j) - log(whole, n - j);
    return Math.exp(choose + log(a, j) + log(b, n - j) - log(both, n));
  };
  let tail = mass(k) * own;
  for (let j = k + 1; j <= n; j += 1) tail += mass(j);
  return tail;
}

const cases = fc
  .record({
    n: fc.integer({ min: 1, max: 120 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    p: fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
    rho: fc.double({ min: 0.002, max: 0.9, noNaN: true }),
  })
  .map(({ share, n, ...rest }) => ({ ...rest, n, k: Math.round(share * n) }));

describe('The beta-binomial upper tail', () => {
  test('equals the direct sum of its masses', () => {
    fc.assert(
      fc.property(cases, (at) => {
        const brute = bruteTail(at);
        expect(Math.abs(betaBinomialUpperTail(at) - brute)).toBeLessThanOrEqual(1e-9 + 1e-7 * brute);
      }),
      { numRuns: 300 },
    );
  });

  test('in full, not as a mid-p value, equals the sum from k on', () => {
    fc.assert(
      fc.property(cases, (at) => {
        const brute = bruteTail(at, 1);
        expect(Math.abs(betaBinomialAtLeast(at) - brute)).toBeLessThanOrEqual(1e-9 + 1e-7 * brute);
        expect(betaBinomialAtLeast({ ...at, k: 0 })).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });

  test('is the binomial tail where the correlation goes to nothing', () => {
    // Binomial(10, 0.3): P(K > 5) + P(K = 5) / 2 by hand.
    const masses = [0.1029193452, 0.036756909, 0.009001692, 0.0014467005, 0.000137781, 0.0000059049];
    const [at = 0, ...above] = masses;
    const binomial = at / 2 + above.reduce((a, b) => a + b, 0);
    expect(betaBinomialUpperTail({ k: 5, n: 10, p: 0.3, rho: 1e-6 })).toBeCloseTo(binomial, 4);
  });

  test('never rises with k, and with its mirror image adds up to one', () => {
    fc.assert(
      fc.property(cases, (at) => {
        const { k, n, p, rho } = at;
        if (k < n)
          expect(betaBinomialUpperTail({ ...at, k: k + 1 })).toBeLessThanOrEqual(
            betaBinomialUpperTail(at) + 1e-9,
          );
        const mirror = betaBinomialUpperTail({ k: n - k, n, p: 1 - p, rho });
        expect(betaBinomialUpperTail(at) + mirror).toBeCloseTo(1, 6);
      }),
      { numRuns: 300 },
    );
  });

  test('is next to one far below the mean, where single masses are too small to be told from zero', () => {
    expect(betaBinomialUpperTail({ k: 0, n: 2_000, p: 0.9, rho: 0.002 })).toBeCloseTo(1, 9);
    expect(betaBinomialUpperTail({ k: 0, n: 100_000, p: 0.99, rho: 0.002 })).toBeCloseTo(1, 9);
  });

  test('of more than 2,000 trials is at least the unscaled one where failures exceed the norm', () => {
    for (const [k, n] of [
      [60, 4_000],
      [300, 6_000],
      [41, 3_000],
    ] as const) {
      const at = { k, n, p: 0.01, rho: 0.002 };
      expect(betaBinomialUpperTail(at)).toBeGreaterThanOrEqual(bruteTail(at));
    }
  });

  test('refuses counts and shares outside their ranges', () => {
    expect(() => betaBinomialUpperTail({ k: 3, n: 2, p: 0.5, rho: 0.1 })).toThrow('got 3 of 2');
    expect(() => betaBinomialUpperTail({ k: 0, n: 0, p: 0.5, rho: 0.1 })).toThrow(RangeError);
    expect(() => betaBinomialUpperTail({ k: 1, n: 2, p: 0, rho: 0.1 })).toThrow('got 0, 0.1');
    expect(() => betaBinomialUpperTail({ k: 1, n: 2, p: 0.5, rho: Number.NaN })).toThrow(RangeError);
  });
});
