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
  /** Scores whose mean at each hour is as given, their deviation as large, over so many days. */
  const past = (mean: (hour: number) => number, days = 14): Peaks => {
    const byHour = Array.from({ length: 24 }, (_, hour) => [days, days * mean(hour)] as const);
    const squares = byHour.reduce((sum, [n, total]) => sum + (2 * total * total) / n, 0);
    const clusters = days;
    return { ...noPeaks, n: 24 * days, clusters, excess: clusters * Math.LOG10E, byHour, squares };
  };
  const levelAt = (hour: number, latency: Peaks): number =>
    alarmLevels(
      byRoute((route, family) => (route === 'alone' && family === 'latency' ? latency : noPeaks)),
      0.006,
      { window: at(hour) },
    ).alone.latency;
  const { byHour: _, squares: __, ...plain } = past(() => 1);
  const flat = levelAt(3, plain);

  test('asks more of a restless night, and no less of a calm day than of all hours', () => {
    const restless = past((hour) => (hour < 6 ? 1.5 : 0.5));
    const [night, day] = [levelAt(3, restless), levelAt(15, restless)];
    const further = Math.log10(night) / Math.log10(flat);
    expect(further).toBeGreaterThan(1.3);
    expect(further).toBeLessThan(2);
    expect(day).toBe(flat);
  });

  test('is that of all hours where hours differ by chance alone', () => {
    const even = past((hour) => 1 + ((hour % 3) - 1) / 10);
    for (const hour of [0, 5, 12]) expect(levelAt(hour, even)).toBeCloseTo(flat, 12);
  });

  test('is that of all hours before a week was seen, and where none was told apart', () => {
    expect(
      levelAt(
        3,
        past((hour) => (hour < 6 ? 1.5 : 0.5), 6),
      ),
    ).toBeCloseTo(
      levelAt(
        15,
        past(() => 1, 6),
      ),
      12,
    );
    expect(levelAt(3, plain)).toBe(levelAt(15, plain));
  });
});
