import { levelShift } from '../../../analysis/stats/level-shift';
import { studentUpperTail } from '../../../analysis/stats/student-t';
import { normalFrom, randomFrom } from '../../laws/random';

describe("Student's t", () => {
  test.each([
    // t, degrees of freedom, upper tail (tables)
    [0, 5, 0.5],
    [1.812, 10, 0.05],
    [-1.812, 10, 0.95],
    [4.144, 10, 0.001],
    [12.706, 1, 0.025],
  ])('of %d with %d degrees has the upper tail %d', (t, degrees, tail) => {
    expect(studentUpperTail(t, degrees)).toBeCloseTo(tail, 4);
  });

  test('needs degrees of freedom', () => {
    expect(() => studentUpperTail(1, 0)).toThrow('degrees of freedom above zero, got 0');
  });
});

describe('A shift of level', () => {
  const prior = { deviation: 0.05, worth: 6 };

  test('is found although it is a slope, which a plain t test takes for noise', () => {
    const slope = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4];
    expect(levelShift(slope, prior).upper).toBeLessThan(1e-7);
  });

  test('up is improbable upwards only', () => {
    const { upper, lower } = levelShift([0.2, 0.3, 0.2, 0.3], prior);
    expect(upper + lower).toBeCloseTo(1, 12);
    expect(upper).toBeLessThan(0.001);
  });

  test('is found by chance no more often than asked when days vary as believed, and up to six times when thrice as much', () => {
    const random = randomFrom(9);
    const share = (deviation: number): number => {
      let hits = 0;
      for (let i = 0; i < 20_000; i += 1) {
        const week = Array.from({ length: 7 }, () => deviation * normalFrom(random));
        if (levelShift(week, prior).upper < 0.01) hits += 1;
      }
      return hits / 20_000;
    };
    expect(share(0.05)).toBeLessThan(0.012);
    expect(share(0.025)).toBeLessThan(0.01);
    expect(share(0.15)).toBeLessThan(0.06);
  });

  test('needs two differences', () => {
    expect(() => levelShift([1], prior)).toThrow('at least two differences, got 1');
  });
});
