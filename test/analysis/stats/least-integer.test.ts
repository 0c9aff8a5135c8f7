import fc from 'fast-check';
import { leastInteger } from '../../../analysis/stats/least-integer';

test('The least integer for which a growing condition holds is the one that trying all finds', () => {
  const small = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(small, small, small, (low, high, from) => {
      const all = Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
      expect(leastInteger(low, high, (x) => x >= from)).toBe(all.find((x) => x >= from));
    }),
  );
});
