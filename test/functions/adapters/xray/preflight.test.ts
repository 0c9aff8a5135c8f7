import { createServer, type Server } from 'node:http';
import { XRayClient } from '@aws-sdk/client-xray';
import { ServiceFailure } from '../../../../emulator/wire/failure';
import { sendJson } from '../../../../emulator/wire/http';
import { preflight } from '../../../../functions/adapters/xray/preflight';
import { segment, T0 } from '../../../emulator/support/documents';
import { clientFor, closed, listening, type Running, startXRay } from '../../../emulator/support/xray';

/** Answers in the form of the X-Ray API model, by path, where X-Ray Local knows only one. */
type Answers = Readonly<Record<string, unknown>>;

const now = T0 + 600;
let running: Running;
let gate: Server;
let client: XRayClient;

/** X-Ray Local, but for the given answers. */
async function begin(answers: Answers = {}): Promise<void> {
  running = await startXRay();
  gate = createServer((request, response) => {
    const body = answers[request.url ?? ''];
    if (body === undefined) running.xray.emit('request', request, response);
    else sendJson(response, { status: 200, body });
  });
  client = new XRayClient({ ...clientFor(await listening(gate)), maxAttempts: 1 });
}
afterEach(async () => {
  client.destroy();
  await closed(gate);
  await running.stop();
});

/** The checks as lines, by name. */
const checks = async (group?: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await preflight(client, now, group)).map(({ name, status, text }) => [name, `${status}: ${text}`]),
  );

test('a traced account is in order, check by check, in the order they are shown', async () => {
  await begin();
  running.put(segment(1, 'web', [550, 555]));
  expect(await preflight(client, now)).toEqual([
    {
      name: 'service graph',
      status: 'ok',
      text: 'readable; 2 services in the first page of the last 10 minutes',
    },
    { name: 'trace segment destination', status: 'ok', text: 'segments go to X-Ray' },
    { name: 'indexing', status: 'ok', text: '1 % of spans are indexed where Transaction Search is on' },
    {
      name: 'sampling rules',
      status: 'ok',
      text: 'Default: 1 a second, then 5 %. Lambda samples 1 a second and 5 % whatever the rules say',
    },
    { name: 'newest trace', status: 'ok', text: '50 s old' },
  ]);
});

test('of several traces the one that began last counts', async () => {
  await begin();
  const hex = (epoch: number) => `1-${epoch.toString(16)}-${'0'.repeat(24)}`;
  running.put(
    segment(1, 'web', [100, 101], { trace_id: hex(T0 + 100) }),
    segment(2, 'web', [540, 541], { trace_id: hex(T0 + 540) }),
  );
  expect((await checks())['newest trace']).toBe('ok: 60 s old');
});

test('an empty graph is limited: it is no calm', async () => {
  await begin();
  expect(await checks()).toMatchObject({
    'service graph': 'limited: readable, but empty for the last 10 minutes: insufficient data, not calm',
    'newest trace': 'limited: no trace in the last 10 minutes: nothing is called, or nothing is traced',
  });
});

test('with Transaction Search on, the graph is said to show the indexed share only', async () => {
  await begin({
    '/GetTraceSegmentDestination': { Destination: 'CloudWatchLogs', Status: 'PENDING' },
    '/GetIndexingRules': {
      IndexingRules: [{ Name: 'Default', Rule: { Probabilistic: { DesiredSamplingPercentage: 12.5 } } }],
    },
  });
  expect(await checks()).toMatchObject({
    'trace segment destination': expect.stringMatching(
      /^limited: segments go to CloudWatchLogs \(PENDING\): Transaction Search is on, /,
    ),
    indexing: 'ok: 12.5 % of spans are indexed where Transaction Search is on',
  });
});

test('rules that X-Ray does not name are unknown', async () => {
  await begin({
    '/GetIndexingRules': { IndexingRules: [] },
    '/GetSamplingRules': { SamplingRuleRecords: [] },
  });
  expect(await checks()).toMatchObject({
    indexing: 'unknown: no indexing rule was named',
    'sampling rules': 'unknown: no sampling rule was named',
  });
});

test('every sampling rule is told with its reservoir and its share', async () => {
  const rule = (RuleName: string, ReservoirSize: number, FixedRate: number) => ({
    SamplingRule: { RuleName, ReservoirSize, FixedRate },
  });
  await begin({ '/GetSamplingRules': { SamplingRuleRecords: [rule('all', 0, 1), rule('few', 50, 0.001)] } });
  expect((await checks())['sampling rules']).toBe(
    'ok: all: 0 a second, then 100 %; few: 50 a second, then 0.1 %. Lambda samples 1 a second and 5 % whatever the rules say',
  );
});

describe('checks that fail', () => {
  const denied = new ServiceFailure('AccessDeniedException', 403, 'User: x is not authorized');

  test('one that fails says why and stops no other', async () => {
    await begin();
    running.put(segment(1, 'web', [550, 555]));
    running.xray.failNext(1, denied);
    const found = await preflight(client, now);
    expect(found.map(({ status }) => status)).toEqual(['failed', 'ok', 'ok', 'ok', 'ok']);
    expect(found[0]).toEqual({
      name: 'service graph',
      status: 'failed',
      text: 'could not be checked (AccessDeniedException: User: x is not authorized)',
    });
  });

  test('where nothing may be read, every check says so, and none rejects', async () => {
    await begin();
    running.xray.failNext(100, denied);
    const found = await preflight(client, now, 'Default');
    expect(found.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'service graph failed',
      'trace segment destination failed',
      'indexing failed',
      'sampling rules failed',
      'newest trace failed',
      'group failed',
    ]);
  });

  test('an X-Ray that cannot be reached fails every check', async () => {
    await begin();
    await closed(gate);
    expect((await preflight(client, now)).map(({ status }) => status)).toEqual(Array(5).fill('failed'));
  });
});

describe('with a group', () => {
  test('the group is looked up with its filter, and its own graph is what must be readable', async () => {
    await begin({ '/Groups': { Groups: [{ GroupName: 'Default', FilterExpression: 'service("web")' }] } });
    running.put(segment(1, 'web', [550, 555]));
    expect(await checks('Default')).toMatchObject({
      'service graph': expect.stringMatching(/^ok: /),
      group: 'ok: Default with filter service("web")',
    });
  });

  test('a group that does not exist fails, though the account has services', async () => {
    await begin();
    running.put(segment(1, 'web', [550, 555]));
    expect(await checks('shop')).toMatchObject({
      'service graph': 'failed: could not be checked (InvalidRequestException: Group shop was not found)',
      group: 'failed: there is no X-Ray group shop',
    });
  });

  test('a group without a filter says so, and it is found on a later page', async () => {
    running = await startXRay();
    gate = createServer((request, response) => {
      if (request.url !== '/Groups') return running.xray.emit('request', request, response);
      let text = '';
      request.on('data', (data) => {
        text += data;
      });
      request.on('end', () => {
        const isFirst = !text.includes('page-2');
        const body = isFirst
          ? { Groups: [{ GroupName: 'other' }], NextToken: 'page-2' }
          : { Groups: [{ GroupName: 'Default' }] };
        sendJson(response, { status: 200, body });
      });
      return true;
    });
    client = new XRayClient({ ...clientFor(await listening(gate)), maxAttempts: 1 });
    expect((await checks('Default')).group).toBe('ok: Default with filter (none)');
  });
});
