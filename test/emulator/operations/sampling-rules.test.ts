import {
  CreateSamplingRuleCommand,
  DeleteSamplingRuleCommand,
  GetSamplingRulesCommand,
  GetSamplingTargetsCommand,
  InvalidRequestException,
  paginateGetSamplingRules,
  RuleLimitExceededException,
  type SamplingRule,
  type SamplingRuleUpdate,
  UpdateSamplingRuleCommand,
} from '@aws-sdk/client-xray';
import { T0 } from '../support/documents';
import { customRule } from '../support/sampling';
import { type Running, startXRay } from '../support/xray';

let local: Running;
let now = T0;
beforeEach(async () => {
  now = T0;
  local = await startXRay({ now: () => now, listPageSize: 2 });
});
afterEach(() => local.stop());

const create = (rule: SamplingRule = customRule()) =>
  local.client.send(new CreateSamplingRuleCommand({ SamplingRule: rule }));
const update = (change: SamplingRuleUpdate) =>
  local.client.send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate: change }));
const list = async () => {
  const rules: (SamplingRule | undefined)[] = [];
  for await (const page of paginateGetSamplingRules({ client: local.client }, {}))
    rules.push(...(page.SamplingRuleRecords ?? []).map((record) => record.SamplingRule));
  return rules;
};
const names = async () => (await list()).map((rule) => rule?.RuleName);
const lastModification = async () =>
  (await local.client.send(new GetSamplingTargetsCommand({ SamplingStatisticsDocuments: [] })))
    .LastRuleModification;
const at = (seconds: number) => new Date(seconds * 1000);

test('a rule lives from its creation over changes to its deletion, and its dates tell', async () => {
  const made = await create(customRule({ SamplingRateBoost: { MaxRate: 0.9, CooldownWindowMinutes: 5 } }));
  const RuleARN = 'arn:aws:xray:us-east-1:000000000000:sampling-rule/mine';
  const rule = { ...customRule(), RuleARN, Attributes: {} };
  expect(made.SamplingRuleRecord).toEqual({
    SamplingRule: { ...rule, SamplingRateBoost: { MaxRate: 0.9, CooldownWindowMinutes: 5 } },
    CreatedAt: at(T0),
    ModifiedAt: at(T0),
  });
  now = T0 + 60.5;
  const changed = await update({ RuleARN, FixedRate: 0, Host: 'a.example', Attributes: { k: 'v' } });
  expect(changed.SamplingRuleRecord).toMatchObject({
    SamplingRule: { ...rule, FixedRate: 0, Host: 'a.example', Attributes: { k: 'v' } },
    CreatedAt: at(T0),
    ModifiedAt: at(T0 + 60.5),
  });
  expect(await lastModification()).toEqual(at(T0 + 60.5));
  now = T0 + 120;
  const deleted = await local.client.send(new DeleteSamplingRuleCommand({ RuleName: 'mine' }));
  expect(deleted.SamplingRuleRecord).toEqual(changed.SamplingRuleRecord);
  expect(await names()).toEqual(['Default']);
  expect(await lastModification()).toEqual(at(T0 + 120));
});

test('rules come in the order in which SDKs ask them, over all pages', async () => {
  for (const [RuleName, Priority] of [
    ['late', 9999],
    ['b', 7],
    ['first', 1],
    ['a', 7],
  ] as const)
    await create(customRule({ RuleName, Priority }));
  const first = await local.client.send(new GetSamplingRulesCommand({}));
  expect(first.SamplingRuleRecords).toHaveLength(2);
  expect(await names()).toEqual(['first', 'a', 'b', 'late', 'Default']);
});

const long = (length: number) => 'x'.repeat(length);

test.each<[string, Partial<SamplingRule>, string]>([
  ['no name', { RuleName: undefined }, 'RuleName is required'],
  ['an empty name', { RuleName: '' }, 'RuleName must be a text of 1 to 32 characters, found ""'],
  [
    'a name of 33',
    { RuleName: long(33) },
    `RuleName must be a text of 1 to 32 characters, found "${long(33)}"`,
  ],
  ['an ARN', { RuleARN: 'arn' }, 'RuleARN must be left out of a new rule: X-Ray makes it'],
  [
    'the name of the Default rule',
    { RuleName: 'Default' },
    'There is already a sampling rule with RuleName Default',
  ],
  ['no priority', { Priority: undefined }, 'Priority is required'],
  ['priority 0', { Priority: 0 }, 'Priority must be a whole number from 1 to 9999, found 0'],
  ['priority 10000', { Priority: 10_000 }, 'Priority must be a whole number from 1 to 9999, found 10000'],
  ['half a priority', { Priority: 1.5 }, 'Priority must be a whole number from 1 to 9999, found 1.5'],
  ['a negative rate', { FixedRate: -0.1 }, 'FixedRate must be a number from 0 to 1, found -0.1'],
  ['a rate in percent', { FixedRate: 5 }, 'FixedRate must be a number from 0 to 1, found 5'],
  [
    'a negative reservoir',
    { ReservoirSize: -1 },
    'ReservoirSize must be a whole number of 0 or more, found -1',
  ],
  ['no reservoir', { ReservoirSize: undefined }, 'ReservoirSize is required'],
  ['no service name', { ServiceName: undefined }, 'ServiceName is required'],
  [
    'a long service name',
    { ServiceName: long(65) },
    'ServiceName must be a text of 0 to 64 characters, found a text of 65 characters',
  ],
  ['a long service type', { ServiceType: long(65) }, 'ServiceType must be a text of 0 to 64'],
  ['a long host', { Host: long(65) }, 'Host must be a text of 0 to 64'],
  ['a long method', { HTTPMethod: long(11) }, 'HTTPMethod must be a text of 0 to 10'],
  ['a long path', { URLPath: long(129) }, 'URLPath must be a text of 0 to 128'],
  ['a long resource', { ResourceARN: long(501) }, 'ResourceARN must be a text of 0 to 500'],
  ['no version', { Version: undefined }, 'Version is required'],
  ['version 2', { Version: 2 }, 'Version must be 1, found 2'],
  ['a long attribute', { Attributes: { k: long(33) } }, 'Attributes.k must be a text of 1 to 32'],
  [
    'a long attribute key',
    { Attributes: { [long(33)]: 'v' } },
    'A key of Attributes must be a text of 1 to 32',
  ],
  [
    'six attributes',
    { Attributes: Object.fromEntries([...'abcdef'].map((k) => [k, 'v'])) },
    'Attributes must be at most 5 attributes, found 6',
  ],
  [
    'a boost above 1',
    { SamplingRateBoost: { MaxRate: 2, CooldownWindowMinutes: 1 } },
    'MaxRate must be a number from 0 to 1, found 2',
  ],
  [
    'a boost without cooldown',
    { SamplingRateBoost: { MaxRate: 1, CooldownWindowMinutes: undefined } },
    'CooldownWindowMinutes is required',
  ],
])('a new rule with %s is refused and not kept', async (_, part, message) => {
  const sent = create(customRule(part));
  await expect(sent).rejects.toBeInstanceOf(InvalidRequestException);
  await expect(sent).rejects.toThrow(message);
  expect(await names()).toEqual(['Default']);
});

test('the bounds themselves are taken', async () => {
  const widest = customRule({
    RuleName: long(32),
    Priority: 9999,
    FixedRate: 1,
    ReservoirSize: 0,
    ServiceName: long(64),
    ServiceType: long(64),
    Host: long(64),
    HTTPMethod: long(10),
    URLPath: long(128),
    ResourceARN: long(500),
    Attributes: { [long(32)]: long(32) },
  });
  await create(widest);
  expect((await list())[0]).toMatchObject(widest);
});

test('a name is given once', async () => {
  await create();
  await expect(create()).rejects.toThrow('There is already a sampling rule with RuleName mine');
});

test('there are 25 rules beside Default and no more, until one is deleted', async () => {
  for (let n = 0; n < 25; n++) await create(customRule({ RuleName: `rule-${n}` }));
  await expect(create()).rejects.toBeInstanceOf(RuleLimitExceededException);
  await local.client.send(new DeleteSamplingRuleCommand({ RuleName: 'rule-7' }));
  await create();
  expect(await list()).toHaveLength(26);
});

test.each<[string, SamplingRuleUpdate, string]>([
  ['an unknown name', { RuleName: 'other' }, 'There is no sampling rule other'],
  [
    'an unknown ARN',
    { RuleARN: 'arn:x:sampling-rule/mine' },
    'There is no sampling rule arn:x:sampling-rule/mine',
  ],
  ['neither name nor ARN', {}, 'Either RuleName or RuleARN is required, and not both'],
  [
    'name and ARN',
    { RuleName: 'mine', RuleARN: 'arn' },
    'Either RuleName or RuleARN is required, and not both',
  ],
  [
    'a rate out of bounds',
    { RuleName: 'mine', FixedRate: 2 },
    'FixedRate must be a number from 0 to 1, found 2',
  ],
  [
    'a new priority for Default',
    { RuleName: 'Default', Priority: 1 },
    'Priority of the sampling rule Default cannot be changed',
  ],
  [
    'another host for Default',
    { RuleName: 'Default', Host: 'a' },
    'Host of the sampling rule Default cannot be changed',
  ],
])('an update with %s is refused and changes nothing', async (_, change, message) => {
  await create();
  const before = await list();
  await expect(update(change)).rejects.toThrow(message);
  expect(await list()).toEqual(before);
});

test('the Default rule takes another rate and reservoir, and cannot be deleted', async () => {
  await update({ RuleName: 'Default', FixedRate: 0.01, ReservoirSize: 0 });
  expect((await list())[0]).toMatchObject({ FixedRate: 0.01, ReservoirSize: 0, Priority: 10_000 });
  const sent = local.client.send(new DeleteSamplingRuleCommand({ RuleName: 'Default' }));
  await expect(sent).rejects.toThrow('The sampling rule Default cannot be deleted');
});
