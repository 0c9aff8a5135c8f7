import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GetServiceGraphCommand,
  PutTraceSegmentsCommand,
  type Service,
  XRayClient,
} from '@aws-sdk/client-xray';
import { type Ended, type Started, start, tracenorm } from './support/binary';
import { folder, lines, troubled } from './support/world';

const here = folder();
afterAll(() => here.remove());

const HEADER = '{"format":"json","version":1}\n';
const hour = Math.floor(Date.now() / 3_600_000) * 3600 - 7200;

/** A segment of a service in a trace of its own, a minute ago. */
const segment = (n: number, name: string) => {
  const seconds = Date.now() / 1000 - 60;
  const trace_id = `1-${Math.floor(seconds).toString(16)}-${String(n).padStart(24, '0')}`;
  return JSON.stringify({
    id: String(n).padStart(16, '0'),
    trace_id,
    name,
    start_time: seconds - 1,
    end_time: seconds,
  });
};

/** The emulator as a process of its own, with what it says of itself. */
interface Running extends Started {
  readonly url: string;
  readonly daemon: { readonly host: string; readonly port: number };
  readonly client: XRayClient;
  stop(signal: NodeJS.Signals): Promise<Ended>;
}

async function emulator(...args: readonly string[]): Promise<Running> {
  const started = start(['emulator', ...args]);
  const told = async (pattern: RegExp): Promise<string> => (await started.wrote(pattern))[1] ?? '';
  const url = await told(/^export AWS_ENDPOINT_URL_XRAY=(.*)$/m);
  const [host = '', port] = (await told(/^ {2}daemon +(\S+)/m)).split(':');
  const client = new XRayClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const stop = (signal: NodeJS.Signals): Promise<Ended> => {
    client.destroy();
    started.kill(signal);
    return started.ended;
  };
  return { ...started, url, daemon: { host, port: Number(port) }, client, stop };
}

async function datagram({ host, port }: Running['daemon'], text: string): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.send(text, port, host, resolve));
  socket.close();
}

/** Reads the graph of a range until a service is in it; fails the test after five seconds. */
async function seen(client: XRayClient, names: readonly string[], start = Date.now() / 1000 - 300) {
  const input = { StartTime: new Date(start * 1000), EndTime: new Date((start + 600) * 1000) };
  for (let services: Service[] = [], tries = 0; ; tries++) {
    services = (await client.send(new GetServiceGraphCommand(input))).Services ?? [];
    const found = new Set(services.map(({ Name }) => Name));
    if (names.every((name) => found.has(name)) || tries === 50) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a segment by UDP and one by the SDK are in the graph, and SIGTERM ends with the counts', async () => {
  const running = await emulator('--port', '0');
  expect(`http://${running.daemon.host}:${running.daemon.port}`).toBe(running.url);
  await datagram(running.daemon, HEADER + segment(1, 'by-udp'));
  await datagram(running.daemon, 'nonsense');
  const documents = [segment(2, 'by-sdk'), '{}'];
  await running.client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: documents }));
  expect(await seen(running.client, ['by-udp', 'by-sdk'])).toEqual(new Set(['by-udp', 'by-sdk']));
  const { code, out, err } = await running.stop('SIGTERM');
  expect(code).toBe(0);
  expect(err).toBe('a datagram was refused: Missing header or segment\n');
  expect(
    out.replaceAll(running.url, 'URL').replaceAll(running.url.slice(7), 'ADDRESS'),
  ).toMatchInlineSnapshot(`
"X-Ray Local listens on URL
  OTLP      URL/v1/traces
  health    URL/_control/health
  faults    URL/_control/faults
  daemon    ADDRESS (UDP and TCP)

export AWS_ENDPOINT_URL_XRAY=URL
export AWS_XRAY_DAEMON_ADDRESS=ADDRESS
stopped: 2 documents taken, 1 refused, 2 traces; 2 datagrams received, 1 refused
"
`);
});

test('the daemon may have a port of its own, on TCP too, or none', async () => {
  const apart = await emulator('--port', '0', '--daemon', 'udp:0', '--host', '127.0.0.2');
  const none = await emulator('--port', '0', '--daemon', 'off');
  const elsewhere = await emulator('--port', '0', '--daemon', '127.0.0.3:0');
  expect(apart.daemon.host).toBe('127.0.0.2');
  expect(elsewhere.daemon.host).toBe('127.0.0.3');
  await datagram(elsewhere.daemon, HEADER + segment(1, 'there'));
  expect(await seen(elsewhere.client, ['there'])).toEqual(new Set(['there']));
  const rules = await fetch(`http://127.0.0.3:${elsewhere.daemon.port}/GetSamplingRules`, { method: 'POST' });
  expect(rules.status).toBe(200);
  const ends = await Promise.all([apart, none, elsewhere].map((one) => one.stop('SIGINT')));
  expect(ends.map(({ code, err }) => [code, err])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  expect(ends[1]?.out).toMatch(/daemon {4}off\n/);
  expect(ends[1]?.out).not.toMatch(/DAEMON_ADDRESS|datagrams/);
});

test('recordings are loaded, and what is refused of them is counted and named', async () => {
  const file = here.put('day.jsonl', `${lines(troubled(true, hour - 86_400))}\nnonsense\n{}\n`);
  const running = await emulator('--port', '0', '--recording', file);
  expect((await seen(running.client, ['shop'], hour - 86_400)).size).toBeGreaterThan(0);
  const { code, err } = await running.stop('SIGTERM');
  expect([code, err]).toEqual([
    0,
    expect.stringMatching(
      /day\.jsonl: \d+ windows, 2 parts refused, the first on line \d+: not a JSON object\n$/,
    ),
  ]);
});

test('a fault plan from a file is in force', async () => {
  const plan = { faults: [{ kind: 'error', error: 'throttle', operations: ['GetServiceGraph'], times: 1 }] };
  const running = await emulator('--port', '0', '--faults', here.put('plan.json', JSON.stringify(plan)));
  await seen(running.client, []);
  expect(await (await fetch(`${running.url}/_control/faults`)).json()).toMatchObject({
    counts: [{ asked: 2, hit: 1 }],
  });
  expect((await running.stop('SIGTERM')).code).toBe(0);
});

test('a request under way is not waited for without end', async () => {
  const plan = { faults: [{ kind: 'latency', milliseconds: 600_000 }] };
  const running = await emulator('--port', '0', '--faults', here.put('slow.json', JSON.stringify(plan)));
  const broken = expect(fetch(`${running.url}/Groups`, { method: 'POST' })).rejects.toThrow();
  for (let hit = 0; hit === 0; ) {
    const { counts } = (await (await fetch(`${running.url}/_control/faults`)).json()) as {
      counts: { hit: number }[];
    };
    hit = counts[0]?.hit ?? 0;
  }
  expect((await running.stop('SIGTERM')).code).toBe(0);
  await broken;
});

test.each<[string, number, string, string[]]>([
  ['a recording that is not there', 4, 'gone.jsonl cannot be read: ENOENT', ['--recording', 'gone.jsonl']],
  ['a plan that is not there', 4, 'gone.json cannot be read: ENOENT', ['--faults', 'gone.json']],
  [
    'a plan that is wrong',
    2,
    'is no fault plan:\n  faults[0].kind is "odd"; allowed: error',
    ['--faults', here.put('odd.json', '{"faults":[{"kind":"odd"}]}')],
  ],
  ['a plan that is no JSON', 2, 'is no fault plan:\n  ', ['--faults', here.put('broken.json', '{"faults"')]],
])('%s is an error %d with a sentence', async (_, expected, sentence, args) => {
  const { code, out, err } = await tracenorm(['emulator', '--port', '0', ...args]);
  expect([code, out, err]).toEqual([expected, '', expect.stringContaining(sentence)]);
});

test('a taken port is an error that names it and the way out', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const udp = socket.address().port;
  const ends = await Promise.all([
    tracenorm(['emulator', '--port', `${port}`]),
    tracenorm(['emulator', '--port', '0', '--daemon', `udp:${udp}`]),
    tracenorm(['emulator', '--port', '0', '--daemon', `udp:${port}`]),
  ]);
  server.close();
  socket.close();
  expect(ends.map(({ code, out, err }) => [code, out, err])).toEqual([
    [
      4,
      '',
      `tracenorm: X-Ray cannot listen on 127.0.0.1:${port}: the port is taken; choose another with --port\n`,
    ],
    ...[udp, port].map((one) => [
      4,
      '',
      `tracenorm: the daemon cannot listen on 127.0.0.1:${one}: the port is taken; choose another with --daemon\n`,
    ]),
  ]);
});
