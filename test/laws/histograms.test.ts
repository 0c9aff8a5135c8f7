import fc from 'fast-check';
import {
  bucketMiddle,
  bucketOf,
  countAbove,
  histogramOf,
  histogramQuantile,
  mass,
  mergeHistograms,
  shifted,
} from '../../analysis/stats/histogram';

/** Response times from just above the lowest bucket to six hours. */
const seconds = fc.double({ min: 0.000_501, max: 21_600, noNaN: true });
const anySeconds = fc.double({ min: -1, max: 1e9, noNaN: true });
const values = (value: fc.Arbitrary<number>) => fc.array(fc.tuple(value, fc.integer({ min: 1, max: 50 })));

/** The quantile by sorting all values: the smallest one with at least p of them at or below it. */
function bruteQuantile(all: readonly (readonly [number, number])[], p: number): number {
  const flat = all.flatMap(([value, count]) => new Array<number>(count).fill(value)).sort((a, b) => a - b);
  return flat[Math.max(0, Math.ceil(p * flat.length) - 1)] ?? Number.NaN;
}

describe('Law 13: merging two histograms', () => {
  test('equals the histogram of all the data, bucket for bucket', () => {
    fc.assert(
      fc.property(values(anySeconds), values(anySeconds), (a, b) => {
        expect(mergeHistograms(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]));
      }),
    );
  });

  test('is commutative and associative and has the empty histogram as its neutral element', () => {
    fc.assert(
      fc.property(values(anySeconds), values(anySeconds), values(anySeconds), (x, y, z) => {
        const [a, b, c] = [histogramOf(x), histogramOf(y), histogramOf(z)];
        expect(mergeHistograms(a, b)).toEqual(mergeHistograms(b, a));
        expect(mergeHistograms(mergeHistograms(a, b), c)).toEqual(mergeHistograms(a, mergeHistograms(b, c)));
        expect(mergeHistograms(a, [])).toEqual(a);
      }),
    );
  });

  test('changes neither of the two', () => {
    const a = Object.freeze(histogramOf([[0.1, 1]]));
    const b = Object.freeze(histogramOf([[0.2, 1]]));
    expect(mass(mergeHistograms(a, b))).toBe(2);
    expect([mass(a), mass(b)]).toEqual([1, 1]);
  });
});

describe('A shifted histogram', () => {
  const middling = fc.double({ min: 0.01, max: 100, noNaN: true });
  const some = fc.array(fc.tuple(middling, fc.integer({ min: 1, max: 50 })), { minLength: 1 });
  const factors = fc.double({ min: 0.1, max: 10, noNaN: true });

  test('holds as much as before, whatever the factor', () => {
    fc.assert(
      fc.property(values(anySeconds), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (all, factor) => {
        const histogram = histogramOf(all);
        const moved = shifted(histogram, Math.log(factor));
        expect(mass(moved)).toBe(mass(histogram));
        const indices = moved.map(([index]) => index);
        expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
      }),
    );
  });

  test('has every quantile times the factor, within 1 %', () => {
    fc.assert(
      fc.property(some, factors, fc.constantFrom(0.1, 0.5, 0.9, 1), (all, factor, p) => {
        const histogram = histogramOf(all);
        const moved = histogramQuantile(shifted(histogram, Math.log(factor)), p);
        expect(Math.abs(moved / (histogramQuantile(histogram, p) * factor) - 1)).toBeLessThanOrEqual(0.0102);
      }),
    );
  });

  test('comes back by the inverse factor, unless it had to stop at the lowest values', () => {
    fc.assert(
      fc.property(some, factors, (all, factor) => {
        const histogram = histogramOf(all);
        expect(shifted(shifted(histogram, Math.log(factor)), -Math.log(factor))).toEqual(histogram);
      }),
    );
  });

  test('leaves zeros where they are, and lets nothing become one', () => {
    const moved = shifted(
      histogramOf([
        [0, 3],
        [0.001, 2],
        [0.002, 1],
      ]),
      Math.log(1e-6),
    );
    expect(moved).toEqual([
      [0, 3],
      [1, 3],
    ]);
  });
});

describe('A histogram', () => {
  test('gives back every quantile within 1 % of the brute-force one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(seconds, fc.integer({ min: 1, max: 50 })), { minLength: 1 }),
        fc.constantFrom(0.001, 0.25, 0.5, 0.75, 0.9, 0.99, 1),
        (all, p) => {
          const exact = bruteQuantile(all, p);
          expect(Math.abs(histogramQuantile(histogramOf(all), p) / exact - 1)).toBeLessThanOrEqual(
            0.010_000_1,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('puts a value into a bucket whose middle is within 1 % of it, and greater values never lower', () => {
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        expect(Math.abs(bucketMiddle(bucketOf(a)) / a - 1)).toBeLessThanOrEqual(0.010_000_1);
        expect(bucketOf(Math.min(a, b))).toBeLessThanOrEqual(bucketOf(Math.max(a, b)));
      }),
      { numRuns: 500 },
    );
  });

  test('counts above a bucket as the brute-force count does', () => {
    fc.assert(
      fc.property(values(seconds), seconds, (all, limit) => {
        const bucket = bucketOf(limit);
        const slower = all
          .filter(([value]) => bucketOf(value) > bucket)
          .reduce((sum, [, count]) => sum + count, 0);
        expect(countAbove(histogramOf(all), bucket)).toBe(slower);
      }),
    );
  });
});
