import { phaseOf } from '../../../analysis/baseline/phase';
import type { Range } from '../../../analysis/model/decision';

const settings = { bootstrapSeconds: 1_000 };
const window = (start: number) => ({ start, end: start + 100 });
const decision = (id: string, verb: Range['verb'], start: number, end: number): Range => ({
  id,
  verb,
  range: { start, end },
  by: 'someone',
  at: start,
  reason: 'told so',
});
const learn = decision('l', 'learn', 1_000, 2_000);
const rebase = decision('r', 'rebase', 1_500, 2_500);

describe('The phase of a window', () => {
  test.each([
    // what, start, decisions, seconds learned, [learning, teaches, rebasing, decisions]
    ['a new scope learns by itself', 0, [], 0, [true, true, false, []]],
    ['it learns until it has seen enough', 0, [], 999, [true, true, false, []]],
    ['then it judges and goes on learning', 0, [], 1_000, [false, true, false, []]],
    [
      'a window inside a learning range teaches and never alerts',
      1_000,
      [learn],
      5_000,
      [true, true, false, ['l']],
    ],
    ['the last window of a range is inside', 1_900, [learn], 5_000, [true, true, false, ['l']]],
    [
      'a window across the beginning is judged and does not teach',
      950,
      [learn],
      5_000,
      [false, false, false, []],
    ],
    ['a window across the end is judged and does not teach', 1_950, [learn], 0, [false, false, false, []]],
    [
      'a window after a range is judged, however little was learned',
      2_000,
      [learn],
      0,
      [false, true, false, []],
    ],
    ['a window before a range learns by itself', 0, [learn], 0, [true, true, false, []]],
    ['a window inside a rebase is one', 1_500, [rebase], 5_000, [true, true, true, ['r']]],
    ['a window inside both obeys both', 1_600, [rebase, learn], 5_000, [true, true, true, ['l', 'r']]],
    [
      'a window inside one and across the other is inside',
      1_450,
      [learn, rebase],
      5_000,
      [true, true, false, ['l']],
    ],
  ] as const)('%s', (_what, start, decisions, learnedSeconds, [learning, teaches, rebasing, ids]) => {
    expect(phaseOf(window(start), decisions, { learnedSeconds }, settings)).toEqual({
      byItself: !decisions.some(({ range }) => range.end <= start),
      learning,
      teaches,
      rebasing,
      decisions: ids,
    });
  });
});
