import type { Finding, Transition } from '../../../analysis/model/finding';
import type { Entry, StepRecord } from '../../../analysis/model/record';
import { parseSettings } from '../../../functions/settings';
import type { Ports } from '../../../functions/watch/ports';
import { watch } from '../../../functions/watch/watch';
import { T0, windowLength } from './recorded-system';
import { TracedSystem } from './traced-system';
import { World } from './world';

const learned = 12;
/** So short a history says little of what is commonplace: the budget must bear it. */
const settings = parseSettings({
  scope: '111122223333/eu-west-1/Default',
  bootstrapSeconds: learned * windowLength,
  learnAtMostSeconds: learned * windowLength,
  minimumWindows: 8,
  minimumCalls: 1_000,
  forgetNewAfterWindows: 3,
  presenceLagsSeconds: [60],
  falseAlarmsPerWeek: 100_000,
});
const shop = 'shop|AWS::Lambda::Function|';
const archive = 'archive|AWS::DynamoDB::Table|';

describe('What requests touch, read from trace summaries of X-Ray Local', () => {
  let world: World;
  let system: TracedSystem;
  let requests: number;
  let window: number;
  beforeEach(async () => {
    world = await new World([]).open();
    await world.table('shapes');
    system = new TracedSystem(world.xray);
    requests = 0;
    window = 0;
    world.xray.on('request', ({ url }) => {
      if (url === '/TraceSummaries') requests += 1;
    });
    world.now = T0;
    await run();
  });
  afterEach(() => world.close());

  async function run(change: (ports: Ports) => Ports = (ports) => ports, more = settings): Promise<void> {
    await watch(change(world.ports(more, 'shapes')), more, `run-${world.now}`);
  }

  /** Lets windows pass, each with what is done in it beside the calm. */
  async function pass(
    count: number,
    extra: (window: number) => void = () => undefined,
    ...how: Parameters<typeof run>
  ): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      system.calm(window);
      extra(window);
      for (const lag of [60, 180]) {
        world.now = T0 + (window + 1) * windowLength + lag;
        await run(...how);
      }
      window += 1;
    }
  }

  async function records(): Promise<StepRecord[]> {
    const all: StepRecord[] = [];
    for await (const record of world.ports(settings, 'shapes').memory.records(0)) all.push(record);
    return all;
  }
  const entries = async (): Promise<Entry[]> =>
    (await records()).flatMap((record) => record.entries).filter(({ read }) => read.kind === 'settlement');
  const transitions = async (): Promise<Transition[]> => (await records()).flatMap((r) => r.transitions);
  const shapeFindings = async (): Promise<Finding[]> =>
    (await transitions()).filter((t): t is Finding => t.type === 'finding' && t.kind === 'new-shape');
  const mails = (): string[] =>
    world.sns.inbox.map(({ Subject, Message }) => `${Subject}\n${Message}`.replace(/\n\s+/g, ' '));

  test('a known call that a known entry point comes to need is told once, and its end once', async () => {
    await pass(learned + 2);
    const calm = (await entries()).at(-1);
    expect(calm?.traces).toMatchObject({ status: 'read', scanned: 10, partial: 0, withoutEntry: 0 });
    expect(calm?.verdicts.normal).toBeGreaterThan(0);
    const seen: string[] = [];
    await pass(2, (at) => {
      for (let n = 0; n < 2; n += 1) seen.push(system.request(at, 'shop', ['orders', 'archive']));
    });
    await pass(4);
    expect(
      (await shapeFindings()).map(({ status, resolution, subject }) => [status, subject, resolution]),
    ).toEqual([
      ['firing', shop, undefined],
      ['resolved', shop, 'not-seen-again'],
    ]);
    const [told] = await shapeFindings();
    expect(told?.shape).toMatchObject({ service: archive, traces: 2, sampled: 8, earlier: 0, before: 84 });
    expect(told?.shape?.examples).toEqual(seen.slice(0, 2).reverse());
    expect(told?.severity).toBe('medium');
    const alerts = mails().filter((text) => text.includes('shop touches archive'));
    expect(alerts).toHaveLength(2);
    expect(alerts[0]).toContain('[MEDIUM] New trace shape: shop touches archive');
    expect(alerts[0]).toContain(
      '2 of 8 traces sampled in this window; none of the 84 traces sampled before.',
    );
    expect(alerts[0]).toContain(`xray:traces/${seen[0]}`);
    expect(alerts[0]).toContain('By the 84 traces sampled before, about one trace of shop in 85');
  });

  test('one trace waits for a second window, and one alone is never told', async () => {
    await pass(learned + 1);
    await pass(1, (at) => system.request(at, 'shop', ['orders', 'archive']));
    await pass(3);
    expect((await shapeFindings()).map(({ status, resolution }) => [status, resolution])).toEqual([
      ['pending', undefined],
      ['resolved', 'not-confirmed'],
    ]);
    await pass(2, (at) => system.request(at, 'shop', ['orders', 'archive']));
    expect((await shapeFindings()).map(({ status }) => status).slice(2)).toEqual(['pending', 'firing']);
    expect(mails().filter((text) => text.includes('New trace shape'))).toHaveLength(1);
    expect((await shapeFindings()).at(-1)?.shape).toMatchObject({ earlier: 2 });
  });

  test('a request that fails early and touches less is normal', async () => {
    await pass(learned + 1);
    await pass(2, (at) => {
      for (let n = 0; n < 3; n += 1) system.request(at, 'admin', [], { fault: true });
    });
    expect(await shapeFindings()).toEqual([]);
  });

  test('beside the new edge that explains it there is one incident, which the edge leads', async () => {
    await pass(learned + 1);
    await pass(2, (at) => {
      for (let n = 0; n < 3; n += 1) system.request(at, 'shop', ['orders', 'paste.example.net']);
    });
    const opened = (await transitions()).filter((t) => t.type === 'incident' && t.revision === 1);
    expect(opened).toHaveLength(1);
    const [firing] = await shapeFindings();
    expect(firing).toMatchObject({ status: 'firing', incidentId: opened[0]?.id });
    expect(opened[0]).toMatchObject({ origins: [{ name: 'worker' }, { name: 'paste.example.net' }] });
    expect(
      mails()
        .filter((text) => /^\[/.test(text))
        .map((text) => text.split('\n')[0]),
    ).toEqual(['[HIGH] New dependency: worker -> paste.example.net (eu-west-1)']);
  });

  test('summaries are asked for at settlements only, and not at all where that is switched off', async () => {
    await pass(1);
    requests = 0;
    await pass(2);
    expect(requests).toBe(2);
    await pass(1, undefined, (ports) => ports, { ...settings, shapeTraces: 0 });
    expect(requests).toBe(2);
    expect((await entries()).at(-1)).not.toHaveProperty('traces');
  });

  test('an X-Ray that refuses summaries costs the sample, with the reason, and no window', async () => {
    await pass(learned + 1);
    const denied = new Error('not authorized to perform xray:GetTraceSummaries');
    denied.name = 'AccessDeniedException';
    await pass(2, undefined, (ports) => ({
      ...ports,
      traces: { ...ports.traces, windowSummaries: () => Promise.reject(denied) },
    }));
    const refused = (await entries()).slice(-2);
    for (const entry of refused) {
      expect(entry.traces).toEqual({
        status: 'unread',
        reason: 'AccessDeniedException: not authorized to perform xray:GetTraceSummaries',
      });
      expect(entry.verdicts.normal).toBeGreaterThan(0);
      expect(entry.verdicts.insufficientData).toBeGreaterThan(1);
    }
  });
});
