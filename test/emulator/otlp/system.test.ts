import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BatchGetTracesCommand, paginateGetTraceSummaries } from '@aws-sdk/client-xray';
import type { Encoding } from '../../../emulator/otlp/schema';
import { type Raw, T0 } from '../support/documents';
import { CONTENT_TYPES } from '../support/otlp';
import { countsOf, edge, edgesOf, node } from '../support/sketch';
import { closed, listening, type Running, startXRay } from '../support/xray';

const run = promisify(execFile);
const now = () => Date.now() / 1000;
const app = (name: string) => join(__dirname, '..', 'support', name);

let local: Running;
let rates: Server;
let ratesUrl: string;
/** Content type and encoding of every export that arrived. */
let exports: string[];
beforeEach(async () => {
  local = await startXRay({ now });
  exports = [];
  local.xray.prependListener('request', ({ url, headers }) => {
    if (url === '/v1/traces')
      exports.push(`${headers['content-type']} ${headers['content-encoding'] ?? 'none'}`);
  });
  rates = createServer((request, response) => {
    response.writeHead(request.url === '/throttled' ? 429 : 200).end();
  });
  ratesUrl = await listening(rates);
});
afterEach(async () => {
  await local.stop();
  await closed(rates);
});

/** Starts `orders` and waits for its address. */
async function startOrders(
  environment: NodeJS.ProcessEnv,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [app('otel-orders.js')], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [port] = await once(child.stdout, 'data');
  return { child, url: `http://localhost:${String(port).trim()}` };
}

/** Runs both services until everything they did is exported. */
async function runSystem(encoding: Encoding): Promise<void> {
  const shared = { ...process.env, ENCODING: encoding, OTLP_URL: `${local.url}/v1/traces` };
  const orders = await startOrders({ ...shared, NAME: 'orders' });
  const ended = once(orders.child, 'exit');
  try {
    const env = { ...shared, NAME: 'web', ORDERS: orders.url, RATES: ratesUrl };
    const { stderr } = await run(process.execPath, [app('otel-web.js')], { env });
    expect(stderr).toBe('');
  } finally {
    orders.child.stdin?.end();
  }
  expect(await ended).toEqual([0, null]);
}

const graphNow = () => local.graph(now() - 300 - T0, now() + 60 - T0);

test.each<[Encoding, string]>([
  ['protobuf', `${CONTENT_TYPES.protobuf} gzip`],
  ['json', `${CONTENT_TYPES.json} none`],
])(
  'two services of the real OpenTelemetry SDK, exporting %s, draw their graph with its outcomes',
  async (encoding, sent) => {
    await runSystem(encoding);
    expect(new Set(exports)).toEqual(new Set([sent]));
    const graph = await graphNow();
    expect(edgesOf(graph)).toEqual([
      'orders| -> orders|AWS::DynamoDB::Table',
      'web| -> 127.0.0.1|remote',
      'web| -> audit|',
      'web| -> orders|',
      'web|client -> web|',
    ]);
    const [client, web, orders] = [
      node(graph, 'web', 'client'),
      node(graph, 'web', ''),
      node(graph, 'orders', ''),
    ];
    const [table, rate] = [node(graph, 'orders', 'AWS::DynamoDB::Table'), node(graph, '127.0.0.1', 'remote')];
    // ok, error, throttle, fault, total
    expect(countsOf(edge(graph, client, web))).toEqual([3, 0, 0, 1, 4]);
    expect(countsOf(edge(graph, web, orders))).toEqual([3, 0, 0, 1, 4]);
    expect(countsOf(edge(graph, web, rate))).toEqual([3, 0, 1, 0, 4]);
    expect(countsOf(edge(graph, orders, table))).toEqual([3, 1, 0, 0, 4]);
    for (const one of [web, orders]) {
      expect(countsOf(one)).toEqual([3, 0, 0, 1, 4]);
      expect(one.State).toBe('active');
    }
  },
);

test('the trace of a failed purchase tells which service failed, why, and for which item', async () => {
  await runSystem('protobuf');
  const range = { StartTime: new Date((now() - 300) * 1000), EndTime: new Date((now() + 60) * 1000) };
  // W3C trace ids are random and carry no time, so that traces are found by when something happened in them
  const query = { ...range, TimeRangeType: 'Event', FilterExpression: 'fault', Sampling: false } as const;
  const summaries = [];
  for await (const page of paginateGetTraceSummaries({ client: local.client }, query))
    summaries.push(...(page.TraceSummaries ?? []));
  expect(summaries).toMatchObject([
    { Annotations: { 'shop.item': [{ AnnotationValue: { StringValue: 'gone' } }] } },
  ]);
  const { Traces } = await local.client.send(
    new BatchGetTracesCommand({ TraceIds: [summaries[0]?.Id ?? ''] }),
  );
  const documents = (Traces?.[0]?.Segments ?? []).map(({ Document = '{}' }): Raw => JSON.parse(Document));
  const failed = documents.find(({ cause }) => cause !== undefined);
  expect(failed).toMatchObject({
    name: 'orders',
    fault: true,
    service: { version: '1.2' },
    aws: { xray: { sdk: 'opentelemetry for nodejs' } },
    cause: {
      exceptions: [
        {
          type: 'TypeError',
          message: 'out of stock',
          stack: expect.arrayContaining([
            { path: app('otel-orders.js'), line: expect.any(Number), label: 'put' },
          ]),
        },
      ],
    },
  });
});
