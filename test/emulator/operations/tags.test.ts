import {
  CreateGroupCommand,
  CreateSamplingRuleCommand,
  DeleteSamplingRuleCommand,
  GetGroupsCommand,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  type Tag,
  TagResourceCommand,
  TooManyTagsException,
  UntagResourceCommand,
} from '@aws-sdk/client-xray';
import { customRule } from '../support/sampling';
import { type Running, startXRay } from '../support/xray';

let local: Running;
let ResourceARN: string | undefined;
beforeEach(async () => {
  local = await startXRay();
  const SamplingRule = customRule();
  const Tags = [{ Key: 'stage', Value: 'test' }];
  const answer = await local.client.send(new CreateSamplingRuleCommand({ SamplingRule, Tags }));
  ResourceARN = answer.SamplingRuleRecord?.SamplingRule?.RuleARN;
});
afterEach(() => local.stop());

const tag = (Tags: Tag[]) => local.client.send(new TagResourceCommand({ ResourceARN, Tags }));
const list = async (arn = ResourceARN) =>
  (await local.client.send(new ListTagsForResourceCommand({ ResourceARN: arn }))).Tags;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ Key: `k${n}`, Value: '' }));

test('tags of a rule are added, given new values and removed', async () => {
  await tag([
    { Key: 'team', Value: 'blue' },
    { Key: 'stage', Value: 'live' },
  ]);
  expect(await list()).toEqual([
    { Key: 'stage', Value: 'live' },
    { Key: 'team', Value: 'blue' },
  ]);
  await local.client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['stage', 'unknown'] }));
  expect(await list()).toEqual([{ Key: 'team', Value: 'blue' }]);
});

test('a group has tags of its own', async () => {
  const Tags = [{ Key: 'größe', Value: 'a b' }];
  const { Group } = await local.client.send(new CreateGroupCommand({ GroupName: 'mine', Tags }));
  expect(await list(Group?.GroupARN)).toEqual(Tags);
});

test('tags go with their rule', async () => {
  await local.client.send(new DeleteSamplingRuleCommand({ RuleName: 'mine' }));
  await expect(list()).rejects.toBeInstanceOf(ResourceNotFoundException);
  await local.client.send(new CreateSamplingRuleCommand({ SamplingRule: customRule() }));
  expect(await list()).toEqual([]);
});

test('the 51st tag is one too many, and then none of the request is taken', async () => {
  await tag(numbered(49));
  await expect(
    tag([
      { Key: 'k0', Value: 'new' },
      { Key: 'more', Value: '' },
    ]),
  ).rejects.toBeInstanceOf(TooManyTagsException);
  await expect(tag([{ Key: 'more', Value: '' }])).rejects.toMatchObject({ ResourceName: ResourceARN });
  expect(await list()).toEqual([{ Key: 'stage', Value: 'test' }, ...numbered(49)]);
});

test('a group with 51 tags is not made', async () => {
  const sent = local.client.send(new CreateGroupCommand({ GroupName: 'mine', Tags: numbered(51) }));
  await expect(sent).rejects.toThrow('Tags must be at most 50 tags, found a list of 51');
  expect((await local.client.send(new GetGroupsCommand({}))).Groups).toHaveLength(1);
});

test.each<[string, Tag, string]>([
  ['a reserved key', { Key: 'aws:stage', Value: '' }, 'Key must be letters, digits'],
  ['an empty key', { Key: '', Value: '' }, 'Key must be a text of 1 to 128 characters, found ""'],
  ['a long key', { Key: 'k'.repeat(129), Value: '' }, 'Key must be a text of 1 to 128 characters'],
  ['a long value', { Key: 'k', Value: 'v'.repeat(257) }, 'Value must be a text of 0 to 256 characters'],
  ['no value', { Key: 'k', Value: undefined }, 'Value is required'],
  ['a value with a bracket', { Key: 'k', Value: '(' }, 'Value must be letters, digits'],
])('a tag with %s is refused', async (_, wrong, message) => {
  await expect(tag([wrong])).rejects.toThrow(message);
  expect(await list()).toEqual([{ Key: 'stage', Value: 'test' }]);
});
