import { achievedRate } from '../../../analysis/stats/achieved-rate';
import { poissonInterval, shrunkInterval } from '../../../analysis/stats/poisson-interval';

test.each([
  [0, 0, 3.689],
  [1, 0.0253, 5.572],
  [5, 1.623, 11.668],
  [10, 4.795, 18.39],
  [100, 81.364, 121.627],
])('%d events give the published interval', (events, lower, upper) => {
  const interval = poissonInterval(events, 1);
  expect(interval.lower).toBeCloseTo(lower, 2);
  expect(interval.upper).toBeCloseTo(upper, 2);
});

test('twice the time halves the rate', () => {
  const [once, twice] = [poissonInterval(7, 1), poissonInterval(7, 2)];
  expect(twice.lower).toBeCloseTo(once.lower / 2, 9);
  expect(twice.upper).toBeCloseTo(once.upper / 2, 9);
});

test('many events are far from underflow', () => {
  const { lower, upper } = poissonInterval(5_000, 1);
  expect(lower).toBeCloseTo(5_000 - 1.96 * Math.sqrt(5_000), -1);
  expect(upper).toBeCloseTo(5_000 + 1.96 * Math.sqrt(5_000), -1);
});

test.each([
  ['half an event', 0.5, 1],
  ['fewer than none', -1, 1],
  ['no time', 1, 0],
])('%s is refused', (_, events, time) => {
  expect(() => poissonInterval(events, time)).toThrow(RangeError);
});

test('without history the shrunk interval is the prior, with much of it the counted one', () => {
  const prior = { events: 10, time: 10 };
  expect(shrunkInterval(0, 0, prior)).toEqual({
    lower: expect.closeTo(0.48, 2),
    upper: expect.closeTo(1.71, 2),
  });
  const [shrunk, counted] = [shrunkInterval(3_000, 1_000, prior), poissonInterval(3_000, 1_000)];
  expect(shrunk.lower).toBeCloseTo(counted.lower, 1);
  expect(shrunk.upper).toBeCloseTo(counted.upper, 1);
});

describe('the achieved rate', () => {
  test.each([
    [1, 9.9, true],
    [1, 10, false],
    [5, 1.9, true],
    [5, 2, false],
  ])('at a budget of %d, %d judged weeks are mostly prior: %s', (budget, weeks, mostlyPrior) => {
    expect(achievedRate(0, weeks, budget)).toMatchObject({ expected: budget * weeks, mostlyPrior });
  });

  test('is drawn towards the budget, from both sides', () => {
    const [none, many] = [achievedRate(0, 4, 1), achievedRate(20, 4, 1)];
    expect(none.shrunk.lower).toBeGreaterThan(none.counted.lower);
    expect(none.shrunk.upper).toBeGreaterThan(none.counted.upper / 2);
    expect(many.shrunk.upper).toBeLessThan(many.counted.upper);
    expect(many.shrunk.lower).toBeGreaterThan(1);
  });

  test('of no judged time is refused', () => {
    expect(() => achievedRate(0, 0, 1)).toThrow(RangeError);
  });
});
