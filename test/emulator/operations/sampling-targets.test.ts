import {
  CreateSamplingRuleCommand,
  GetSamplingTargetsCommand,
  paginateGetSamplingStatisticSummaries,
  type SamplingBoostStatisticsDocument,
  type SamplingStatisticSummary,
  type SamplingStatisticsDocument,
} from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { T0 } from '../support/documents';
import { clientId, customRule, statistics } from '../support/sampling';
import { type Running, startXRay } from '../support/xray';

let local: Running;
let now: number;
async function fresh(): Promise<void> {
  await local?.stop();
  now = T0 + 600;
  local = await startXRay({ now: () => now, listPageSize: 3 });
}
beforeEach(fresh);
afterEach(() => local.stop());

const at = (seconds: number) => new Date((T0 + seconds) * 1000);
const report = (...SamplingStatisticsDocuments: SamplingStatisticsDocument[]) =>
  local.client.send(new GetSamplingTargetsCommand({ SamplingStatisticsDocuments }));
const createRule = (RuleName: string, ReservoirSize: number) =>
  local.client.send(new CreateSamplingRuleCommand({ SamplingRule: customRule({ RuleName, ReservoirSize }) }));
const quotas = async (...documents: SamplingStatisticsDocument[]) =>
  (await report(...documents)).SamplingTargetDocuments?.map((target) => target.ReservoirQuota ?? -1) ?? [];
const summaries = async () => {
  const all: SamplingStatisticSummary[] = [];
  for await (const page of paginateGetSamplingStatisticSummaries({ client: local.client }, {}))
    all.push(...(page.SamplingStatisticSummaries ?? []));
  return all;
};

test('a target tells the rate, the share of the reservoir, until when, and when to come again', async () => {
  await createRule('mine', 10);
  const answer = await report(statistics({ RuleName: 'mine' }));
  expect(answer.SamplingTargetDocuments).toEqual([
    { RuleName: 'mine', FixedRate: 0.5, ReservoirQuota: 10, ReservoirQuotaTTL: at(900), Interval: 10 },
  ]);
  expect([answer.UnprocessedStatistics, answer.UnprocessedBoostStatistics]).toEqual([[], []]);
});

test.each<[string, Partial<Record<keyof SamplingStatisticsDocument, unknown>>, string, string]>([
  ['an unknown rule', { RuleName: 'other' }, 'InvalidRule', 'There is no sampling rule other'],
  [
    'a short ClientID',
    { ClientID: 'ab' },
    'InvalidDocument',
    'ClientID must be 24 hexadecimal digits, found "ab"',
  ],
  [
    'a negative count',
    { RequestCount: -1 },
    'InvalidDocument',
    'RequestCount must be a whole number of 0 or more, found -1',
  ],
  [
    'half a request',
    { SampledCount: 0.5 },
    'InvalidDocument',
    'SampledCount must be a whole number of 0 or more, found 0.5',
  ],
  ['no sampled requests', { SampledCount: undefined }, 'InvalidDocument', 'SampledCount is required'],
  ['a time in milliseconds', { Timestamp: T0 * 1000 }, 'InvalidDocument', 'Timestamp must be a number from'],
  [
    'a time of last month',
    { Timestamp: T0 - 31 * 86_400 },
    'InvalidDocument',
    'Timestamp must be a number from',
  ],
])(
  'a document with %s is answered as unprocessed, and the others are taken',
  async (_, part, code, message) => {
    const { Timestamp, ...document } = statistics();
    const good = { ...document, Timestamp: T0 + 600 };
    const body = JSON.stringify({ SamplingStatisticsDocuments: [{ ...good, ...part }, good, 'nonsense'] });
    const answer = await (await fetch(`${local.url}/SamplingTargets`, { method: 'POST', body })).json();
    expect(answer).toMatchObject({
      SamplingTargetDocuments: [{ RuleName: 'Default' }],
      UnprocessedStatistics: [
        { ErrorCode: code, Message: expect.stringContaining(message) },
        { ErrorCode: 'InvalidDocument', Message: expect.any(String) },
      ],
    });
    expect(await summaries()).toMatchObject([{ RuleName: 'Default', RequestCount: 10 }]);
  },
);

test('26 documents, or none at all, are refused', async () => {
  const many = Array.from({ length: 26 }, () => statistics());
  await expect(report(...many)).rejects.toThrow(
    'SamplingStatisticsDocuments must be a list of at most 25, found a list of 26',
  );
  const body = await fetch(`${local.url}/SamplingTargets`, { method: 'POST', body: '{}' });
  expect(await body.json()).toEqual({ Message: 'SamplingStatisticsDocuments is required' });
  expect(await summaries()).toEqual([]);
});

test('documents of anomalies are checked one by one', async () => {
  const good: SamplingBoostStatisticsDocument = {
    RuleName: 'Default',
    ServiceName: 'web',
    Timestamp: at(600),
    AnomalyCount: 3,
    TotalCount: 10,
    SampledAnomalyCount: 1,
  };
  const SamplingBoostStatisticsDocuments = [
    good,
    { ...good, RuleName: 'other' },
    { ...good, TotalCount: -1 },
  ];
  const answer = await local.client.send(
    new GetSamplingTargetsCommand({ SamplingStatisticsDocuments: [], SamplingBoostStatisticsDocuments }),
  );
  expect(answer.UnprocessedBoostStatistics).toEqual([
    { RuleName: 'other', ErrorCode: 'InvalidRule', Message: 'There is no sampling rule other' },
    {
      RuleName: 'Default',
      ErrorCode: 'InvalidDocument',
      Message: 'TotalCount must be a whole number of 0 or more, found -1',
    },
  ]);
});

test('who has not reported for half a minute gives its share to the others', async () => {
  await createRule('mine', 10);
  const from = (n: number) => statistics({ RuleName: 'mine', ClientID: clientId(n) });
  expect(await quotas(from(1), from(2), from(3))).toEqual([4, 3, 3]);
  now += 30;
  expect(await quotas(from(2))).toEqual([3]);
  now += 1;
  expect(await quotas(from(3))).toEqual([5]);
});

test('statistics are summed up by rule and ten seconds, newest first, over all pages', async () => {
  await createRule('mine', 1);
  await report(
    statistics({ Timestamp: at(589.9) }),
    statistics({ Timestamp: at(590) }),
    statistics({ Timestamp: at(599.9), ClientID: clientId(2), BorrowCount: undefined }),
    statistics({ Timestamp: at(600), RuleName: 'mine' }),
    statistics({ Timestamp: at(600) }),
  );
  expect(await summaries()).toEqual([
    { RuleName: 'Default', Timestamp: at(600), RequestCount: 10, BorrowCount: 1, SampledCount: 2 },
    { RuleName: 'mine', Timestamp: at(600), RequestCount: 10, BorrowCount: 1, SampledCount: 2 },
    { RuleName: 'Default', Timestamp: at(590), RequestCount: 20, BorrowCount: 1, SampledCount: 4 },
    { RuleName: 'Default', Timestamp: at(580), RequestCount: 10, BorrowCount: 1, SampledCount: 2 },
  ]);
  now += 30 * 86_400 - 15;
  expect(await summaries()).toHaveLength(3);
});

const anyCount = fc.nat({ max: 1000 });
const anyDocument = fc.record({
  RuleName: fc.constantFrom('Default', 'mine', 'unknown'),
  ClientID: fc.integer({ min: 1, max: 5 }).map(clientId),
  Timestamp: fc.integer({ min: 0, max: 600 }).map(at),
  RequestCount: anyCount,
  SampledCount: anyCount,
  BorrowCount: anyCount,
});
const totals = (counts: readonly Partial<SamplingStatisticSummary>[]) =>
  (['RequestCount', 'SampledCount', 'BorrowCount'] as const).map((member) =>
    counts.reduce((sum, count) => sum + (count[member] ?? 0), 0),
  );

test('summaries conserve what was reported of known rules', async () => {
  const requests = fc.array(fc.array(anyDocument, { maxLength: 25 }), { maxLength: 4 });
  await fc.assert(
    fc
      .asyncProperty(requests, async (batches) => {
        await createRule('mine', 3);
        for (const batch of batches) await report(...batch);
        const known = batches.flat().filter(({ RuleName }) => RuleName !== 'unknown');
        expect(totals(await summaries())).toEqual(totals(known));
      })
      .beforeEach(fresh),
    { numRuns: 25 },
  );
});

test('what all present clients are given is the whole reservoir and never more', async () => {
  const anyClients = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 25 });
  await fc.assert(
    fc
      .asyncProperty(anyClients, fc.nat({ max: 60 }), async (clients, reservoir) => {
        await createRule('mine', reservoir);
        const given = await quotas(
          ...clients.map((n) => statistics({ RuleName: 'mine', ClientID: clientId(n) })),
        );
        expect(given).toHaveLength(clients.length);
        expect(given.reduce((sum, quota) => sum + quota, 0)).toBe(reservoir);
        expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
      })
      .beforeEach(fresh),
    { numRuns: 25 },
  );
});
