import { SNSClient } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { mailMessage } from '../../../analysis/explain/message';
import type { Message } from '../../../analysis/model/record';
import { createSnsLocal, type SnsLocal } from '../../../emulator/sns/server';
import { snsPublisher } from '../../../functions/adapters/sns';
import type { Publisher } from '../../../functions/watch/ports';
import { anyAlert } from '../../analysis/support/any-alert';
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
        modified: {
          StringValue:
            'Message: Error - Message has been truncated from 293 KB, because it exceeds the 256 KB size limit.',
        },
      });
    },
  );

  test('the attributes of a cut message stay ten: confidence and region make room', async () => {
    const names = [
      'severity',
      'severityRank',
      'kind',
      'status',
      'confidence',
      'team',
      'environment',
      'account',
    ];
    const attributes = Object.fromEntries([...names, 'region', 'schemaVersion'].map((name) => [name, 'x']));
    await publisher.publish({ ...message, attributes, body: 'x'.repeat(300_000) });
    const sent = Object.keys(sns.inbox[0]?.MessageAttributes ?? {});
    expect(sent).toHaveLength(10);
    expect(sent).not.toContain('confidence');
    expect(sent).not.toContain('region');
  });

  test('a list is an attribute that a filter on one of its items lets pass', async () => {
    await publisher.publish({ ...message, attributes: { team: ['payments', 'storage'] } });
    expect(sns.inbox[0]?.MessageAttributes).toEqual({
      team: { DataType: 'String.Array', StringValue: '["payments","storage"]' },
    });
  });

  test('each format goes to its own topic, and only those that have one are offered', async () => {
    const wide = snsPublisher(client, { ...topics, chat: topics.alerts, ocsf: topics.operations });
    expect(publisher.formats).toEqual([]);
    expect(wide.formats).toEqual(['chat', 'ocsf']);
    await wide.publish({ ...message, topic: 'chat', body: '{"version":"1.0"}' });
    await wide.publish({ ...message, topic: 'ocsf', body: '{}' });
    expect(sns.inbox.map(({ TopicArn, Message }) => [TopicArn, Message])).toEqual([
      [topics.alerts, '{"version":"1.0"}'],
      [topics.operations, '{}'],
    ]);
  });

  test('JSON that is too long or no JSON is refused, never cut: its reader would drop it in silence', async () => {
    const wide = snsPublisher(client, { ...topics, chat: topics.alerts });
    const long = JSON.stringify('x'.repeat(250_000));
    await expect(wide.publish({ ...message, topic: 'chat', body: long })).rejects.toThrow(
      'message a-firing-1 has 250002 bytes, its topic takes 250000',
    );
    await expect(wide.publish({ ...message, topic: 'chat', body: '{"a":' })).rejects.toThrow('JSON');
    expect(sns.inbox).toEqual([]);
  });

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

const anyMessage = anyAlert.map(mailMessage);

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
