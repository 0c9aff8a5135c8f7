import { containsOldVersions, versionAt } from '../../../emulator/control/group';
import { Groups } from '../../../emulator/control/groups';

/** A group made at 100 whose filter changed at 200 and 300; at 250 it was written anew without a change. */
function changedTwice() {
  let now = 100;
  const groups = new Groups({ now: () => now, changed: () => {}, settleSeconds: 0 }, undefined);
  groups.create({ GroupName: 'mine', FilterExpression: 'fault' });
  for (const [at, FilterExpression] of [
    [200, 'error'],
    [250, 'error'],
    [300, ''],
  ] as const) {
    now = at;
    groups.update({ GroupName: 'mine', FilterExpression });
  }
  const group = groups.find({ name: 'mine' });
  if (!group) throw new Error('the group is gone');
  return { group, groups };
}

test.each([
  [99.9, undefined],
  [100, 'fault'],
  [199.9, 'fault'],
  [200, 'error'],
  [299.9, 'error'],
  [300, ''],
])('at second %d the filter in force is %j', (seconds, filter) => {
  expect(versionAt(changedTwice().group, seconds)?.filterExpression).toBe(filter);
});

test.each([
  ['before the group was made', 0, 100, false],
  ['from before it was made to before its first change', 0, 200, false],
  ['between two changes', 200, 300, false],
  ['over its first change', 150, 201, true],
  ['over its last change', 250, 400, true],
  ['after its last change', 300, 400, false],
])('a range %s (%d to %d) contains old versions: %s', (_, start, end, expected) => {
  expect(containsOldVersions(changedTwice().group, { start, end })).toBe(expected);
});

test('a group is found by name, by ARN, and by both only when they agree', () => {
  const { group, groups } = changedTwice();
  const { name, arn } = group;
  expect([groups.find({ name }), groups.find({ arn }), groups.find({ name, arn })]).toEqual([
    group,
    group,
    group,
  ]);
  expect([groups.find({}), groups.find({ name: 'Mine' }), groups.find({ name: 'Default', arn })]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a group made anew under an old name has another ARN and none of its versions', () => {
  const { group, groups } = changedTwice();
  groups.delete({ GroupName: 'mine' });
  const again = groups.create({ GroupName: 'mine' });
  expect(again.arn).not.toBe(group.arn);
  expect(again.versions).toEqual([{ since: 300, filterExpression: '' }]);
});
