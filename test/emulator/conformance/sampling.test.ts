/** Sampling rules, targets and statistics. Makes and deletes three rules that match nobody; about 25 requests. */
import { randomBytes } from 'node:crypto';
import {
  CreateSamplingRuleCommand,
  DeleteSamplingRuleCommand,
  GetSamplingTargetsCommand,
  paginateGetSamplingRules,
  paginateGetSamplingStatisticSummaries,
  type SamplingRuleRecord,
  type SamplingStatisticSummary,
  type SamplingStatisticsDocument,
  UpdateSamplingRuleCommand,
} from '@aws-sdk/client-xray';
import { customRule } from '../support/sampling';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { ownRule } from './support/own-rule';
import type { TestedService } from './support/service';
import { eventually } from './support/settle';
import { sources } from './support/sources';
import { Story } from './support/story';

const { configuration, sampling, api } = sources;
const REFUSED = { name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } };
const nameOf = () => new Story().named('rule');

async function ruleOf({ client }: TestedService, name: string): Promise<SamplingRuleRecord | undefined> {
  for await (const { SamplingRuleRecords = [] } of paginateGetSamplingRules({ client }, {})) {
    const found = SamplingRuleRecords.find(({ SamplingRule }) => SamplingRule?.RuleName === name);
    if (found) return found;
  }
  return undefined;
}

/** What all SDKs reported of a rule. */
async function summariesOf(
  { client }: TestedService,
  name: string,
): Promise<readonly SamplingStatisticSummary[]> {
  const summaries: SamplingStatisticSummary[] = [];
  for await (const page of paginateGetSamplingStatisticSummaries({ client }, {}))
    summaries.push(...(page.SamplingStatisticSummaries ?? []));
  return summaries.filter(({ RuleName }) => RuleName === name);
}

/** What an SDK reports of a rule now. */
const reportOf = (RuleName: string): SamplingStatisticsDocument => ({
  RuleName,
  ClientID: randomBytes(12).toString('hex'),
  Timestamp: new Date(),
  RequestCount: 20,
  SampledCount: 5,
  BorrowCount: 1,
});

const report = ({ client }: TestedService, RuleName: string) =>
  client.send(new GetSamplingTargetsCommand({ SamplingStatisticsDocuments: [reportOf(RuleName)] }));

const behaviours: readonly Behaviour[] = [
  {
    behaviour: 'A rule is made, listed, changed and deleted, and says when that was',
    source: configuration,
    check: async (service) => {
      const { client } = service;
      const RuleName = nameOf();
      const { record } = await ownRule(service, RuleName);
      expect(record.SamplingRule).toMatchObject(
        customRule({ RuleName, ServiceName: RuleName, Priority: 9999 }),
      );
      expect(record.SamplingRule?.RuleARN).toMatch(/^arn:aws[\w-]*:xray:[\w-]+:\d{12}:sampling-rule\//);
      expect([record.CreatedAt, record.ModifiedAt]).toEqual([expect.any(Date), expect.any(Date)]);
      await eventually(service, async () => expect(await ruleOf(service, RuleName)).toBeDefined());
      const SamplingRuleUpdate = { RuleName, FixedRate: 0.25 };
      const changed = await client.send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate }));
      expect(changed.SamplingRuleRecord?.SamplingRule).toMatchObject({ FixedRate: 0.25, ReservoirSize: 10 });
      await eventually(service, async () => {
        expect((await ruleOf(service, RuleName))?.SamplingRule?.FixedRate).toBe(0.25);
      });
    },
  },
  {
    behaviour: 'The deletion of a rule answers the rule, and then it is gone',
    source: api('DeleteSamplingRule'),
    check: async (service) => {
      const RuleName = nameOf();
      const { client } = service;
      const { record, remove } = await ownRule(service, RuleName);
      await remove();
      await eventually(service, async () => expect(await ruleOf(service, RuleName)).toBeUndefined());
      const again = client.send(new DeleteSamplingRuleCommand({ RuleName }));
      await expect(again).rejects.toMatchObject(REFUSED);
      expect(record.SamplingRule?.RuleName).toBe(RuleName);
    },
  },
  {
    behaviour: 'A report of a rule is answered with a target, and summed up by ten seconds',
    source: sampling,
    check: async (service) => {
      const RuleName = nameOf();
      await ownRule(service, RuleName);
      await eventually(service, async () => {
        const { SamplingTargetDocuments, LastRuleModification } = await report(service, RuleName);
        expect(SamplingTargetDocuments).toMatchObject([{ RuleName, FixedRate: 0.5 }]);
        expect(LastRuleModification).toBeInstanceOf(Date);
      });
      await eventually(service, async () => {
        const counts = await summariesOf(service, RuleName);
        expect(counts).toMatchObject([{ RequestCount: 20, SampledCount: 5, BorrowCount: 1 }]);
        expect((counts[0]?.Timestamp?.getTime() ?? 1) % 10_000).toBe(0);
      });
    },
  },
  {
    behaviour: 'A report of an unknown rule comes back as unprocessed',
    source: api('GetSamplingTargets'),
    check: async (service) => {
      const RuleName = nameOf();
      const { SamplingTargetDocuments, UnprocessedStatistics } = await report(service, RuleName);
      expect(SamplingTargetDocuments).toEqual([]);
      expect(UnprocessedStatistics).toMatchObject([{ RuleName, ErrorCode: expect.any(String) }]);
    },
  },
  {
    behaviour: 'The rule Default is always there, matches everything and is asked last',
    source: sampling,
    check: async (service) => {
      expect((await ruleOf(service, 'Default'))?.SamplingRule).toMatchObject({
        Priority: 10_000,
        Version: 1,
        ResourceARN: '*',
        ServiceName: '*',
        ServiceType: '*',
        Host: '*',
        HTTPMethod: '*',
        URLPath: '*',
      });
    },
  },
  {
    behaviour: 'Default takes one request a second and 5 % of the rest',
    source: sampling,
    localOnly: 'the account may have changed its Default',
    check: async (service) => {
      const rule = (await ruleOf(service, 'Default'))?.SamplingRule;
      expect(rule).toMatchObject({ ReservoirSize: 1, FixedRate: 0.05 });
    },
  },
  {
    behaviour: 'A rule with a rate above 1 is an InvalidRequestException',
    source: api('CreateSamplingRule'),
    check: async ({ client }) => {
      const RuleName = nameOf();
      const SamplingRule = customRule({ RuleName, ServiceName: RuleName, FixedRate: 1.5 });
      const sent = client.send(new CreateSamplingRuleCommand({ SamplingRule }));
      await expect(sent).rejects.toMatchObject(REFUSED);
    },
  },
  {
    behaviour: 'An update of an unknown rule is an InvalidRequestException',
    source: api('UpdateSamplingRule'),
    check: async ({ client }) => {
      const SamplingRuleUpdate = { RuleName: nameOf(), FixedRate: 0.5 };
      const sent = client.send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate }));
      await expect(sent).rejects.toMatchObject(REFUSED);
    },
  },
];

conforms('Sampling', behaviours);
