import fc from 'fast-check';
import { DueQueue } from '../../../emulator/faults/due-queue';

test('what is taken out between any additions is always the earliest, of equal times the smallest', () => {
  const step = fc.oneof(fc.tuple(fc.nat(9), fc.nat(1e6)), fc.constant('take' as const));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new DueQueue();
      const twin: (readonly [number, number])[] = [];
      for (const one of steps) {
        if (one === 'take') {
          twin.sort(([a, m], [b, n]) => a - b || m - n);
          expect(queue.nextDue).toBe(twin[0]?.[0] ?? Number.POSITIVE_INFINITY);
          expect(queue.take()).toBe(twin.shift()?.[1]);
        } else {
          queue.add(...one);
          twin.push(one);
        }
        expect(queue.size).toBe(twin.length);
      }
    }),
  );
});
