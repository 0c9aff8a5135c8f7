import type { SnsMessage } from '../../emulator/sns/message';
import { metricNamespace, metricUnits, scopeDimension } from '../../functions/adapters/metrics';
import { environmentNames } from '../../functions/settings';
import { Deployments, learned, scope, topics, troubles } from './support/deployments';
import type { Lambda } from './support/lambda';
import { synthesisedHandler } from './support/synthesise';

const newEdge = '[HIGH] New dependency: web -> paste.example.net (test eu-west-1)';
const itsEnd = '[RESOLVED] New dependency: web -> paste.example.net (test eu-west-1)';

interface MetricLine extends Readonly<Record<string, unknown>> {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
}
const metricsOf = (line: string | undefined): MetricLine => JSON.parse(line ?? 'null');

describe('The asset that is deployed', () => {
  const deployments = new Deployments(synthesisedHandler());
  const { world } = deployments;

  beforeAll(() => world.open());
  afterAll(() => deployments.close());

  describe('in a system that begins to call something new', () => {
    let lambda: Lambda;
    let runs = 0;
    const alerts = (): readonly SnsMessage[] =>
      world.sns.inbox.filter(({ TopicArn }) => TopicArn === topics.alerts);
    const run = async (window: number): Promise<MetricLine> => {
      expect(await deployments.runAt(lambda, window)).toBeUndefined();
      runs += 1;
      return metricsOf((await lambda.lines(runs))[runs - 1]);
    };

    beforeAll(async () => {
      lambda = await deployments.deploy('new-edge');
    });

    test('says on the operations topic that it began, learns, and raises no alert', async () => {
      for (let window = 0; window < learned; window += 1) {
        expect(await run(window)).toMatchObject({ WindowsJudged: 0, IncidentsOpened: 0, RunsSucceeded: 1 });
      }
      expect(await run(learned)).toMatchObject({ WindowsJudged: 1, Edges: 3, MessagesSent: 0, Rejects: 0 });
      expect(world.sns.inbox.map(({ TopicArn, Subject }) => [TopicArn, Subject])).toEqual([
        [topics.operations, 'tracenorm: began to watch'],
      ]);
    });

    test('sends exactly one alert for the new edge, with the attributes that filter policies go by', async () => {
      expect(await run(learned + 1)).toMatchObject({ IncidentsOpened: 1, MessagesSent: 1, Edges: 4 });
      expect(alerts().map(({ Subject }) => Subject)).toEqual([newEdge]);
      expect(alerts()[0]?.MessageAttributes).toMatchObject({
        severity: { DataType: 'String', StringValue: 'high' },
        severityRank: { DataType: 'Number' },
        status: { DataType: 'String', StringValue: 'opened' },
        kind: { DataType: 'String', StringValue: 'new-edge' },
      });
      expect(alerts()[0]?.Message).toContain('paste.example.net');
    });

    test('sends nothing more until the edge is gone, and then exactly one word of its end', async () => {
      for (let window = learned + 2; window < troubles.length; window += 1) await run(window);
      expect(alerts().map(({ Subject }) => Subject)).toEqual([newEdge, itsEnd]);
      expect(alerts()[1]?.MessageAttributes.status?.StringValue).toBe('resolved');
    });

    test('wrote one line a run and nothing else, each with all metrics as CloudWatch reads them', async () => {
      const lines = await lambda.end();
      expect(lines).toHaveLength(runs);
      for (const line of lines) {
        const { _aws, ...values } = metricsOf(line);
        const [directive] = _aws.CloudWatchMetrics;
        expect(directive).toMatchObject({ Namespace: metricNamespace, Dimensions: [[scopeDimension]] });
        const expected = Object.entries(metricUnits)
          .filter(([name]) => name !== 'Edges' || values.WindowsJudged !== 0)
          .map(([Name, Unit]) => ({ Name, Unit }));
        expect(directive?.Metrics).toEqual(expected);
        expect(values[scopeDimension]).toBe(scope);
        for (const { Name } of expected) expect(values[Name]).toEqual(expect.any(Number));
      }
    });
  });

  test('tells chats and programs on topics of their own where these are configured', async () => {
    const { chatTopic, machineTopic } = environmentNames;
    const lambda = await deployments.deploy('formats', {
      [chatTopic]: topics.chat,
      [machineTopic]: topics.machine,
    });
    for (let window = 0; window <= learned + 1; window += 1) await deployments.runAt(lambda, window);
    const on = (topic: string) => world.sns.inbox.filter(({ TopicArn }) => TopicArn === topic);
    const [chat, machine] = [on(topics.chat), on(topics.machine)];
    expect([chat, machine].map((messages) => messages.map(({ Subject }) => Subject))).toEqual([
      [newEdge],
      [newEdge],
    ]);
    expect(JSON.parse(chat[0]?.Message ?? '')).toMatchObject({ version: '1.0', source: 'custom' });
    expect(JSON.parse(machine[0]?.Message ?? '')).toMatchObject({ kind: 'new-edge', status: 'opened' });
  });

  describe('when SNS refuses an alert', () => {
    let failure: string | undefined;
    let written: unknown;
    let lambda: Lambda;

    beforeAll(async () => {
      lambda = await deployments.deploy('refused');
      for (let window = 0; window <= learned; window += 1) await deployments.runAt(lambda, window);
      world.sns.failNext(1, 'denied');
      failure = await deployments.runAt(lambda, learned + 1);
      written = (await deployments.unsent('refused')).map(({ message, attempts }) => [
        message.subject,
        message.body,
        attempts,
      ]);
    });

    test('fails its run, says what is undelivered and where, and names our own source', () => {
      expect(failure).toMatch(
        new RegExp(`1 message of ${scope} could not be delivered and are tried again: [0-9a-f]{16}-firing-1`),
      );
      expect(failure).toMatch(/functions\/watch\/handler\.ts:\d+/);
    });

    test('counts the run as not succeeded, in its one line', async () => {
      const lines = await lambda.lines(learned + 2);
      expect(lines).toHaveLength(learned + 2);
      expect(metricsOf(lines.at(-1))).toMatchObject({
        RunsSucceeded: 0,
        MessagesSent: 0,
        IncidentsOpened: 1,
      });
    });

    test('delivers the same text once with the next run', async () => {
      const heard = world.sns.inbox.length;
      expect(await deployments.runAt(lambda, learned + 2)).toBeUndefined();
      const delivered = world.sns.inbox.slice(heard);
      expect(delivered.map(({ Subject }) => Subject)).toEqual([newEdge]);
      expect(delivered.map(({ Subject, Message }) => [Subject, Message, 1])).toEqual(written);
      expect(metricsOf((await lambda.end()).at(-1))).toMatchObject({ RunsSucceeded: 1, MessagesSent: 1 });
    });
  });

  test('names every missing variable in one error and writes no line', async () => {
    const lambda = deployments.start({});
    const failure = await deployments.runAt(lambda, 0);
    const { table, alertTopic, operationsTopic } = environmentNames;
    for (const name of [table, alertTopic, operationsTopic]) expect(failure).toContain(name);
    expect(await lambda.end()).toEqual([]);
  });
});
