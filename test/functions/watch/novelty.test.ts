import { XRayClient } from '@aws-sdk/client-xray';
import type { Finding } from '../../../analysis/model/finding';
import { xrayTraces } from '../../../functions/adapters/xray/traces';
import { parseSettings } from '../../../functions/settings';
import type { Ports } from '../../../functions/watch/ports';
import { watch } from '../../../functions/watch/watch';
import { type Raw, subsegment, traceId } from '../../emulator/support/documents';
import { clientFor } from '../../emulator/support/xray';
import { T0, type Trouble, windowLength } from './recorded-system';
import { World } from './world';

const learned = 12;
const troubles: readonly Trouble[] = [
  ...Array.from({ length: learned + 1 }, () => 'none' as const),
  'exfiltration',
];
const settings = parseSettings({
  scope: '111122223333/eu-west-1/Default',
  bootstrapSeconds: learned * windowLength,
  learnAtMostSeconds: learned * windowLength,
  minimumWindows: 8,
  presenceLagsSeconds: [],
});
const begins = T0 + (learned + 1) * windowLength;

/** The n-th trace in which web calls the new host; `second` counts from the window's start. */
function upload(n: number, second: number, more: Raw = {}): string {
  const at = begins + second;
  return JSON.stringify({
    id: n.toString(16).padStart(16, '0'),
    trace_id: traceId(n, at),
    name: 'web',
    origin: 'AWS::Lambda::Function',
    start_time: at,
    end_time: at + 1,
    user: 'jane',
    http: { request: { url: 'https://shop.example.com/?card=4111', client_ip: '203.0.113.9' } },
    subsegments: [
      subsegment(100 + n, 'paste.example.net', [0, 0], {
        start_time: at + 0.25,
        end_time: at + 0.5,
        namespace: 'remote',
        http: { request: { url: 'https://jane:pw@paste.example.net/upload/42?key=secret', method: 'POST' } },
        ...more,
      }),
    ],
  });
}

describe('A new dependency', () => {
  let world: World;
  beforeEach(async () => {
    world = await new World(troubles).open();
    await world.table('novelty');
  });
  afterEach(() => world.close());

  /** Runs the watcher over the history; returns the alert and the finding as it is remembered. */
  async function told(change: (ports: Ports) => Ports = (ports) => ports, more = settings) {
    world.now = begins + windowLength;
    world.xray.ingest([
      upload(1, 90),
      upload(2, 40, {
        fault: true,
        cause: { exceptions: [{ id: 'e', type: 'Timeout\n', message: 'for jane' }] },
      }),
      upload(3, 200),
    ]);
    for (
      world.now = T0 + windowLength + 180;
      world.now <= begins + windowLength + 180;
      world.now += windowLength
    )
      await watch(change(world.ports(more, 'novelty')), more, `owner-${world.now}`);
    const findings = await world.ports(more, 'novelty').memory.findings(10);
    const edge = findings.find((f): f is Finding => f.type === 'finding' && f.kind === 'new-edge');
    const [alert] = world.sns.inbox.filter(({ Subject }) => Subject?.includes('New dependency'));
    const open = (await world.ports(more, 'novelty').memory.newest())?.open.findings;
    return { open, text: (alert?.Message ?? '').replace(/\n\s+/g, ' '), edge };
  }

  test('is told with what its calls do, read from traces that are fetched for it', async () => {
    const { text, edge, open } = await told();
    const first = traceId(2, begins + 40);
    expect(edge?.calls).toEqual({
      calls: 3,
      operations: [{ name: 'POST', count: 3 }],
      resources: [{ name: 'paste.example.net/upload/*', count: 3 }],
      exceptions: [{ name: 'Timeout\ufffd', count: 1 }],
      first: { caller: 'web', at: begins + 40.25, trace: first },
    });
    expect(open?.find(({ id }) => id === edge?.id)?.calls).toEqual(edge?.calls);
    expect(text).toContain('Operation: POST on paste.example.net/upload/*; first seen from web at ');
    expect(text).toContain(`in trace ${first}`);
    expect(text).toContain('Exception: Timeout\ufffd (1 of 3)');
    expect(`${text}${JSON.stringify(edge)}`).not.toMatch(/jane|secret|4111|203\.0\.113\.9|:pw/);
  });

  test('is described by the earliest traces where not all may be read', async () => {
    const { edge } = await told(undefined, { ...settings, noveltyTraces: 1 });
    expect(edge?.calls).toMatchObject({ calls: 1, first: { trace: traceId(2, begins + 40) } });
  });

  test('is told without it, and why, where X-Ray does not answer', async () => {
    const dead = xrayTraces(new XRayClient({ ...clientFor('http://127.0.0.1:9'), maxAttempts: 1 }));
    const { text, edge } = await told((ports) => ({
      ...ports,
      traces: { ...ports.traces, traceDocuments: dead.traceDocuments },
    }));
    expect(text).toContain('Operation: unknown: X-Ray did not answer: ');
    expect(edge).toMatchObject({ status: 'firing' });
    expect(edge).not.toHaveProperty('calls');
  });

  test('costs no trace in full where that is switched off', async () => {
    const { text } = await told(
      (ports) => ({
        ...ports,
        traces: { ...ports.traces, traceDocuments: () => Promise.reject(new Error('asked')) },
      }),
      { ...settings, noveltyTraces: 0 },
    );
    expect(text).toContain('Operation: unknown: reading traces is switched off (noveltyTraces 0)');
  });
});
