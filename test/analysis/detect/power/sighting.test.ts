import fc from 'fast-check';
import { sightingChance } from '../../../../analysis/detect/power/sighting';

describe('The chance of a sighting', () => {
  test('is what is left of the chances of being missed, call by call', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }), (calls, share) => {
        let missed = 1;
        for (let call = 0; call < calls; call += 1) missed *= 1 - share;
        expect(sightingChance(calls, share)).toBeCloseTo(1 - missed, 12);
      }),
    );
  });

  test('is not lost to rounding where it is tiny', () => {
    expect(sightingChance(1, 1e-18)).toBe(1e-18);
  });

  test.each([
    [-1, 0.5],
    [1, 1.5],
    [1, Number.NaN],
  ])('of %d calls at a share of %d is refused', (calls, share) => {
    expect(() => sightingChance(calls, share)).toThrow('calls >= 0 and a share in 0..1');
  });
});
