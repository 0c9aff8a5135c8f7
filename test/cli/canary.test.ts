import { createXRayLocal, type XRayLocal } from '../../emulator/server';
import { closed, listening } from '../emulator/support/xray';
import { start, tracenorm } from './support/binary';
import { ago, type RecordedDay, recordedDay } from './support/recorded-day';

describe('A canary in X-Ray alone', () => {
  let xray: XRayLocal;
  let environment: Record<string, string>;
  beforeAll(async () => {
    xray = createXRayLocal();
    environment = {
      AWS_ENDPOINT_URL_XRAY: await listening(xray),
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    };
  });
  afterAll(() => closed(xray));

  test('is seen as a trace and as a call in the service graph', async () => {
    const { code, out } = await tracenorm(['canary', '--timeout', '20s'], environment);
    const lines = out.split('\n').map((line) => line.replace(/[\d.]+ s$/, 'N s'));
    expect(lines[0]).toMatch(/^sent: trace 1-[0-9a-f]{8}-[0-9a-f]{24}, tracenorm-canary -> \S+\.invalid$/);
    expect(lines.slice(1)).toEqual([
      'seen: trace in X-Ray (BatchGetTraces), after N s',
      'seen: call in the service graph (GetServiceGraph), after N s',
      '',
    ]);
    expect(code).toBe(0);
  });

  test('that X-Ray does not take is no canary', async () => {
    const { code, err } = await tracenorm(['canary', '--timeout', '2s'], {
      ...environment,
      ...ago(40 * 86_400),
    });
    expect(code).toBe(4);
    expect(err).toContain('X-Ray did not take the trace');
  });
});

describe('A canary that a watcher sees', () => {
  let day: RecordedDay;
  let store: string;
  beforeAll(async () => {
    day = await recordedDay();
    store = day.store();
    await tracenorm(['backfill', '--days', '1', '--store', store], { ...day.environment, ...ago(1_800) });
  });
  afterAll(() => day.close());

  test('is followed to the finding and its message', async () => {
    const flight = start(['canary', '--timeout', '90s', '--store', store], day.environment);
    await flight.wrote(/seen: call in the service graph/);
    const late = { ...day.environment, ...ago(-400) };
    const { err } = await tracenorm(['watch', '--once', '--store', store], late);
    expect(err).toMatch(/New dependency: tracenorm-canary -> \d{4}-\d\d-\d\d\.canary\.tracenorm\.invalid/);
    const { code, out } = await flight.ended;
    expect(out).toMatch(/seen: finding, after [\d.]+ s\nseen: message sent, after [\d.]+ s\n$/);
    expect(code).toBe(0);
  });

  test('is missed when nobody watches', async () => {
    const idle = ['canary', '--timeout', '3s', '--store', day.store()];
    const { code, out } = await tracenorm(idle, day.environment);
    expect(code).toBe(1);
    expect(out).toMatch(/not seen: finding, within 3 s\n$/);
  });
});
