import { SNSClient } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { incidentMessage } from '../../../analysis/explain/message';
import type { Stage, Surroundings } from '../../../analysis/explain/surroundings';
import type { Band, FindingKind, Measured, Unit } from '../../../analysis/model/assessment';
import type { Finding, Incident, Severity } from '../../../analysis/model/finding';
import type { Message } from '../../../analysis/model/record';
import { createSnsLocal, type SnsLocal } from '../../../emulator/sns/server';
import { snsPublisher } from '../../../functions/adapters/sns';
import type { Publisher } from '../../../functions/watch/ports';
import { clientFor, closed, listening } from '../../emulator/support/xray';

const topic = (name: string): string => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const topics = { alerts: topic('alerts'), operations: topic('operations') };

let sns: SnsLocal;
let client: SNSClient;
let publisher: Publisher;
beforeEach(async () => {
  sns = createSnsLocal({ topics: Object.values(topics) });
  client = new SNSClient({ ...clientFor(await listening(sns)), maxAttempts: 3 });
  publisher = snsPublisher(client, topics);
});
afterEach(async () => {
  client.destroy();
  await closed(sns);
});

const message: Message = {
  id: 'a-firing-1',
  topic: 'alerts',
  subject: '[HIGH] New dependency: web -> paste.example.net',
  body: 'web called paste.example.net for the first time.\n',
  attributes: { severity: 'high', severityRank: 3, confidence: 0.92, environment: '' },
};

describe('the SNS publisher', () => {
  test('sends subject and text to the topic, with numbers as numbers and without empty attributes', async () => {
    const { receipt } = await publisher.publish(message);
    expect(sns.inbox).toEqual([
      {
        MessageId: receipt,
        TopicArn: topics.alerts,
        Subject: message.subject,
        Message: message.body,
        MessageAttributes: {
          severity: { DataType: 'String', StringValue: 'high' },
          severityRank: { DataType: 'Number', StringValue: '3' },
          confidence: { DataType: 'Number', StringValue: '0.92' },
        },
        Timestamp: expect.any(String),
      },
    ]);
  });

  test('a word to the people who run it goes to the operations topic', async () => {
    await publisher.publish({ ...message, topic: 'operations' });
    expect(sns.inbox).toMatchObject([{ TopicArn: topics.operations }]);
  });

  test.each(['a', 'é', '€', '😀'])(
    'a body of %s over the limit is cut between characters and says so',
    async (letter) => {
      const body = `x${letter.repeat(Math.ceil(300_000 / Buffer.byteLength(letter)))}`;
      await publisher.publish({ ...message, body });
      const [sent] = sns.inbox;
      const [text = '', note] = (sent?.Message ?? '').split('\n');
      expect(Buffer.byteLength(sent?.Message ?? '')).toBeLessThanOrEqual(250_000);
      expect(body.startsWith(text)).toBe(true);
      expect(Buffer.byteLength(text)).toBeGreaterThan(249_000);
      expect(note).toBe('[cut here: the message had 293 KB, SNS takes 256 KB; the table holds all of it]');
      expect(sent?.MessageAttributes).toMatchObject({
        severity: { StringValue: 'high' },
        truncated: { DataType: 'String', StringValue: 'true' },
      });
    },
  );

  test('a body at the limit is sent whole', async () => {
    const body = 'x'.repeat(250_000);
    await publisher.publish({ ...message, body });
    expect(sns.inbox).toMatchObject([{ Message: body }]);
    expect(sns.inbox[0]?.MessageAttributes).not.toHaveProperty('truncated');
  });

  test('half a character is sent as a replacement character, and harms no later message', async () => {
    const attributes = { ...message.attributes, environment: 'a\udc00' };
    await publisher.publish({ ...message, body: 'x\ud800 called y\n', attributes });
    await publisher.publish(message);
    expect(sns.inbox.map(({ Message }) => Message)).toEqual(['x\ufffd called y\n', message.body]);
    expect(sns.inbox[0]?.MessageAttributes.environment?.StringValue).toBe('a\ufffd');
  });

  test('a refusal rejects at once, and the message is taken when it is allowed again', async () => {
    sns.failNext(1, 'denied');
    await expect(publisher.publish(message)).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    expect(sns.inbox).toEqual([]);
    await publisher.publish(message);
    expect(sns.inbox).toHaveLength(1);
  });

  test('a topic that is not there rejects', async () => {
    const lost = snsPublisher(client, { ...topics, alerts: topic('gone') });
    await expect(lost.publish(message)).rejects.toThrow('Topic does not exist');
  });

  test('throttling is waited out and the message arrives once', async () => {
    sns.failNext(2, 'throttled');
    const { receipt } = await publisher.publish(message);
    expect(sns.inbox.map(({ MessageId }) => MessageId)).toEqual([receipt]);
  });
});

const kinds: readonly FindingKind[] = [
  'new-node',
  'new-edge',
  'vanished-edge',
  'latency',
  'fault-ratio',
  'error-ratio',
  'throttle-ratio',
  'request-rate',
  'latency-drift',
  'fault-drift',
  'rate-drift',
];
const severities: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const unitOf = (kind: FindingKind): Unit => {
  if (kind === 'latency' || kind === 'latency-drift') return 'seconds';
  if (kind === 'vanished-edge') return 'windows';
  return kind.endsWith('-ratio') || kind === 'fault-drift' ? 'ratio' : 'calls';
};

/** Names as nobody would choose them: other scripts, half characters, control characters, long words, URLs. */
const hostile = fc.oneof(
  fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    'x'.repeat(200),
    ' lead and trail ',
    'two\nlines\r\n\nSubject: forged',
    '\u0000\u001b[31m',
    'größe 数据 😀',
    '\ud800',
    `https://sqs.eu-west-1.amazonaws.com/111122223333/${'queue-'.repeat(20)}`,
    'many short words '.repeat(11).trim(),
  ),
);
const service = fc
  .record({
    name: hostile,
    type: fc.option(fc.constantFrom('remote', 'AWS::SQS::Queue', 'AWS::Lambda::Function')),
  })
  .map(({ name, type }) => ({ name, ...(type ? { type } : {}) }));

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const numbers = fc.record({
  value: amount,
  count: fc.nat(1e6),
  lower: amount,
  center: amount,
  upper: amount,
});
const hundredths = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

const finding = (id: string): fc.Arbitrary<Finding> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      source: fc.option(service),
      target: service,
      severity: fc.constantFrom(...severities),
      confidence: hundredths,
      numbers,
      score: fc.double({ min: 0, max: 300, noNaN: true }),
    })
    .map(({ kind, source, target, severity, confidence, numbers: n, score }) => {
      const unit = unitOf(kind);
      const value = unit === 'ratio' ? n.value / 1e6 : n.value;
      const observed: Measured = { value, unit, count: n.count };
      const expected: Band = { lower: n.lower, center: n.center, upper: n.upper, unit, windows: 288 };
      const text = { why: '', hits: [], clean: 0, calm: 0, age: 1, revision: 1, status: 'firing' as const };
      const when = { startsAt: 1_790_000_000, detectedAt: 1_790_000_300, incidentId: 'b'.repeat(16) };
      const who = { ...(source ? { source } : {}), target, subject: 'subject', key: 'c'.repeat(16), id };
      return {
        type: 'finding',
        kind,
        severity,
        confidence,
        observed,
        expected,
        score,
        ...text,
        ...when,
        ...who,
      };
    });

const findings = fc
  .integer({ min: 1, max: 14 })
  .chain((count) =>
    fc.tuple(...Array.from({ length: count }, (_, i) => finding(i.toString(16).padStart(16, '0')))),
  );

const incident = (of: readonly Finding[]) =>
  fc
    .record({
      severity: fc.constantFrom(...severities),
      confidence: hundredths,
      scores: fc.array(hundredths, { maxLength: 3 }),
    })
    .map(
      ({ severity, confidence, scores }): Incident => ({
        type: 'incident',
        key: 'd'.repeat(16),
        id: 'b'.repeat(16),
        status: 'firing',
        revision: 3,
        startsAt: 1_790_000_000,
        endsAt: 1_790_003_000,
        detectedAt: 1_790_000_300,
        severity,
        confidence,
        findings: of.map(({ id }) => id),
        origins: scores.map((score, i) => ({ ...(of[i] ?? of[0])?.target, name: `${i}`, score })),
      }),
    );

const around: fc.Arbitrary<Surroundings> = fc.record({
  scope: fc.constantFrom('111122223333/eu-west-1/Default', 'local/us-gov-west-1/Default', 'local'),
  environment: fc.oneof(fc.constantFrom('', 'prod'), fc.string({ maxLength: 64, unit: 'binary' })),
  traces: fc.array(fc.constant(`1-6ab0e840-${'0'.repeat(24)}`), { maxLength: 3 }),
  noTraces: hostile,
  sampledRequests: fc.nat(1e6),
  unseenMass: fc.double({ min: 0, max: 1, noNaN: true }),
  sight: fc.record(
    {
      calls: fc.nat(1e6),
      faultRatio: fc.double({ min: 0, max: 1, noNaN: true }),
      latencyFactor: fc.double({ min: 1, max: 100, noNaN: true }),
      unjudged: fc.constant('not yet part of the norm'),
    },
    { requiredKeys: ['calls'] },
  ),
});

const anyMessage = findings.chain((of) =>
  fc
    .tuple(incident(of), fc.constantFrom<Stage>('opened', 'updated', 'resolved'), around)
    .map(([about, stage, surroundings]) => incidentMessage(about, of, stage, surroundings)),
);

describe('the text of any incident, whatever its services are called', () => {
  test('has a subject of printable ASCII, one line, under 100 characters', () => {
    fc.assert(
      fc.property(anyMessage, ({ subject }) => {
        expect(subject).toMatch(/^\[[A-Z]+\] [\x20-\x7e]*$/);
        expect(subject.length).toBeLessThan(100);
      }),
      { numRuns: 300 },
    );
  });

  test('is taken by SNS as it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage, async (text) => {
        const { receipt } = await publisher.publish(text);
        const sent = sns.inbox.at(-1);
        expect([sent?.MessageId, sent?.Subject]).toEqual([receipt, text.subject]);
      }),
      { numRuns: 100 },
    );
  });

  test('has lines of at most 76 columns, but for a single word that is longer', () => {
    fc.assert(
      fc.property(anyMessage, ({ body }) => {
        const long = body.split('\n').filter((line) => line.length > 76);
        expect(long.filter((line) => / /.test(line.trim()))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
