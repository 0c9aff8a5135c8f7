import type { SnsMessage } from '../../emulator/sns/message';
import { metricNamespace, metricUnits, scopeDimension } from '../../functions/adapters/metrics';
import { environmentNames, parseSettings } from '../../functions/settings';
import { T0, type Trouble, windowLength } from '../functions/watch/recorded-system';
import { World } from '../functions/watch/world';
import { type Lambda, startLambda } from './support/lambda';
import { synthesisedHandler } from './support/synthesise';

const learned = 12;
const troubles: readonly Trouble[] = [
  ...Array.from({ length: learned + 1 }, () => 'none' as const),
  'exfiltration',
  ...Array.from({ length: 6 }, () => 'none' as const),
];
const scope = '111122223333/eu-west-1/Default';
const settings = {
  environment: 'test',
  bootstrapSeconds: learned * windowLength,
  minimumWindows: 8,
  forgetNewAfterWindows: 2,
  presenceLagsSeconds: [60, 600],
};
const topics = {
  [environmentNames.alertTopic]: 'arn:aws:sns:eu-west-1:111122223333:alerts',
  [environmentNames.operationsTopic]: 'arn:aws:sns:eu-west-1:111122223333:operations',
};
/** When the window of this number is settled, epoch seconds. */
const settledAt = (window: number): number => T0 + (window + 1) * windowLength + 181;
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
  const bundle = synthesisedHandler();
  const world = new World(troubles);
  const begun: Lambda[] = [];

  beforeAll(() => world.open());
  afterAll(async () => {
    await Promise.all(begun.map((lambda) => lambda.end()));
    await world.close();
  });

  const start = (variables: Readonly<Record<string, string>>): Lambda => {
    const lambda = startLambda(bundle, { ...account, ...variables });
    begun.push(lambda);
    return lambda;
  };
  const deployed = async (table: string): Promise<Lambda> =>
    start({
      ...topics,
      AWS_ENDPOINT_URL_XRAY: addressOf(world.xray),
      AWS_ENDPOINT_URL_SNS: addressOf(world.sns),
      AWS_ENDPOINT_URL_DYNAMODB: await dynamodbOf(world),
      [environmentNames.table]: await world.table(table),
      [environmentNames.settings]: JSON.stringify(settings),
    });
  /** One run at the time the window is settled. */
  const runAt = (lambda: Lambda, window: number): Promise<string | undefined> => {
    world.now = settledAt(window);
    return lambda.run({ scope, now: world.now });
  };
  const learn = async (lambda: Lambda): Promise<void> => {
    for (let window = 0; window <= learned; window += 1) expect(await runAt(lambda, window)).toBeUndefined();
  };

  describe('in a system that begins to call something new', () => {
    let lambda: Lambda;
    let runs = 0;
    const alerts = (): readonly SnsMessage[] =>
      world.sns.inbox.filter(({ TopicArn }) => TopicArn === topics[environmentNames.alertTopic]);
    const run = async (window: number): Promise<MetricLine> => {
      expect(await runAt(lambda, window)).toBeUndefined();
      runs += 1;
      return metricsOf((await lambda.lines(runs))[runs - 1]);
    };

    beforeAll(async () => {
      lambda = await deployed('new-edge');
    });

    test('says on the operations topic that it began, learns, and raises no alert', async () => {
      for (let window = 0; window < learned; window += 1) {
        expect(await run(window)).toMatchObject({ WindowsJudged: 0, IncidentsOpened: 0, RunsSucceeded: 1 });
      }
      expect(await run(learned)).toMatchObject({ WindowsJudged: 1, Edges: 3, MessagesSent: 0, Rejects: 0 });
      expect(world.sns.inbox.map(({ TopicArn, Subject }) => [TopicArn, Subject])).toEqual([
        [topics[environmentNames.operationsTopic], 'tracenorm: began to watch'],
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

  describe('when SNS refuses an alert', () => {
    let failure: string | undefined;
    let written: unknown;
    let lambda: Lambda;

    beforeAll(async () => {
      lambda = await deployed('refused');
      await learn(lambda);
      world.sns.failNext(1, 'denied');
      failure = await runAt(lambda, learned + 1);
      const { memory } = world.ports(parseSettings({ ...settings, scope }), 'refused');
      written = (await memory.unsent()).map(({ message, attempts }) => [
        message.subject,
        message.body,
        attempts,
      ]);
    });

    test('fails its run, says what is undelivered and where, and names our own source', () => {
      expect(failure).toContain(`1 messages of ${scope} could not be delivered`);
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
      expect(await runAt(lambda, learned + 2)).toBeUndefined();
      const delivered = world.sns.inbox.slice(heard);
      expect(delivered.map(({ Subject }) => Subject)).toEqual([newEdge]);
      expect(delivered.map(({ Subject, Message }) => [Subject, Message, 1])).toEqual(written);
      expect(metricsOf((await lambda.end()).at(-1))).toMatchObject({ RunsSucceeded: 1, MessagesSent: 1 });
    });
  });

  test.failing('names every missing variable in one error and writes no line', async () => {
    const lambda = start({});
    const failure = await lambda.run({ scope, now: settledAt(0) });
    const { table, alertTopic, operationsTopic } = environmentNames;
    for (const name of [table, alertTopic, operationsTopic]) expect(failure).toContain(name);
    expect(await lambda.end()).toEqual([]);
  });
});

/** What Lambda itself puts into every function's environment. */
const account = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

function addressOf(server: World['xray'] | World['sns']): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return `http://127.0.0.1:${address.port}`;
}

/** The address that the world's own client goes to. */
async function dynamodbOf(world: World): Promise<string> {
  const endpoint = await world.dynamodb().config.endpoint?.();
  if (endpoint === undefined) throw new Error("the world's client has no endpoint");
  return `http://${endpoint.hostname}:${endpoint.port}`;
}
