import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateSamplingRuleCommand, GetSamplingStatisticSummariesCommand } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { type Daemon, startDaemon } from '../../emulator/daemon';
import { type Raw, spanId, T0 } from './support/documents';
import { customRule } from './support/sampling';
import { edgesOf, node, nodesOf } from './support/sketch';
import { closed, listening, type Running, startXRay } from './support/xray';

const HEADER = '{"format":"json","version":1}\n';
const run = promisify(execFile);
const now = () => Date.now() / 1000;

let local: Running;
let daemon: Daemon;
let backend: Server;
let backendUrl: string;
beforeEach(async () => {
  local = await startXRay({ now });
  daemon = await startDaemon({ xray: local.xray, port: 0 });
  backend = createServer((_, response) =>
    response.setHeader('content-type', 'application/x-amz-json-1.0').end('{}'),
  );
  backendUrl = await listening(backend);
});
afterEach(async () => {
  await daemon.close();
  await local.stop();
  await closed(backend);
});

/** Sends datagrams one after the other from one socket, so that they arrive in order. */
async function send(...datagrams: readonly (string | Uint8Array)[]): Promise<void> {
  const socket = createSocket('udp4');
  for (const bytes of datagrams) {
    await new Promise((resolve) => socket.send(bytes, daemon.port, '127.0.0.1', resolve));
  }
  socket.close();
}

/** Waits until so many datagrams have arrived; fails the test after five seconds. */
async function arrived(count: number): Promise<void> {
  const deadline = Date.now() + 5000;
  while (daemon.received < count && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(daemon.received).toBe(count);
}

const recentGraph = async () => {
  const services = await local.graph(now() - 300 - T0, now() + 60 - T0);
  return services;
};
const appEnvironment = () => ({
  ...process.env,
  AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.port}`,
  AWS_XRAY_LOG_LEVEL: 'silent',
  BACKEND: backendUrl,
});
const app = (name: string) => join(__dirname, 'support', name);
const aSegment = (more: Raw = {}): Raw => {
  const seconds = now();
  const trace_id = `1-${Math.floor(seconds).toString(16)}-000000000000000000000001`;
  return { id: spanId(1), trace_id, name: 'web', start_time: seconds - 1, end_time: seconds - 0.5, ...more };
};

test('the real SDK in a plain program draws its graph over UDP and is content with rules and targets over TCP', async () => {
  const { stdout } = await run(process.execPath, [app('plain-app.js')], { env: appEnvironment() });
  expect(JSON.parse(stdout)).toMatchObject({
    rules: ['Default'],
    targets: { Default: { rate: 0.05, quota: 1, interval: 10 } },
  });
  await arrived(1);
  expect([daemon.rejected, daemon.reasons]).toEqual([0, []]);
  expect(edgesOf(await recentGraph())).toEqual([
    'web| -> 127.0.0.1|remote',
    'web| -> orders|AWS::DynamoDB::Table',
    'web|client -> web|',
  ]);
});

test('the real SDK records what rules made through the real client tell it to, and reports it', async () => {
  const { client } = local;
  for (const [RuleName, FixedRate] of [
    ['pay', 1],
    ['health', 0],
  ] as const) {
    const SamplingRule = customRule({ RuleName, FixedRate, ReservoirSize: 0, URLPath: `/${RuleName}` });
    await client.send(new CreateSamplingRuleCommand({ SamplingRule }));
  }
  const env = { ...appEnvironment(), PATHS: '/pay /health' };
  const { stdout } = await run(process.execPath, [app('sampled-app.js')], { env });
  expect(JSON.parse(stdout)).toMatchObject({ pay: { rate: 1, quota: 0 }, health: { rate: 0, quota: 0 } });
  await arrived(20);
  expect(node(await recentGraph(), 'shop').SummaryStatistics?.TotalCount).toBe(20);
  const { SamplingStatisticSummaries } = await client.send(new GetSamplingStatisticSummariesCommand({}));
  expect(SamplingStatisticSummaries).toMatchObject([
    { RuleName: 'health', RequestCount: 20, SampledCount: 0 },
    { RuleName: 'pay', RequestCount: 20, SampledCount: 20 },
  ]);
});

test('the real SDK in Lambda mode sends subsegments alone, and the runner’s two segments complete the graph', async () => {
  const { id, trace_id } = aSegment();
  const env = {
    ...appEnvironment(),
    LAMBDA_TASK_ROOT: '/var/task',
    _X_AMZN_TRACE_ID: `Root=${trace_id};Parent=${spanId(2)};Sampled=1`,
  };
  await run(process.execPath, [app('lambda-app.js')], { env });
  await arrived(2);
  expect(await recentGraph()).toEqual([]);
  const lambda = aSegment({ name: 'pay', id, trace_id, origin: 'AWS::Lambda', end_time: now() });
  const fn = {
    ...lambda,
    id: spanId(2),
    parent_id: id,
    origin: 'AWS::Lambda::Function',
    aws: { account_id: '123456789012' },
  };
  await send(HEADER + JSON.stringify(lambda), HEADER + JSON.stringify(fn));
  await arrived(4);
  expect(daemon.rejected).toBe(0);
  const graph = await recentGraph();
  expect(edgesOf(graph)).toEqual([
    'pay|AWS::Lambda -> pay|AWS::Lambda::Function',
    'pay|AWS::Lambda::Function -> orders|AWS::DynamoDB::Table',
    'pay|client -> pay|AWS::Lambda',
  ]);
  expect(node(graph, 'pay', 'AWS::Lambda::Function').AccountId).toBe('123456789012');
});

test.each([
  ['no newline', '{"format":"json","version":1}', 'Missing header or segment'],
  ['no document', HEADER, 'Missing header or segment'],
  ['another format', `{"format":"xml","version":1}\n{}`, 'Invalid header'],
  ['another version', `{"format":"json","version":2}\n{}`, 'Invalid header'],
  ['a header that is no JSON', 'hello\n{}', 'Invalid header'],
  [
    'a document that X-Ray Local refuses',
    `${HEADER}{}`,
    'trace_id must look like 1-581cf771-a006649127e371903a2de979',
  ],
])('a datagram with %s is dropped and counted, with the reason', async (_, datagram, reason) => {
  await send(datagram, HEADER.replace('json', 'JSON') + JSON.stringify(aSegment()));
  await arrived(2);
  expect([daemon.rejected, daemon.reasons]).toEqual([1, [reason]]);
  expect(nodesOf(await recentGraph())).toEqual(['web|', 'web|client']);
});

describe('whatever bytes arrive, up to 64 KB', () => {
  const MOST_BYTES = 65_507;
  const good = HEADER + JSON.stringify(aSegment());
  const cut = (bytes: string) => fc.nat(bytes.length - 1).map((length) => bytes.slice(0, length));
  const changed = fc
    .tuple(fc.nat(HEADER.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
    .map(([at, letter]) => HEADER.slice(0, at) + letter + HEADER.slice(at + 1) + JSON.stringify(aSegment()));
  const datagram = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ minLength: MOST_BYTES - 10, maxLength: MOST_BYTES, size: 'max' }),
    fc.string().map((text) => HEADER + text),
    fc.json().map((text) => HEADER + text),
    fc.json().map((text) => `${text}\n${JSON.stringify(aSegment())}`),
    fc.constantFrom('[', '{"a":', ' ', '"').map((piece) => HEADER + piece.repeat(13_000)),
    cut(good),
    changed,
    fc.constant(good),
  );

  test('the daemon lives, each datagram is either taken or rejected, and a good one after them counts', async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(datagram, { minLength: 1, maxLength: 20 }), async (batch) => {
        for (const bytes of batch) {
          await send(bytes);
          await arrived(++sent);
        }
        const { accepted } = local.xray.health().documents;
        expect(accepted + daemon.rejected).toBe(sent);
        await send(good);
        await arrived(++sent);
        expect(local.xray.health().documents.accepted).toBe(accepted + 1);
      }),
      { numRuns: 60 },
    );
    expect(daemon.rejected).toBeGreaterThan(100);
    expect(daemon.reasons).toHaveLength(100);
    expect(daemon.reasons.every((reason) => reason.length > 0 && reason.length < 200)).toBe(true);
    expect(nodesOf(await recentGraph())).toEqual(['web|', 'web|client']);
  });

  test('what cannot be stored is rejected with the reason, and the daemon lives', async () => {
    const failing = Object.assign(Object.create(local.xray), {
      ingest: () => {
        throw new Error('ENOSPC: no space left on device, write');
      },
    });
    const other = await startDaemon({ xray: failing, port: 0 });
    const socket = createSocket('udp4');
    for (let tries = 0; other.received < 2 && tries < 1000; tries++) {
      await new Promise((resolve) => socket.send(good, other.port, '127.0.0.1', resolve));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    socket.close();
    expect([other.rejected, other.reasons.at(-1)]).toEqual([
      other.received,
      'X-Ray Local failed: ENOSPC: no space left on device, write',
    ]);
    expect(other.received).toBeGreaterThanOrEqual(2);
    await other.close();
  });
});

test('without TCP of its own it takes the number of X-Ray Local, which answers there', async () => {
  const port = Number(new URL(local.url).port);
  await expect(startDaemon({ xray: local.xray, port })).rejects.toThrow(String(port));
  const shared = await startDaemon({ xray: local.xray, port, tcp: false });
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.send('nonsense', shared.port, '127.0.0.1', resolve));
  socket.close();
  for (let tries = 0; shared.received === 0 && tries < 1000; tries++)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect([shared.port, shared.rejected]).toEqual([port, 1]);
  await shared.close();
  expect((await fetch(local.url)).status).toBe(200);
});

test('a taken port is an error that names it', async () => {
  await expect(startDaemon({ xray: local.xray, port: daemon.port })).rejects.toThrow(String(daemon.port));
});
