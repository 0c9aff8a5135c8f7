import fc from 'fast-check';
import {
  bucketMiddle,
  bucketOf,
  countAbove,
  histogramOf,
  histogramQuantile,
  mass,
  quantileBucket,
} from '../../../analysis/stats/histogram';
import { gridAtOrAbove, gridBucket, slowerThanGrid } from '../../../analysis/stats/tail-grid';

const values = fc.array(
  fc.tuple(fc.double({ min: -1, max: 100, noNaN: true }), fc.integer({ min: 1, max: 9 })),
);

describe('A histogram', () => {
  test.each([-1, -0, 0, 1e-9, 0.0005])(
    'puts %p seconds into the lowest bucket, which stands for zero',
    (seconds) => {
      expect(bucketOf(seconds)).toBe(0);
      expect(bucketMiddle(bucketOf(seconds))).toBe(0);
    },
  );

  test('puts a bucket edge into the bucket below it', () => {
    const gamma = 1.01 / 0.99;
    for (const i of [1, 2, 50, 500]) expect(bucketOf(0.0005 * gamma ** i)).toBe(i);
  });

  test('is sorted by bucket, holds every value once and no empty bucket', () => {
    fc.assert(
      fc.property(values, (all) => {
        const histogram = histogramOf(all);
        const indices = histogram.map(([index]) => index);
        expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
        expect(mass(histogram)).toBe(all.reduce((sum, [, count]) => sum + count, 0));
        for (const [, count] of histogram) expect(count).toBeGreaterThan(0);
      }),
    );
  });

  test('refuses what is no value, and a quantile of nothing', () => {
    expect(() => histogramOf([[Number.NaN, 1]])).toThrow('histogram needs finite values, got NaN');
    expect(() => histogramOf([[1, 0]])).toThrow('histogram needs counts above zero, got 0');
    expect(() => histogramQuantile([], 0.5)).toThrow('quantile requires at least one value, got 0');
    expect(() => quantileBucket([[1, 1]], 1.5)).toThrow('quantile needs p in 0..1, got 1.5');
  });
});

describe('The tail grid', () => {
  test('counts at each point what the histogram holds above that bucket, and ends where nothing is slower', () => {
    fc.assert(
      fc.property(values, (all) => {
        const histogram = histogramOf(all);
        const slower = slowerThanGrid(histogram);
        expect(slower).toEqual(slower.map((_, point) => countAbove(histogram, gridBucket(point))));
        expect(countAbove(histogram, gridBucket(slower.length))).toBe(0);
      }),
    );
  });

  test('rounds a bucket up to the next point', () => {
    expect([0, 1, 11, 12].map(gridAtOrAbove)).toEqual([0, 1, 1, 2]);
    expect(slowerThanGrid([])).toEqual([]);
    expect(slowerThanGrid([[0, 5]])).toEqual([]);
    expect(slowerThanGrid([[1, 5]])).toEqual([5]);
    expect(
      slowerThanGrid([
        [1, 5],
        [2, 3],
        [12, 1],
      ]),
    ).toEqual([9, 1]);
  });
});
