import {
  CreateGroupCommand,
  type CreateGroupCommandInput,
  DeleteGroupCommand,
  GetGroupCommand,
  GetGroupsCommand,
  InvalidRequestException,
  paginateGetGroups,
  UpdateGroupCommand,
  type UpdateGroupCommandInput,
} from '@aws-sdk/client-xray';
import { type Running, startXRay } from '../support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay({ listPageSize: 2 });
});
afterEach(() => local.stop());

const create = (input: CreateGroupCommandInput) => local.client.send(new CreateGroupCommand(input));
const update = (input: UpdateGroupCommandInput) => local.client.send(new UpdateGroupCommand(input));
const get = async (input: { GroupName?: string; GroupARN?: string | undefined }) =>
  (await local.client.send(new GetGroupCommand(input))).Group;
const names = async () => {
  const all: (string | undefined)[] = [];
  for await (const page of paginateGetGroups({ client: local.client }, {}))
    all.push(...(page.Groups ?? []).map((group) => group.GroupName));
  return all;
};
const off = { InsightsEnabled: false, NotificationsEnabled: false };
const on = { InsightsEnabled: true, NotificationsEnabled: true };

test('a group lives from its creation over changes to its deletion', async () => {
  const { Group } = await create({ GroupName: 'slow', FilterExpression: 'service("web")' });
  expect(Group).toEqual({
    GroupName: 'slow',
    GroupARN: expect.stringMatching(/^arn:aws:xray:us-east-1:0{12}:group\/slow\/[0-9A-F]{26}$/),
    FilterExpression: 'service("web")',
    InsightsConfiguration: off,
  });
  const { GroupARN } = Group ?? {};
  await update({ GroupARN, FilterExpression: 'fault', InsightsConfiguration: on });
  const changed = { ...Group, FilterExpression: 'fault', InsightsConfiguration: on };
  expect(await get({ GroupARN })).toEqual(changed);
  expect(await get({ GroupName: 'slow' })).toEqual(changed);
  await update({ GroupName: 'slow', InsightsConfiguration: { InsightsEnabled: false } });
  expect(await get({ GroupName: 'slow' })).toEqual({ ...changed, InsightsConfiguration: off });
  await local.client.send(new DeleteGroupCommand({ GroupARN }));
  await expect(get({ GroupName: 'slow' })).rejects.toThrow('Group slow was not found');
});

test('groups come by name over all pages, Default among them', async () => {
  for (const GroupName of ['z', 'a', 'm']) await create({ GroupName });
  expect((await local.client.send(new GetGroupsCommand({}))).Groups).toHaveLength(2);
  expect(await names()).toEqual(['Default', 'a', 'm', 'z']);
});

test('Default has an ARN and no filter; it takes insights, but no filter and no deletion', async () => {
  const GroupARN = 'arn:aws:xray:us-east-1:000000000000:group/Default';
  await update({ GroupARN, InsightsConfiguration: on });
  expect(await get({ GroupARN })).toEqual({ GroupName: 'Default', GroupARN, InsightsConfiguration: on });
  await expect(update({ GroupName: 'Default', FilterExpression: 'fault' })).rejects.toThrow(
    'FilterExpression of the group Default cannot be changed',
  );
  const deletion = local.client.send(new DeleteGroupCommand({ GroupName: 'Default' }));
  await expect(deletion).rejects.toThrow('The group Default cannot be deleted');
});

test.each<[string, Partial<CreateGroupCommandInput>, string]>([
  ['no name', { GroupName: undefined }, 'GroupName is required'],
  ['an empty name', { GroupName: '' }, 'GroupName must be a text of 1 to 32 characters, found ""'],
  ['a long name', { GroupName: 'x'.repeat(33) }, 'GroupName must be a text of 1 to 32 characters'],
  ['the reserved name', { GroupName: 'Default' }, 'There is already a group with GroupName Default'],
  ['a name that is taken', { GroupName: 'taken' }, 'There is already a group with GroupName taken'],
  ['a filter that is none', { FilterExpression: 'service(' }, 'ilter expression'],
  [
    'notifications without insights',
    { InsightsConfiguration: { NotificationsEnabled: true } },
    'NotificationsEnabled must be false while InsightsEnabled is false',
  ],
])('a new group with %s is refused and not kept', async (_, part, message) => {
  await create({ GroupName: 'taken' });
  const sent = create({ GroupName: 'mine', ...part } as CreateGroupCommandInput);
  await expect(sent).rejects.toBeInstanceOf(InvalidRequestException);
  await expect(sent).rejects.toThrow(message);
  expect(await names()).toEqual(['Default', 'taken']);
});

test.each<[string, UpdateGroupCommandInput, string]>([
  ['neither name nor ARN', {}, 'GroupName or GroupARN is required'],
  ['an unknown name', { GroupName: 'other' }, 'Group other was not found'],
  ['an unknown ARN', { GroupARN: 'arn' }, 'Group arn was not found'],
  [
    'the name of one and the ARN of another',
    { GroupName: 'mine', GroupARN: 'arn:aws:xray:us-east-1:000000000000:group/Default' },
    'Group mine with arn:aws:xray:us-east-1:000000000000:group/Default was not found',
  ],
  ['a broken filter', { GroupName: 'mine', FilterExpression: 'fault AND' }, 'Invalid filter expression'],
  [
    'notifications without insights',
    { GroupName: 'mine', InsightsConfiguration: { InsightsEnabled: false, NotificationsEnabled: true } },
    'NotificationsEnabled must be false while InsightsEnabled is false',
  ],
])('an update with %s is refused and changes nothing', async (_, input, message) => {
  await create({ GroupName: 'mine', FilterExpression: 'error', InsightsConfiguration: on });
  const before = await get({ GroupName: 'mine' });
  await expect(update(input)).rejects.toThrow(message);
  expect(await get({ GroupName: 'mine' })).toEqual(before);
});

test('there are 25 groups beside Default and no more', async () => {
  for (let n = 0; n < 25; n++) await create({ GroupName: `group-${n}` });
  await expect(create({ GroupName: 'one-more' })).rejects.toThrow(
    'There are already 25 groups beside Default',
  );
});
