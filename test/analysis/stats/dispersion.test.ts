import fc from 'fast-check';
import type { Moments, RatioSums } from '../../../analysis/model/baseline';
import { neighbourhood, ratioNorm, singly } from '../../../analysis/stats/dispersion';
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

  test('assumes a correlation of 0.01 before data and never less than 0.001', () => {
    const quiet = Array.from({ length: 5_000 }, (): [number, number] => [0, 100]);
    expect(normOf(quiet).rho).toBeCloseTo(0.01, 4);
    const even = Array.from({ length: 5_000 }, (): [number, number] => [10, 100]);
    expect(normOf(even).p).toBe(50_000.5 / 500_001);
    expect(normOf(even).rho).toBeCloseTo(0.001, 4);
  });

  test('adds what is not known of the mean: one window of ten calls leaves a wide next one', () => {
    expect(normOf([[2, 10]]).rho).toBeGreaterThan(0.05);
  });

  test('has a mean within 0..1 and a correlation within 0.001..0.9 for any windows', () => {
    const window = fc.integer({ min: 1, max: 500 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
    fc.assert(
      fc.property(fc.array(window, { minLength: 1 }), (windows) => {
        const { p, rho } = normOf(windows);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThan(1);
        expect(rho).toBeGreaterThanOrEqual(0.001);
        expect(rho).toBeLessThanOrEqual(0.9);
      }),
    );
  });

  test('finds all-or-nothing windows almost wholly correlated', () => {
    const windows = Array.from({ length: 400 }, (_, i): [number, number] => [i % 2 === 0 ? 50 : 0, 50]);
    expect(normOf(windows).rho).toBeGreaterThan(0.85);
  });

  test('believes that slow calls come singly: the rarer they are, the less one says of the next', () => {
    /** The correlation where so many of 20,000 calls were slow, one in a window at most. */
    const rho = (slow: number, clusters?: typeof singly): number => {
      const { ratio, trials } = sumsOf(Array.from({ length: 400 }, (_, i) => [i < slow ? 1 : 0, 50]));
      return ratioNorm(ratio, trials, undefined, clusters).rho;
    };
    expect(rho(2, singly)).toBeLessThan(rho(2) / 3);
    expect(rho(2, singly)).toBeLessThan(rho(200, singly));
    expect(singly(0.5)).toEqual({ prior: 0.01, least: 0.001 });
    expect(singly(0.001)).toEqual({ prior: 0.001, least: 0.0001 });
  });

  test('needs at least one trial', () => {
    expect(() => ratioNorm({ k: 0, k2n: 0 }, noMoments)).toThrow(
      'ratioNorm requires at least one trial, got 0',
    );
  });
});

describe('A neighbourhood', () => {
  const quiet = (n: number) => sumsOf(Array.from({ length: n }, (): [number, number] => [0, 100]));
  const failed = (k: number) => sumsOf([[k, 100]]);

  test.each([
    ['of nobody gives half a failure in one call', [], 0.5],
    [
      'of a hundred that never failed makes a failure of theirs rarer',
      Array.from({ length: 100 }, () => quiet(1)),
      0.5 / 101,
    ],
    [
      'in which as many failed once as never gives about one',
      [quiet(1), quiet(1), failed(1), failed(1)],
      2.5 / 3,
    ],
  ])('%s', (_what, subjects, failures) => {
    const prior = neighbourhood(subjects);
    expect(prior.p * prior.calls).toBeCloseTo(failures, 6);
  });

  test('without calls of its own a subject is expected to fail as often as all together', () => {
    const prior = neighbourhood([failed(20), quiet(1), quiet(2)]);
    expect(prior.p).toBeCloseTo(20.5 / 401, 6);
  });

  test('predicts the first failures of those that never failed: Robbins against what is drawn', () => {
    const random = randomFrom(5);
    const ratios = Array.from({ length: 4_000 }, () => 0.004 * random() ** 3);
    const draw = (p: number): number =>
      Array.from({ length: 100 }, () => random() < p).filter(Boolean).length;
    const past = ratios.map((p) => draw(p));
    const prior = neighbourhood(past.map(failed));
    const never = ratios.filter((_, i) => past[i] === 0);
    const next = never.reduce((sum, p) => sum + 100 * p, 0) / never.length;
    expect(Math.abs((prior.p * prior.calls) / next - 1)).toBeLessThan(0.15);
  });
});
