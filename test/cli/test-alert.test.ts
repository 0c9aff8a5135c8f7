import { createServer, type Server } from 'node:http';
import { createSnsLocal, type SnsLocal } from '../../emulator/sns/server';
import { closed, listening } from '../emulator/support/xray';
import { tracenorm } from './support/binary';

const arn = (name: string): string => `arn:aws:sns:eu-west-1:111122223333:${name}`;

/** An SNS with all topics but one, and an event bus that keeps what it is given. */
let sns: SnsLocal;
let bus: Server;
let events: { EventBusName: string; DetailType: string; Detail: string }[];
let environment: Record<string, string>;
beforeEach(async () => {
  events = [];
  sns = createSnsLocal({ topics: ['alerts', 'ops', 'chat', 'machine', 'ocsf'].map(arn) });
  bus = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    events.push(...JSON.parse(text).Entries);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] }));
  });
  environment = {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SNS: await listening(sns),
    AWS_ENDPOINT_URL_EVENTBRIDGE: await listening(bus),
  };
});
afterEach(() => Promise.all([closed(sns), closed(bus)]));

describe('tracenorm test-alert', () => {
  test('sends one marked sample to every topic that is named, and an opening with its end to the bus', async () => {
    const topics = [
      ...['--alert-topic', arn('alerts'), '--operations-topic', arn('ops'), '--chat-topic', arn('chat')],
      ...['--machine-topic', arn('machine'), '--ocsf-topic', arn('ocsf')],
    ];
    const args = ['test-alert', ...topics, '--event-bus', 'trouble', '--region', 'eu-west-1'];
    const { code, out, err } = await tracenorm(args, environment);
    expect({ code, err: err.replace(/\(node[\s\S]*/, '') }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').map((row) => row.replace(/\(.*/, ''))).toEqual([
      `alerts      sent to ${arn('alerts')} `,
      `operations  sent to ${arn('ops')} `,
      `chat        sent to ${arn('chat')} `,
      `machine     sent to ${arn('machine')} `,
      `ocsf        sent to ${arn('ocsf')} `,
      'events      sent to trouble ',
      '',
    ]);
    expect(sns.inbox.map(({ TopicArn, Subject }) => [TopicArn, Subject?.slice(0, 6)])).toEqual(
      ['alerts', 'ops', 'chat', 'machine', 'ocsf'].map((name) => [arn(name), '[TEST]']),
    );
    expect(events.map(({ EventBusName, DetailType }) => [EventBusName, DetailType])).toEqual([
      ['trouble', 'Trace Baseline Finding Opened'],
      ['trouble', 'Trace Baseline Finding Resolved'],
    ]);
  });

  test('says why a channel did not take it, tries the others, and exits 4', async () => {
    const args = ['test-alert', '--alert-topic', arn('nowhere'), '--chat-topic', arn('chat')];
    const { code, out } = await tracenorm(args, environment);
    expect(code).toBe(4);
    expect(out.split('\n')[0]).toMatch(/^alerts {6}not sent to \S+:nowhere: NotFound/);
    expect(sns.inbox.map(({ TopicArn }) => TopicArn)).toEqual([arn('chat')]);
  });
});
