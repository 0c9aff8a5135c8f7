import { normView } from '../../../analysis/detect/question';
import { silenceProbability } from '../../../analysis/detect/silence';
import { edge, type Shown, taught } from '../support/question';

/** Two calls a window by day, none in nine of ten windows at night; ten days of five-minute windows. */
const sleepy = normView(
  taught(
    Array.from({ length: 10 * 288 }, (_, i): Shown | undefined =>
      i % 288 >= 144 ? { calls: 8 + (i % 5) } : i % 10 === 0 ? { calls: 1 } : undefined,
    ),
  ),
  edge,
  300,
);
const silentUntil = (hour: number, length: number): number => {
  if (sleepy === undefined) throw new Error('the edge was taught');
  const end = 30 * 86_400 + hour * 3_600;
  const last = { start: end - 300, end };
  return silenceProbability({ view: sleepy, sightings: 1_000_000, longest: 1, last }, length);
};

describe('The probability of a silence', () => {
  test('is that of its hours: by day it is soon too small, at night it is not', () => {
    expect(silentUntil(20, 4)).toBeLessThan(1e-5);
    expect(silentUntil(6, 4)).toBeGreaterThan(0.1);
  });

  test('falls with every window, never rises', () => {
    const lengths = Array.from({ length: 30 }, (_, i) => silentUntil(14, i + 1));
    for (const [i, p] of lengths.entries()) expect(p).toBeLessThanOrEqual(lengths[i - 1] ?? 1);
  });

  test('is at least what the longest silence so far says of bursts', () => {
    if (sleepy === undefined) throw new Error('the edge was taught');
    const silence = {
      view: sleepy,
      sightings: 99,
      longest: 4,
      last: { start: 30 * 86_400 + 70_000, end: 30 * 86_400 + 70_300 },
    };
    expect(silenceProbability(silence, 8)).toBeCloseTo(1e-4, 9);
  });
});
