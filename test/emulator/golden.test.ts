import { BatchGetTracesCommand, GetTraceSummariesCommand } from '@aws-sdk/client-xray';
import { awsSample, describeWithRecordings } from '../support/recordings';
import { type Raw, segment, spanId, subsegment, T0, toTable, traceId } from './support/documents';
import { countsOf, edge, edgesOf, node } from './support/sketch';
import { type Running, startXRay } from './support/xray';

interface SampleTrace {
  readonly Id: string;
  readonly Duration: number;
  readonly Segments: readonly { readonly Document: string }[];
}

/** What identifies an inferred segment apart from the id X-Ray made up for it. */
const withoutId = ({ id: _, ...rest }: Raw) => rest;
const byName = (a: Raw, b: Raw) => String(a.name).localeCompare(String(b.name));

describeWithRecordings('samples of the AWS documentation', () => {
  let local: Running | undefined;
  const start = async (now: number) => {
    local = await startXRay({ now: () => now });
    return local;
  };
  afterEach(() => local?.stop());

  const inferredOf = async (running: Running, id: string): Promise<Raw[]> => {
    const answer = await running.client.send(new BatchGetTracesCommand({ TraceIds: [id] }));
    const documents = (answer.Traces?.[0]?.Segments ?? []).map((one): Raw => JSON.parse(one.Document ?? ''));
    return documents.filter((document) => document.inferred === true).sort(byName);
  };

  test('the documents that were sent give back exactly the inferred ones of the sample trace', async () => {
    const trace: SampleTrace = awsSample('traces-xray-api-gettingdata-7.json').Traces[0];
    const documents = trace.Segments.map((one): Raw => JSON.parse(one.Document));
    const running = await start(1_499_473_500);
    const sent = documents.filter((document) => document.inferred !== true);
    expect(running.put(...sent)).toEqual({ accepted: 3, unprocessed: [] });
    const expected = documents.filter((document) => document.inferred === true).sort(byName);
    expect((await inferredOf(running, trace.Id)).map(withoutId)).toEqual(expected.map(withoutId));
    const answer = await running.client.send(new BatchGetTracesCommand({ TraceIds: [trace.Id] }));
    expect(answer.Traces?.[0]).toMatchObject({
      Id: trace.Id,
      Duration: trace.Duration,
      LimitExceeded: false,
    });
    expect(answer.Traces?.[0]?.Segments?.length).toBe(trace.Segments.length);
  });

  test('the sample trace gives the sample summary, and says whose words are whose', async () => {
    const trace: SampleTrace = awsSample('traces-xray-api-gettingdata-7.json').Traces[0];
    const { TraceSummaries }: { TraceSummaries: Raw[] } = awsSample(
      'trace-summaries-xray-api-gettingdata-5.json',
    );
    const { Http, Users, Annotations, ...expected } = TraceSummaries.find((one) => one.Id === trace.Id) ?? {};
    const running = await start(1_499_473_500);
    running.xray.ingest(trace.Segments.map((one) => one.Document));
    const range = { StartTime: new Date(1_499_473_200_000), EndTime: new Date(1_499_473_500_000) };
    const answer = await running.client.send(new GetTraceSummariesCommand(range));
    const summary = answer.TraceSummaries?.[0];
    expect(summary).toMatchObject(expected);
    // The two samples disagree on the client's address.
    expect(summary?.Http).toEqual({ ...(Http as Raw), ClientIp: '205.251.233.183' });
    expect(summary).toMatchObject({ Users, Annotations });
    expect(summary?.Users?.[0]?.ServiceIds?.map((id) => id.Name)).toEqual(['Scorekeep']);
    expect(summary?.Annotations?.UserID?.[0]?.ServiceIds?.map((id) => id.Type)).toEqual([
      'AWS::Lambda::Function',
    ]);
    expect(summary?.FaultRootCauses).toEqual([]);
    expect(summary?.ResponseTimeRootCauses?.map((cause) => cause.Services)).toMatchObject([
      [
        {
          Name: 'Scorekeep',
          EntityPath: [{ Coverage: 1 }, { Name: 'Lambda', Coverage: 0.911, Remote: true }],
        },
        { Name: 'random-name', Type: 'AWS::Lambda', EntityPath: [{ Coverage: 0.896, Remote: false }] },
        { Name: 'random-name', Type: 'AWS::Lambda::Function', EntityPath: [{ Coverage: 0.538 }] },
      ],
    ]);
  });

  test('the sample trace gives the graph its documents describe', async () => {
    const trace: SampleTrace = awsSample('traces-xray-api-gettingdata-7.json').Traces[0];
    const running = await start(1_499_473_500);
    running.xray.ingest(trace.Segments.map((one) => one.Document));
    const offset = 1_499_473_200 - T0;
    expect(edgesOf(await running.graph(offset, offset + 300))).toEqual([
      'Scorekeep|AWS::ElasticBeanstalk::Environment -> random-name|AWS::Lambda',
      'Scorekeep|AWS::ElasticBeanstalk::Environment -> scorekeep-user|AWS::DynamoDB::Table',
      'Scorekeep|client -> Scorekeep|AWS::ElasticBeanstalk::Environment',
      'random-name|AWS::Lambda -> random-name|AWS::Lambda::Function',
      'random-name|AWS::Lambda::Function -> SNS|AWS::SNS',
    ]);
  });

  test('the subsegment for an external host gives the inferred segment that the page shows beside it', async () => {
    const call: Raw = awsSample('segment-xray-api-segmentdocuments-5.json');
    const expected: Raw = awsSample('segment-xray-api-segmentdocuments-6.json');
    const running = await start(1_484_786_400);
    const { start_time, end_time, trace_id } = expected;
    running.put({ id: spanId(1), name: 'web', trace_id, start_time, end_time, subsegments: [call] });
    expect((await inferredOf(running, String(trace_id))).map(withoutId)).toEqual([withoutId(expected)]);
  });

  test.each([0, 1, 2])('segment document %i of the page is taken', async (number) => {
    const sample: Raw = awsSample(`segment-xray-api-segmentdocuments-${number}.json`);
    const running = await start(Number(sample.start_time) + 60);
    expect(running.put(sample)).toEqual({ accepted: 1, unprocessed: [] });
  });

  test('documents made for the four-node sample graph reproduce its nodes, edges, counts and histograms', async () => {
    const sample: { Services: Parameters<typeof edgesOf>[0] } = awsSample(
      'service-graph-xray-api-gettingdata-2.json',
    );
    const first = 1_528_317_567 - T0;
    const origin = { origin: 'AWS::EC2::Instance' };
    const request = (n: number, seconds: number, more: Raw = {}) =>
      segment(n, 'xray-sample.elasticbeanstalk.com', [first + n, first + n + seconds], {
        ...origin,
        trace_id: traceId(n, 1_528_317_567),
        ...more,
      });
    const signUp = (n: number, seconds: number, table: number, topic: number) => {
      const at = first + n;
      const calls = [
        subsegment(
          1000 + n,
          'DynamoDB',
          [at, at + table],
          toTable('awseb-e-dixzws4s9p-stack-StartupSignupsTable-4IMSMHAYX2BA'),
        ),
        subsegment(2000 + n, 'SNS', [at, at + topic], { namespace: 'aws', aws: { operation: 'Publish' } }),
      ];
      return request(n, seconds, { subsegments: calls });
    };
    const running = await start(1_528_317_700);
    running.put(request(1, 0.005, { error: true }), request(2, 0.015));
    running.put(signUp(3, 0.157, 0.076, 0.049), signUp(4, 0.096, 0.044, 0.076));
    const graph = await running.graph(first - 10, first + 100);

    expect(edgesOf(graph)).toEqual(edgesOf(sample.Services));
    for (const expected of sample.Services) {
      const actual = node(graph, expected.Name ?? '', expected.Type);
      expect(actual).toMatchObject({ State: expected.State, Names: expected.Names });
      expect(actual.Root).toBe(expected.Root);
      expect(countsOf(actual)).toEqual(countsOf(expected));
      expect(actual.SummaryStatistics?.TotalResponseTime).toBe(expected.SummaryStatistics?.TotalResponseTime);
      for (const member of ['ResponseTimeHistogram', 'DurationHistogram'] as const) {
        expect(actual[member] ?? []).toHaveLength(expected[member]?.length ?? 0);
        expect(actual[member] ?? []).toEqual(expect.arrayContaining([...(expected[member] ?? [])]));
      }
      for (const { ReferenceId, SummaryStatistics, ResponseTimeHistogram = [] } of expected.Edges ?? []) {
        const far = sample.Services.find((service) => service.ReferenceId === ReferenceId);
        const match = edge(graph, actual, node(graph, far?.Name ?? '', far?.Type));
        expect(match.SummaryStatistics).toEqual(SummaryStatistics);
        expect(match.ResponseTimeHistogram).toEqual(expect.arrayContaining([...ResponseTimeHistogram]));
      }
    }
  });
});
