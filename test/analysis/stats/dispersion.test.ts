import fc from 'fast-check';
import type { Moments, RatioSums } from '../../../analysis/model/baseline';
import { ratioNorm } from '../../../analysis/stats/dispersion';
import { addValue, noMoments } from '../../../analysis/stats/moments';
import { randomFrom } from '../../laws/random';

/** Sums over windows of `[failures, calls]`. */
function sumsOf(windows: readonly (readonly [k: number, n: number])[]): {
  ratio: RatioSums;
  trials: Moments;
} {
  let ratio = { k: 0, k2n: 0 };
  let trials = noMoments;
  for (const [k, n] of windows) {
    ratio = { k: ratio.k + k, k2n: ratio.k2n + (k * k) / n };
    trials = addValue(trials, n);
  }
  return { ratio, trials };
}
const normOf = (windows: readonly (readonly [number, number])[]) => {
  const { ratio, trials } = sumsOf(windows);
  return ratioNorm(ratio, trials);
};

/** Pólya's urn: each call of a window draws from a + b balls and puts one more of its colour back. */
function betaBinomialFrom(
  random: () => number,
  { n, p, rho }: { n: number; p: number; rho: number },
): number {
  const [a, b] = [(p * (1 - rho)) / rho, ((1 - p) * (1 - rho)) / rho];
  let k = 0;
  for (let i = 0; i < n; i += 1) if (random() < (a + k) / (a + b + i)) k += 1;
  return k;
}

describe('The norm of a ratio', () => {
  test.each([
    { p: 0.05, rho: 0.02 },
    { p: 0.3, rho: 0.1 },
    { p: 0.5, rho: 0.3 },
    { p: 0.02, rho: 0.005 },
  ])('finds mean $p and correlation $rho again in windows that were drawn with them', ({ p, rho }) => {
    const random = randomFrom(11);
    const windows = Array.from({ length: 3_000 }, (): [number, number] => {
      const n = 20 + Math.floor(random() * 200);
      return [betaBinomialFrom(random, { n, p, rho }), n];
    });
    const norm = normOf(windows);
    expect(Math.abs(norm.p / p - 1)).toBeLessThan(0.05);
    expect(Math.abs(norm.rho / rho - 1)).toBeLessThan(0.2);
  });

  test('assumes a correlation of 0.01 before data and never less than 0.002', () => {
    expect(normOf([[2, 10]]).rho).toBe(0.01);
    const even = Array.from({ length: 5_000 }, (): [number, number] => [10, 100]);
    expect(normOf(even)).toEqual({ p: 500_00.5 / 500_001, rho: 0.002 });
  });

  test('has a mean within 0..1 and a correlation within 0.002..0.9 for any windows', () => {
    const window = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
    fc.assert(
      fc.property(fc.array(window, { minLength: 1 }), (windows) => {
        const { p, rho } = normOf(windows);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThan(1);
        expect(rho).toBeGreaterThanOrEqual(0.002);
        expect(rho).toBeLessThanOrEqual(0.9);
      }),
    );
  });

  test('finds all-or-nothing windows almost wholly correlated', () => {
    const windows = Array.from({ length: 400 }, (_, i): [number, number] => [i % 2 === 0 ? 50 : 0, 50]);
    expect(normOf(windows).rho).toBeGreaterThan(0.85);
  });

  test('needs at least one trial', () => {
    expect(() => ratioNorm({ k: 0, k2n: 0 }, noMoments)).toThrow(
      'ratioNorm requires at least one trial, got 0',
    );
  });
});
