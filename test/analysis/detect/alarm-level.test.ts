import { byRoute } from '../../../analysis/baseline/peaks';
import { alarmLevels, vanishedLevel } from '../../../analysis/detect/alarm-level';
import { noPeaks, type Peaks } from '../../../analysis/stats/peaks-over-threshold';
import { known } from '../support/question';

const edges = (count: number) => Array.from({ length: count }, (_, i) => known('learned', {}, `a||>b${i}||`));

describe('The level of silences', () => {
  test('is the part of the budget that silences have, over the edges that may fall silent', () => {
    expect(vanishedLevel(edges(50), 0.004)).toBeCloseTo(8e-6, 12);
    expect(vanishedLevel(edges(50), 0.0008)).toBeCloseTo(1.6e-6, 12);
  });

  test('counts neither nodes nor candidates', () => {
    const others = [known('learned', {}, 'a||'), known('candidate', {}, 'a||>c||')];
    expect(vanishedLevel([...edges(1), ...others], 0.004)).toBeCloseTo(4e-4, 12);
  });

  test('is a probability, however large the budget', () => {
    expect(vanishedLevel([], 100)).toBe(1);
  });
});

describe('The level of an hour', () => {
  const at = (hour: number) => ({ start: hour * 3_600, end: (hour + 1) * 3_600 });
  const past = (above: (hour: number) => number): Peaks => {
    const hours = Array.from({ length: 24 }, (_, hour) => [100, above(hour)] as const);
    const clusters = hours.reduce((sum, [, over]) => sum + over, 0);
    return { ...noPeaks, n: 2_400, clusters, excess: clusters * Math.LOG10E, hours };
  };
  const levelAt = (hour: number, latency: Peaks): number =>
    alarmLevels(
      byRoute((route, family) => (route === 'alone' && family === 'latency' ? latency : noPeaks)),
      0.006,
      { window: at(hour) },
    ).alone.latency;

  test('is stricter where nights are restless, and every hour keeps its part of the rate', () => {
    const restless = past((hour) => (hour < 12 ? 30 : 10));
    const [night, day] = [levelAt(3, restless), levelAt(15, restless)];
    // Honest tails fall by ten for each unit, so that three times as many values far out ask for about a third of the
    // probability; a heavier tail for somewhat less.
    expect(day / night).toBeGreaterThan(2.2);
    expect(day / night).toBeLessThan(4);
  });

  test('is that of all hours where hours differ by chance alone', () => {
    const even = past((hour) => 10 + (hour % 3) - 1);
    expect(levelAt(4, even)).toBeCloseTo(levelAt(5, even), 12);
  });

  test('is that of all hours while none was told apart', () => {
    const { hours: _, ...plain } = past(() => 10);
    expect(levelAt(3, plain)).toBe(levelAt(15, plain));
  });
});
