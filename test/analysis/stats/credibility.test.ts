import fc from 'fast-check';
import { credibleFactors, credibleShifts, varianceBetween } from '../../../analysis/stats/credibility';
import { normalFrom, randomFrom } from '../../laws/random';

const noise = { within: 4, weight: 1 };

describe('The factors of cells', () => {
  test.each([
    ['are their own when nothing varies within them', [50, 150], 100, { within: 0, weight: 1 }, [0.5, 1.5]],
    ['are 1 when chance explains the difference', [195, 205], 100, { within: 100, weight: 1 }, [1, 1]],
    ['of no value at all are 1', [0, 0], 100, noise, [1, 1]],
  ])('%s', (_, sums, n, given, expected) => {
    expect(
      credibleFactors(
        sums.map((sum) => ({ n, sum })),
        given,
      ),
    ).toEqual(expected);
  });

  test('count less where windows that follow one another say the same', () => {
    const cells = [
      { n: 12, sum: 12 * 8 },
      { n: 12, sum: 12 * 12 },
    ];
    const [alone = 1] = credibleFactors(cells, { within: 20, weight: 1 });
    const [together = 1] = credibleFactors(cells, { within: 20, weight: 0.5 });
    expect(alone).toBeLessThan(together);
    expect(together).toBeLessThanOrEqual(1);
  });

  test('are nearer to the truth than the plain means of few noisy windows', () => {
    const random = randomFrom(11);
    const squares = { credible: 0, plain: 0 };
    for (let run = 0; run < 200; run += 1) {
      const truth = Array.from({ length: 24 }, () => 100 + 4 * normalFrom(random));
      const cells = truth.map((mean) => ({ n: 4, sum: 4 * mean + 2 * 16 * normalFrom(random) }));
      const mean = cells.reduce((sum, cell) => sum + cell.sum, 0) / 96;
      const factors = credibleFactors(cells, { within: 256, weight: 1 });
      truth.forEach((value, i) => {
        squares.credible += (value - mean * (factors[i] ?? 1)) ** 2;
        squares.plain += (value - (cells[i]?.sum ?? 0) / 4) ** 2;
      });
    }
    expect(squares.credible).toBeLessThan(squares.plain / 2);
  });

  test('keep the mean, are never negative, and lie between 1 and the plain ratio before that', () => {
    const cell = fc
      .record({ n: fc.nat(50), sum: fc.nat(10_000) })
      .map((c) => (c.n === 0 ? { n: 0, sum: 0 } : c));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 24 }), fc.nat(1_000), (cells, within) => {
        const n = cells.reduce((sum, c) => sum + c.n, 0);
        fc.pre(n > 0);
        const factors = credibleFactors(cells, { within: within + 1, weight: 1 });
        expect(Math.min(...factors)).toBeGreaterThanOrEqual(0);
        const mean = cells.reduce((sum, c, i) => sum + c.n * (factors[i] ?? 0), 0) / n;
        expect(mean).toBeCloseTo(1, 9);
      }),
    );
  });

  test('are the shifts of cells as multiples of the mean, and these add up to nothing', () => {
    const cell = fc.record({ n: fc.integer({ min: 1, max: 50 }), sum: fc.integer({ min: 1, max: 10_000 }) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 24 }), (cells) => {
        const shifts = credibleShifts(cells, noise);
        const n = cells.reduce((sum, c) => sum + c.n, 0);
        const mean = cells.reduce((sum, c) => sum + c.sum, 0) / n;
        const off = cells.reduce((sum, c, i) => sum + c.n * (shifts[i] ?? 0), 0) / n;
        expect(Math.abs(off)).toBeLessThan(1e-9 * mean);
        credibleFactors(cells, noise).forEach((factor, i) => {
          expect(factor).toBeCloseTo(1 + (shifts[i] ?? 0) / mean, 9);
        });
      }),
    );
  });

  test('of no window are refused', () => {
    expect(() => credibleFactors([{ n: 0, sum: 0 }], noise)).toThrow('at least one window, got 0');
  });
});

describe('The shifts of cells', () => {
  test('do not depend on where zero is: logarithms may be negative', () => {
    const at = (zero: number) => [
      { n: 10, sum: 10 * (zero - 1) },
      { n: 10, sum: 10 * (zero + 1) },
      { n: 0, sum: 0 },
    ];
    const [low, high, empty] = credibleShifts(at(-3), { within: 0.5, weight: 1 });
    expect(credibleShifts(at(0), { within: 0.5, weight: 1 })).toEqual([low, high, empty]);
    expect([Math.sign(low ?? 0), empty]).toEqual([-1, 0]);
    expect(high).toBeCloseTo(-(low ?? 0), 12);
  });
});

describe('The variance between cells', () => {
  test.each([
    ['alike', [5, 5], 0],
    ['two apart', [4, 6], 1],
    ['and none', [], 0],
  ])('that are %s is what their means hold of all variance', (_what, means, variance) => {
    expect(varianceBetween(means.map((mean) => ({ n: 10, sum: 10 * mean })))).toBeCloseTo(variance, 12);
  });
});
