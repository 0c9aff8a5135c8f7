import type { Moments, RatioSums } from '../../../analysis/model/baseline';
import { expectedCalls } from '../../../analysis/stats/fan-out';
import { addValue, noMoments } from '../../../analysis/stats/moments';
import { negativeBinomialTails } from '../../../analysis/stats/negative-binomial';
import { normalFrom, poissonFrom, randomFrom } from '../../laws/random';

function sumsOf(windows: readonly (readonly [calls: number, requests: number])[]): [RatioSums, Moments] {
  let calls = { k: 0, k2n: 0 };
  let asked = noMoments;
  for (const [k, n] of windows) {
    calls = { k: calls.k + k, k2n: calls.k2n + (k * k) / n };
    asked = addValue(asked, n);
  }
  return [calls, asked];
}

/** Windows whose requests and calls per request vary; calls come in bunches of `bunch`. */
function drawn(seed: number, how: { perRequest: number; spread: number; bunch: number }, count = 400) {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => {
    const requests = 40 + Math.floor(random() * 120);
    const rate = how.perRequest * Math.exp(how.spread * normalFrom(random) - how.spread ** 2 / 2);
    return [how.bunch * poissonFrom(random, (rate * requests) / how.bunch), requests] as const;
  });
}

describe('The expected calls', () => {
  test('are as many a request as in all windows together', () => {
    expect(
      expectedCalls(
        ...sumsOf([
          [10, 10],
          [30, 10],
        ]),
        50,
      ).mean,
    ).toBeCloseTo(100, 9);
  });

  test.each([
    { spread: 0, bunch: 1 },
    { spread: 0.1, bunch: 1 },
    { spread: 0.3, bunch: 1 },
    { spread: 0, bunch: 4 },
  ])('are seldom exceeded by a new window: spread $spread, bunches of $bunch', ({ spread, bunch }) => {
    const how = { perRequest: 2, spread, bunch };
    const sums = sumsOf(drawn(1, how));
    const fresh = drawn(2, how, 4_000);
    const tails = fresh.map(([k, n]) => negativeBinomialTails({ k, ...expectedCalls(...sums, n) }));
    const share = (level: number): number =>
      tails.filter(({ lower, upper }) => Math.min(lower, upper) <= level / 2).length / fresh.length;
    expect(share(0.05)).toBeLessThan(0.07);
    expect(share(0.01)).toBeLessThan(0.02);
    // Careful, but not blind: three times the calls are beyond doubt.
    for (const [, n] of fresh.slice(0, 50)) {
      const norm = expectedCalls(...sums, n);
      expect(negativeBinomialTails({ k: 3 * norm.mean, ...norm }).upper).toBeLessThan(1e-3);
    }
  });

  test('of few windows keep a tenth of variation, however equal these were', () => {
    const equal = sumsOf(Array.from({ length: 5 }, () => [100, 100] as const));
    expect(expectedCalls(...equal, 100).phi).toBeGreaterThan(0.1 ** 2 / 2);
  });

  test('of a window with fewer requests than usual vary as bunches do', () => {
    const sums = sumsOf(drawn(3, { perRequest: 2, spread: 0.3, bunch: 1 }));
    expect(expectedCalls(...sums, 10).phi).toBeGreaterThan(5 * expectedCalls(...sums, 200).phi);
  });

  test('need calls and requests', () => {
    expect(() => expectedCalls({ k: 0, k2n: 0 }, noMoments, 5)).toThrow(
      new RangeError('expectedCalls needs calls and requests, got 0, 0, 5'),
    );
  });
});
