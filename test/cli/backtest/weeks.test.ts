import { type Week, weeksOf } from '../../../cli/backtest/weeks';

const week = 604_800;
const message = { id: 'a', topic: 'alerts', subject: 's', body: 'b', attributes: {} } as const;
const sentAt = (...times: readonly number[]) => times.map((at) => ({ at, message }));
const counts = (weeks: readonly Week[]): number[] => weeks.map(({ sent }) => sent.length);

test.each([
  ['a message on the border belongs to the later week', sentAt(0, week - 1, week), 2 * week, [2, 1]],
  ['the last week may be short', sentAt(1, 2 * week + 1), 2 * week + 2, [1, 0, 1]],
  ['what goes out after the last window belongs to the last week', sentAt(week + 180), week, [1]],
  ['what goes out before the first judged window ended belongs to the first', sentAt(-1), week, [1]],
])('%s', (_, sent, to, expected) => {
  expect(counts(weeksOf(sent, 0, to))).toEqual(expected);
});

test('weeks join end to end', () => {
  expect(weeksOf([], 100, 100 + week + 1).map(({ from, to }) => [from, to])).toEqual([
    [100, 100 + week],
    [100 + week, 100 + week + 1],
  ]);
});

test('without a judged window there is no week', () => {
  expect(weeksOf(sentAt(1), undefined, undefined)).toEqual([]);
});
