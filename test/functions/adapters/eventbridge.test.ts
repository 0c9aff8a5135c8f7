import { createServer, type Server } from 'node:http';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { Message } from '../../../analysis/model/record';
import { eventPublisher } from '../../../functions/adapters/eventbridge';
import { publishersTogether } from '../../../functions/adapters/publishers';
import type { Publisher } from '../../../functions/watch/ports';
import { clientFor, closed, listening } from '../../emulator/support/xray';

const message: Message = {
  id: 'a-firing-1-events',
  topic: 'events',
  subject: 'Trace Baseline Finding Opened',
  body: '{"metadata":{},"data":{}}',
  attributes: { severity: 'high' },
};

/** An event bus over HTTP: keeps what it was asked and answers as it is told to. */
let server: Server;
let answer: object;
let asked: { target: unknown; body: unknown }[];
let client: EventBridgeClient;
beforeEach(async () => {
  asked = [];
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    asked.push({ target: request.headers['x-amz-target'], body: JSON.parse(text) });
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(answer));
  });
  client = new EventBridgeClient({ ...clientFor(await listening(server)), maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await closed(server);
});

describe('the event bus', () => {
  test('is given source, detail-type and detail, and its event id is the receipt', async () => {
    answer = { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] };
    await expect(eventPublisher(client, 'tracenorm').publish(message)).resolves.toEqual({ receipt: 'e-1' });
    expect(asked).toEqual([
      {
        target: 'AWSEvents.PutEvents',
        body: {
          Entries: [
            {
              EventBusName: 'tracenorm',
              Source: 'tracenorm',
              DetailType: 'Trace Baseline Finding Opened',
              Detail: message.body,
            },
          ],
        },
      },
    ]);
  });

  test('that refuses an entry although it answers well rejects, with its code and reason', async () => {
    answer = {
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'too many events' }],
    };
    await expect(eventPublisher(client, 'tracenorm').publish(message)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'too many events',
    });
  });

  test('that counts a failed entry rejects, whatever else it says', async () => {
    answer = { FailedEntryCount: 1, Entries: [{ EventId: 'e-1' }] };
    await expect(eventPublisher(client, 'tracenorm').publish(message)).rejects.toThrow();
  });

  test('that gives no event id rejects', async () => {
    answer = { FailedEntryCount: 0, Entries: [] };
    await expect(eventPublisher(client, 'tracenorm').publish(message)).rejects.toThrow('no event id');
  });
});

describe('SNS and an event bus together', () => {
  const named = (receipt: string, formats: Publisher['formats']): Publisher => ({
    formats,
    publish: async () => ({ receipt }),
  });
  const sns = named('sns', ['chat']);
  const receiptOf = async (together: Publisher, topic: Message['topic']) =>
    (await together.publish({ ...message, topic })).receipt;

  test('offer the formats of both and send each where it belongs', async () => {
    const both = publishersTogether(sns, named('bus', ['events']));
    expect(both.formats).toEqual(['chat', 'events']);
    expect(await receiptOf(both, 'events')).toBe('bus');
    for (const topic of ['alerts', 'operations', 'chat'] as const)
      expect(await receiptOf(both, topic)).toBe('sns');
  });

  test('let go what was rendered for a format that is no longer wanted, and say so in its receipt', async () => {
    const alone = publishersTogether(sns);
    expect(alone.formats).toEqual(['chat']);
    expect(await receiptOf(alone, 'events')).toBe('not sent: nothing is configured for events any more');
    expect(await receiptOf(alone, 'machine')).toBe('not sent: nothing is configured for machine any more');
  });
});
