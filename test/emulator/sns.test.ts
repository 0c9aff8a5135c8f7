import {
  InternalErrorException,
  InvalidParameterException,
  InvalidParameterValueException,
  ListTopicsCommand,
  NotFoundException,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  ThrottledException,
} from '@aws-sdk/client-sns';
import fc from 'fast-check';
import { createSnsLocal, type SnsLocal } from '../../emulator/sns/server';
import { clientFor, closed, listening } from './support/xray';

const TopicArn = 'arn:aws:sns:eu-west-1:123456789012:alerts';

let sns: SnsLocal;
let url: string;
let client: SNSClient;
beforeEach(async () => {
  sns = createSnsLocal({ now: () => 1_795_262_400 });
  url = await listening(sns);
  client = new SNSClient({ ...clientFor(url), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await closed(sns);
});

const publish = (input: Partial<PublishCommandInput> = {}) =>
  client.send(new PublishCommand({ TopicArn, Message: 'hello', ...input }));
const attribute = (StringValue: string | undefined, DataType = 'String') => ({ DataType, StringValue });

test('a message arrives in the inbox with subject and attributes of every type', async () => {
  const MessageAttributes = {
    severity: attribute('high'),
    'severity.rank': attribute('-3.25', 'Number'),
    tags: attribute('["a",1,null,true]', 'String.Array'),
    raw: { DataType: 'Binary', BinaryValue: Uint8Array.from([1, 2, 255]) },
  };
  const { MessageId } = await publish({
    Subject: '[HIGH] it’s'.replace('’', "'"),
    Message: 'ü & <b>\n',
    MessageAttributes,
  });
  expect(sns.inbox).toEqual([
    {
      MessageId,
      TopicArn,
      Subject: "[HIGH] it's",
      Message: 'ü & <b>\n',
      MessageAttributes: { ...MessageAttributes, raw: { DataType: 'Binary', BinaryValue: 'AQL/' } },
      Timestamp: '2026-11-21T12:00:00.000Z',
    },
  ]);
  expect(await (await fetch(`${url}/inbox`)).json()).toEqual(sns.inbox);
});

describe('what SNS takes and what it refuses', () => {
  test.each(['a', '9 lives', '[x]', '~', 'a'.repeat(99)])('the subject %j is taken', async (Subject) => {
    await publish({ Subject });
    expect(sns.inbox).toMatchObject([{ Subject }]);
  });

  test.each(['', ' a', 'a\nb', 'a\tb', 'ä', 'a\u007f', 'a'.repeat(100)])(
    'the subject %j is refused',
    async (Subject) => {
      await expect(publish({ Subject })).rejects.toBeInstanceOf(InvalidParameterException);
      expect(sns.inbox).toEqual([]);
    },
  );

  test('a message may have 262,144 bytes, its attributes included, and no more', async () => {
    const MessageAttributes = { ab: attribute('é') }; // 2 + 6 + 2 bytes
    await publish({ Message: 'x'.repeat(262_144) });
    await publish({ Message: 'x'.repeat(262_134), MessageAttributes });
    const longer = publish({ Message: 'x'.repeat(262_135), MessageAttributes });
    await expect(longer).rejects.toThrow('Invalid parameter: Message too long');
    await expect(publish({ Message: '' })).rejects.toThrow('Invalid parameter: Empty message');
  });

  test.each(['AWS.x', 'amazon.x', '.x', 'x.', 'a..b', 'a b', 'ä', 'a'.repeat(257)])(
    'the attribute name %j is refused',
    async (name) => {
      const sent = publish({ MessageAttributes: { [name]: attribute('x') } });
      await expect(sent).rejects.toBeInstanceOf(InvalidParameterException);
    },
  );

  test.each<[string, string | undefined]>([
    ['Text', 'x'],
    ['String', undefined],
    ['String', ''],
    ['Binary', 'x'],
    ['Number', 'x'],
    ['Number', '1e3'],
    ['Number', '1000000001'],
    ['Number', '0.000001'],
    ['String.Array', 'x'],
    ['String.Array', '{"a":1}'],
    ['String.Array', '[[1]]'],
  ])('an attribute of type %s with value %j is refused', async (type, value) => {
    const sent = publish({ MessageAttributes: { a: attribute(value, type) } });
    await expect(sent).rejects.toBeInstanceOf(InvalidParameterValueException);
  });

  test('a JSON message needs a default text', async () => {
    const Message = JSON.stringify({ default: 'short', email: 'long' });
    await publish({ Message, MessageStructure: 'json' });
    expect(sns.inbox).toMatchObject([{ Message, MessageStructure: 'json' }]);
    for (const bad of ['{"email":"x"}', '{"default":1}', '[]', 'x']) {
      await expect(publish({ Message: bad, MessageStructure: 'json' })).rejects.toBeInstanceOf(
        InvalidParameterException,
      );
    }
    await expect(publish({ MessageStructure: 'xml' })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  test('a topic that cannot exist is not found, and what is no ARN is an invalid parameter', async () => {
    await expect(publish({ TopicArn: 'arn:aws:sns:eu-west-1:1:alerts' })).rejects.toBeInstanceOf(
      NotFoundException,
    );
    await expect(publish({ TopicArn: 'arn:aws:sqs:eu-west-1:123456789012:a' })).rejects.toBeInstanceOf(
      NotFoundException,
    );
    await expect(publish({ TopicArn: 'alerts' })).rejects.toBeInstanceOf(InvalidParameterException);
  });

  test('with topics given, every other topic is not found', async () => {
    const strict = createSnsLocal({ topics: [TopicArn] });
    const other = new SNSClient(clientFor(await listening(strict)));
    await other.send(new PublishCommand({ TopicArn, Message: 'x' }));
    const unknown = new PublishCommand({ TopicArn: `${TopicArn}2`, Message: 'x' });
    await expect(other.send(unknown)).rejects.toBeInstanceOf(NotFoundException);
    other.destroy();
    await closed(strict);
  });

  test('another action is refused by name', async () => {
    await expect(client.send(new ListTopicsCommand({}))).rejects.toThrow(
      'SNS Local does not support ListTopics',
    );
  });
});

describe('bad days', () => {
  test('the next publishes fail as asked, then all is well again', async () => {
    sns.failNext(1, 'throttled');
    sns.failNext(1, 'internal');
    sns.failNext(1, 'unavailable');
    sns.failNext(1, 'denied');
    await expect(publish()).rejects.toBeInstanceOf(ThrottledException);
    await expect(publish()).rejects.toBeInstanceOf(InternalErrorException);
    await expect(publish()).rejects.toMatchObject({ name: 'ServiceUnavailable', $fault: 'server' });
    await expect(publish()).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    await publish();
    expect(sns.inbox).toHaveLength(1);
  });

  test('an SDK with retries gets through two throttled answers, and the message arrives once', async () => {
    const patient = new SNSClient(clientFor(url));
    sns.failNext(2, 'throttled');
    expect((await patient.send(new PublishCommand({ TopicArn, Message: 'x' }))).$metadata.attempts).toBe(3);
    expect(sns.inbox).toHaveLength(1);
    patient.destroy();
  });
});

test('whatever form is posted is answered as XML with a code, and nothing but a publish reaches the inbox', async () => {
  const member = fc.constantFrom(
    'Action',
    'TopicArn',
    'Subject',
    'MessageStructure',
    'MessageAttributes.entry.1.Name',
  );
  const value = fc.oneof(fc.string(), fc.constantFrom('Publish', TopicArn, 'json'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(member, value)), async (entries) => {
      const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(entries) });
      const text = await answer.text();
      expect([answer.status, text]).toEqual([expect.any(Number), expect.stringMatching(/<Code>\w+<\/Code>/)]);
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 50 },
  );
  expect(sns.inbox).toEqual([]);
});
