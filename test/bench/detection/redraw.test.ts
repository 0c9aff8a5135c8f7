import { drawAnew } from '../../../bench/detection/redraw';
import { randomStream } from '../../../demo/random';

const bars = [
  { Value: 0.01, Count: 500 },
  { Value: 0.02, Count: 400 },
  { Value: 0.05, Count: 90 },
  { Value: 1, Count: 10 },
];
const callsOf = (list: readonly { Count: number }[]): number =>
  list.reduce((sum, { Count }) => sum + Count, 0);
const below = (value: number, list: typeof bars): number =>
  callsOf(list.filter(({ Value }) => Value <= value));

test('a redrawn histogram holds as many calls at about the same quantiles, and not the same values', () => {
  const drawn = [...drawAnew(bars, randomStream(1, 'test'))];
  expect(callsOf(drawn)).toBe(1_000);
  expect(below(0.01, drawn)).toBeGreaterThan(200);
  expect(below(0.01, drawn)).toBeLessThan(350);
  expect(below(0.02, drawn)).toBeGreaterThan(640);
  expect(below(0.02, drawn)).toBeLessThan(760);
  expect(drawn.length).toBeGreaterThan(20);
  expect(drawn.map(({ Value }) => Value)).toEqual(drawn.map(({ Value }) => Value).sort((a, b) => a - b));
});

test('another seed draws others, the same seed the same', () => {
  const one = drawAnew(bars, randomStream(1, 'test'));
  expect(drawAnew(bars, randomStream(1, 'test'))).toEqual(one);
  expect(drawAnew(bars, randomStream(2, 'test'))).not.toEqual(one);
});
