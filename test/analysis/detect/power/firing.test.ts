import fc from 'fast-check';
import { windowsToFire } from '../../../../analysis/detect/power/firing';
import { live } from '../../../../analysis/incident/lifecycle';
import type { Finding } from '../../../../analysis/model/finding';
import { randomFrom } from '../../../laws/random';
import { assessment } from '../../support/finding';
import { defaults, edge } from '../../support/question';

const confirmations = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 3 }))
  .map(([hits, more]) => ({ hits, windows: hits + more }));

/** Windows until the real life of a finding fires, for windows that are flagged and certain with these chances. */
function firesAfter(
  random: () => number,
  chance: { flagged: number; certain: number },
  confirm: { hits: number; windows: number },
): number {
  let open: readonly Finding[] = [];
  for (let number = 1; ; number += 1) {
    const draw = random();
    const flagged = draw < chance.flagged;
    const answer = assessment('fault-ratio', edge, {
      verdict: flagged ? 'anomalous' : 'normal',
      ...(flagged ? { certain: draw < chance.certain } : {}),
    });
    const window = { start: number * 300, end: number * 300 + 300 };
    const lives = live(open, [answer], {
      scope: 'test',
      read: { window, kind: 'settlement', lagSeconds: 180 },
      settings: { ...defaults, confirm },
      rebasing: false,
      learning: false,
    });
    if (lives.open.some(({ status }) => status === 'firing')) return number;
    open = lives.open;
  }
}

describe('The windows until a finding fires', () => {
  test('are those after which four of five simulated findings have fired', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        confirmations,
        (seed, flagged, ofThem, confirm) => {
          const chance = { flagged, certain: flagged * ofThem };
          const promised = windowsToFire(chance, confirm);
          // Not promised at all within a thousand windows: nothing to hold it to.
          fc.pre(promised !== undefined);
          const runs = 400;
          const random = randomFrom(seed);
          const after = Array.from({ length: runs }, () => firesAfter(random, chance, confirm));
          const firedBy = (windows: number) => after.filter((number) => number <= windows).length / runs;
          const bound = 5 * Math.sqrt((0.8 * 0.2) / runs);
          expect(firedBy(promised)).toBeGreaterThanOrEqual(0.8 - bound);
          expect(firedBy(promised - 1)).toBeLessThan(0.8 + bound);
        },
      ),
      { numRuns: 12 },
    );
  });

  test.each([
    { flagged: 1, certain: 1, windows: 1 },
    { flagged: 1, certain: 0, windows: 2 },
    { flagged: 0.5, certain: 0.5, windows: 3 },
    { flagged: 0, certain: 0, windows: undefined },
    { flagged: 1e-5, certain: 0, windows: undefined },
  ])('at $flagged flagged and $certain certain are $windows', ({ windows, ...chance }) => {
    expect(windowsToFire(chance, { hits: 2, windows: 3 })).toBe(windows);
  });
});
