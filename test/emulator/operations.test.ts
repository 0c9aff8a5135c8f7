import {
  BatchGetTracesCommand,
  GetEncryptionConfigCommand,
  GetGroupsCommand,
  GetIndexingRulesCommand,
  GetSamplingRulesCommand,
  GetSamplingStatisticSummariesCommand,
  GetSamplingTargetsCommand,
  GetServiceGraphCommand,
  type GetServiceGraphCommandInput,
  GetTraceSegmentDestinationCommand,
  InvalidRequestException,
  ThrottledException,
  XRayClient,
} from '@aws-sdk/client-xray';
import { segment, subsegment, T0, toTable, traceId } from './support/documents';
import { edgesOf } from './support/sketch';
import { clientFor, type Running, startXRay } from './support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay({ pageSize: 2, batchPageSize: 2 });
});
afterEach(() => local.stop());

const at = (seconds: number) => new Date((T0 + seconds) * 1000);

describe('GetServiceGraph', () => {
  const callsThreeTables = () => {
    const calls = ['a', 'b', 'c'].map((table, n) => subsegment(10 + n, 'DynamoDB', [0, 0.5], toTable(table)));
    local.put(segment(1, 'web', [0, 1], { subsegments: calls }));
  };

  test('pages join into one graph although edges point to services of later pages', async () => {
    callsThreeTables();
    const first = await local.client.send(new GetServiceGraphCommand({ StartTime: at(0), EndTime: at(60) }));
    expect([first.Services?.length, typeof first.NextToken]).toEqual([2, 'string']);
    expect(edgesOf(await local.graph())).toEqual([
      'web| -> a|AWS::DynamoDB::Table',
      'web| -> b|AWS::DynamoDB::Table',
      'web| -> c|AWS::DynamoDB::Table',
      'web|client -> web|',
    ]);
  });

  test('documents that arrive between two pages do not renumber the answer', async () => {
    callsThreeTables();
    const input = { StartTime: at(0), EndTime: at(60) };
    const first = await local.client.send(new GetServiceGraphCommand(input));
    local.put(segment(5, 'aaa', [0, 1], { trace_id: traceId(5) }));
    const next = { ...input, NextToken: first.NextToken };
    const second = await local.client.send(new GetServiceGraphCommand(next));
    const again = await local.client.send(new GetServiceGraphCommand(next));
    expect(second.Services?.map((service) => service.ReferenceId)).toEqual([2, 3]);
    expect(again.Services).toEqual(second.Services);
  });

  test.each<[string, Partial<GetServiceGraphCommandInput>, RegExp]>([
    ['an end not after its start', { EndTime: at(0) }, /after StartTime/],
    [
      'more than six hours',
      { StartTime: at(-6 * 3600), EndTime: at(0.001) },
      /^Time range cannot be longer than 6 hours$/,
    ],
    [
      'a start more than 30 days ago',
      { StartTime: at(599 - 30 * 86_400), EndTime: at(700 - 30 * 86_400) },
      /30 days/,
    ],
    ['a token of its own making', { NextToken: 'bm8' }, /NextToken/],
    ['an unknown group', { GroupName: 'mine' }, /mine/],
  ])('%s is an InvalidRequestException that says so', async (_, part, message) => {
    const sent = local.client.send(
      new GetServiceGraphCommand({ StartTime: at(0), EndTime: at(60), ...part }),
    );
    await expect(sent).rejects.toBeInstanceOf(InvalidRequestException);
    await expect(sent).rejects.toThrow(message);
  });

  test('exactly six hours, and a start exactly 30 days ago, are fine', async () => {
    const start = at(600 - 30 * 86_400);
    const input = { StartTime: start, EndTime: new Date(start.getTime() + 6 * 3_600_000) };
    expect((await local.client.send(new GetServiceGraphCommand(input))).Services).toEqual([]);
  });

  test('a token works only with the request it was given for', async () => {
    callsThreeTables();
    const first = await local.client.send(new GetServiceGraphCommand({ StartTime: at(0), EndTime: at(60) }));
    const other = { StartTime: at(0), EndTime: at(61), NextToken: first.NextToken };
    await expect(local.client.send(new GetServiceGraphCommand(other))).rejects.toThrow('NextToken');
  });

  test.each([['{"StartTime":"now","EndTime":1}'], ['{}'], ['[]'], ['{']])(
    'the body %s is refused',
    async (body) => {
      const answer = await fetch(`${local.url}/ServiceGraph`, { method: 'POST', body });
      expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
        400,
        'InvalidRequestException',
      ]);
    },
  );
});

describe('BatchGetTraces', () => {
  test('more than five ids are refused, unknown ones are not answered, others come back as no trace id', async () => {
    const ids = [1, 2, 3, 4, 5, 6].map((n) => traceId(n));
    await expect(local.client.send(new BatchGetTracesCommand({ TraceIds: ids }))).rejects.toThrow(
      'at most 5',
    );
    const answer = await local.client.send(new BatchGetTracesCommand({ TraceIds: [traceId(9), 'nonsense'] }));
    expect([answer.Traces, answer.UnprocessedTraceIds]).toEqual([[], ['nonsense']]);
  });

  test('answers come in pages and in the order asked', async () => {
    for (const n of [1, 2, 3]) local.put(segment(n, 'web', [0, 1], { trace_id: traceId(n) }));
    const input = { TraceIds: [3, 1, 2].map((n) => traceId(n)) };
    const first = await local.client.send(new BatchGetTracesCommand(input));
    const second = await local.client.send(
      new BatchGetTracesCommand({ ...input, NextToken: first.NextToken }),
    );
    const pages = [first, second].map((page) => page.Traces?.map((trace) => trace.Id));
    expect(pages).toEqual([[traceId(3), traceId(1)], [traceId(2)]]);
    expect(second.NextToken).toBeUndefined();
  });
});

describe('the smaller operations', () => {
  test('the only sampling rule is Default, one a second and five percent', async () => {
    const { SamplingRuleRecords } = await local.client.send(new GetSamplingRulesCommand({}));
    expect(SamplingRuleRecords).toHaveLength(1);
    expect(SamplingRuleRecords?.[0]?.SamplingRule).toMatchObject({
      RuleName: 'Default',
      ReservoirSize: 1,
      FixedRate: 0.05,
    });
  });

  test('sampling targets are given for Default and refused for other rules', async () => {
    const document = { ClientID: '0'.repeat(24), Timestamp: at(0), RequestCount: 1, SampledCount: 1 };
    const SamplingStatisticsDocuments = ['Default', 'mine'].map((RuleName) => ({ ...document, RuleName }));
    const answer = await local.client.send(new GetSamplingTargetsCommand({ SamplingStatisticsDocuments }));
    expect(answer.SamplingTargetDocuments).toMatchObject([
      { RuleName: 'Default', ReservoirQuotaTTL: at(900) },
    ]);
    expect(answer.UnprocessedStatistics).toMatchObject([{ RuleName: 'mine' }]);
    expect(answer.LastRuleModification).toEqual(at(600));
  });

  test('destination, indexing, groups, encryption and statistics answer their defaults', async () => {
    const { client } = local;
    expect(await client.send(new GetTraceSegmentDestinationCommand({}))).toMatchObject({
      Destination: 'XRay',
      Status: 'ACTIVE',
    });
    const { IndexingRules } = await client.send(new GetIndexingRulesCommand({}));
    expect(IndexingRules).toMatchObject([
      { Name: 'Default', Rule: { Probabilistic: { DesiredSamplingPercentage: 1 } } },
    ]);
    expect((await client.send(new GetGroupsCommand({}))).Groups).toMatchObject([{ GroupName: 'Default' }]);
    const { EncryptionConfig } = await client.send(new GetEncryptionConfigCommand({}));
    expect(EncryptionConfig).toEqual({ Status: 'ACTIVE', Type: 'NONE' });
    const summaries = await client.send(new GetSamplingStatisticSummariesCommand({}));
    expect(summaries.SamplingStatisticSummaries).toEqual([]);
  });

  test('an operation that is not supported is refused by name', async () => {
    const answer = await fetch(`${local.url}/NoSuchOperation`, { method: 'POST', body: '{}' });
    expect(await answer.json()).toEqual({ Message: 'X-Ray Local does not support NoSuchOperation' });
    expect(answer.headers.get('x-amzn-errortype')).toBe('UnsupportedOperationException');
  });

  test('GET / says that the server is up', async () => {
    expect(await (await fetch(local.url)).json()).toEqual({ healthy: 'X-Ray Local' });
  });
});

describe('failNext', () => {
  test('a throttled request is retried by the SDK and then answered', async () => {
    local.xray.failNext(1);
    expect((await local.client.send(new GetGroupsCommand({}))).$metadata.attempts).toBe(2);
  });

  test('without retries the client sees the ThrottledException', async () => {
    const client = new XRayClient({ ...clientFor(local.url), maxAttempts: 1 });
    local.xray.failNext(1);
    await expect(client.send(new GetGroupsCommand({}))).rejects.toBeInstanceOf(ThrottledException);
    client.destroy();
  });
});
