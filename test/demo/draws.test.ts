import { mean, quantile, sampleVariance } from 'simple-statistics';
import { exponential, gamma, normal, poisson } from '../../demo/draws';
import { hexDigits, type Random, randomStream } from '../../demo/random';
import { drawSeconds } from '../../demo/system/choose';

const draws = (draw: (random: Random) => number, count = 40_000) => {
  const random = randomStream(42, 'test');
  return Array.from({ length: count }, () => draw(random));
};

test('equal seeds and labels repeat, other seeds and other labels do not', () => {
  const first = (seed: number, label: string) => {
    const random = randomStream(seed, label);
    return [random(), random(), random()];
  };
  expect(first(1, 'a')).toEqual(first(1, 'a'));
  expect(first(2, 'a')).not.toEqual(first(1, 'a'));
  expect(first(1, 'b')).not.toEqual(first(1, 'a'));
});

test('numbers of a stream fill the unit interval evenly and do not hang together', () => {
  const values = draws((random) => random());
  for (let tenth = 0; tenth < 10; tenth++) {
    const within = values.filter((value) => Math.floor(value * 10) === tenth).length;
    expect(Math.abs(within - 4000)).toBeLessThan(5 * Math.sqrt(3600));
  }
  const products = values.slice(1).map((value, at) => (value - 0.5) * ((values[at] ?? 0) - 0.5));
  expect(Math.abs(mean(products))).toBeLessThan(5 / 12 / Math.sqrt(values.length));
});

test.each([
  ['normal', normal, 0, 1],
  ['exponential', exponential, 1, 1],
  ['gamma of shape 30', (random: Random) => gamma(random, 30), 30, 30],
  ['Poisson of mean 39', (random: Random) => poisson(random, 39), 39, 39],
] as const)('the %s distribution has its mean and its variance', (_name, draw, expectedMean, variance) => {
  const values = draws(draw);
  expect(Math.abs(mean(values) - expectedMean)).toBeLessThan(5 * Math.sqrt(variance / values.length));
  expect(sampleVariance(values) / variance).toBeGreaterThan(0.93);
  expect(sampleVariance(values) / variance).toBeLessThan(1.07);
});

test('gamma refuses shapes below one', () => {
  expect(() => gamma(randomStream(1, 'x'), 0.5)).toThrow('at least 1, got 0.5');
});

test('durations lie around their median, with a rare long tail', () => {
  const latency = { medianSeconds: 0.1, sigma: 0.35, tailProbability: 0.01, tailFactor: 5 };
  const values = draws((random) => drawSeconds(random, latency));
  expect(quantile(values, 0.5)).toBeCloseTo(0.1, 2);
  expect(quantile(values, 0.999)).toBeGreaterThan(0.35);
  expect(values.filter((value) => value > 0.1 * Math.exp(4 * 0.35)).length).toBeGreaterThan(20);
});

test('ids are as many hexadecimal digits as asked for', () => {
  const id = hexDigits(randomStream(1, 'id'), 24);
  expect(id).toMatch(/^[0-9a-f]{24}$/);
});
