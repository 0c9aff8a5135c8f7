import { wilsonInterval } from '../../../bench/detection/wilson';

test.each([
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
  [9, 10, 0.5958, 0.9821],
  [50, 50, 0.9287, 1],
])('%d of %d gives the published interval', (hits, trials, lower, upper) => {
  const interval = wilsonInterval(hits, trials);
  expect(interval.lower).toBeCloseTo(lower, 3);
  expect(interval.upper).toBeCloseTo(upper, 3);
});

test('no trial is refused', () => {
  expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
});
