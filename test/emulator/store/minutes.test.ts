import fc from 'fast-check';
import { MinuteIndex } from '../../../emulator/store/minutes';

test('a range finds what was noted in it and nothing of minutes it does not touch, once each', () => {
  const seconds = fc.nat(600_000).map((milliseconds) => milliseconds / 1000);
  const noted = fc.array(fc.tuple(seconds, fc.nat(5)), { maxLength: 300 });
  fc.assert(
    fc.property(noted, seconds, seconds, (items, a, b) => {
      const range = { start: Math.min(a, b), end: Math.max(a, b) };
      const index = new MinuteIndex();
      for (const [at, item] of items) index.add(at, item);
      const found = index.touching(range);
      const minuteOf = (at: number) => Math.floor(at / 60);
      for (const [at, item] of items) if (at >= range.start && at < range.end) expect(found).toContain(item);
      const near = items.filter(
        ([at]) => minuteOf(at) >= minuteOf(range.start) && minuteOf(at) * 60 < range.end,
      );
      expect(found).toEqual(new Set(near.map(([, item]) => item)));
    }),
  );
});
