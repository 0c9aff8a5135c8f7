import type { StepRecord } from '../../../analysis/model/record';
import { parseSettings } from '../../../functions/settings';
import type { Ports } from '../../../functions/watch/ports';
import { recall } from '../../../functions/watch/recall';
import { watch } from '../../../functions/watch/watch';
import { T0, type Trouble, windowLength } from './recorded-system';
import { type Interceptor, World } from './world';

const learned = 12;
const troubles: readonly Trouble[] = [
  ...Array.from({ length: learned }, () => 'none' as const),
  'none',
  'exfiltration',
  ...Array.from({ length: 7 }, () => 'none' as const),
];
const settings = parseSettings({
  scope: '111122223333/eu-west-1/Default',
  environment: 'test',
  bootstrapSeconds: learned * windowLength,
  learnAtMostSeconds: learned * windowLength,
  minimumWindows: 8,
  forgetNewAfterWindows: 2,
  presenceLagsSeconds: [60, 600],
  snapshotSeconds: 3_600,
  runSeconds: 200,
});
/** The run that sees the new edge settle, and the end of the history. */
const alertRun = T0 + (learned + 2) * windowLength + 180;
const theEnd = T0 + troubles.length * windowLength + 100;

describe('A watcher that is killed', () => {
  let world: World;
  let undisturbed: Memorized;

  beforeAll(async () => {
    world = await new World(troubles).open();
    await world.table('before');
    world.now = T0 + windowLength + 180;
    for (; world.now < alertRun - windowLength; world.now += windowLength)
      await run(world.ports(settings, 'before'));
    world.now = alertRun;
    undisturbed = await playOn('undisturbed', undefined);
  });
  afterAll(() => world.close());

  /** Goes on from the common past; a crash kills the first run, and later runs find what it left. */
  async function playOn(table: string, crash: Crash | undefined): Promise<Memorized> {
    await world.copy('before', table);
    const heard = world.sns.inbox.length;
    world.now = alertRun;
    await run(world.ports(settings, table, crash && killing(crash))).catch((cause: unknown) => {
      if (!(cause instanceof Error && cause.message === killed)) throw cause;
    });
    for (world.now of [alertRun + 301, theEnd]) await run(world.ports(settings, table));
    const messages = world.sns.inbox.slice(heard).map(({ Subject, Message }) => `${Subject}\n${Message}`);
    return memorized(world.ports(settings, table), messages);
  }

  test('tells the new edge once and its end once when nobody kills it', () => {
    expect(undisturbed.messages.map((text) => text.split('\n')[0])).toEqual([
      '[HIGH] New dependency: web -> paste.example.net (test eu-west-1)',
      '[RESOLVED] New dependency: web -> paste.example.net (test eu-west-1)',
    ]);
    expect(undisturbed.records.length).toBeGreaterThan(40);
  });

  test('leaves the same memory and every alert, after whichever of its requests it is killed', async () => {
    const counted: Crash = { after: Number.POSITIVE_INFINITY, seen: 0 };
    await playOn('counted', counted);
    expect(counted.seen).toBeGreaterThan(20);
    for (let after = 0; after <= counted.seen; after += 1) {
      const left = await playOn(`crash-${after}`, { after, seen: 0 });
      const where = `killed after ${after} requests`;
      expect({ where, records: left.records }).toEqual({ where, records: undisturbed.records });
      expect({ where, findings: left.findings }).toEqual({ where, findings: undisturbed.findings });
      expect({ where, state: left.state }).toEqual({ where, state: undisturbed.state });
      expect({ where, messages: [...new Set(left.messages)] }).toEqual({
        where,
        messages: undisturbed.messages,
      });
      expect({ where, unsent: left.unsent }).toEqual({ where, unsent: [] });
    }
  }, 600_000);
});

const run = (ports: Ports) => watch(ports, settings, `run-${Math.floor(ports.now())}`);

const killed = 'killed here';

interface Crash {
  readonly after: number;
  seen: number;
}

/**
 * The process dies when so many of its requests were carried out: it does not hear the answer of the last one and sends
 * no other, which is the same as dying before the next one is sent.
 */
function killing(crash: Crash): Interceptor {
  return async (send) => {
    crash.seen += 1;
    if (crash.seen < crash.after) return send();
    if (crash.seen === crash.after) await send();
    throw new Error(killed);
  };
}

interface Memorized {
  readonly records: readonly StepRecord[];
  readonly findings: readonly unknown[];
  readonly state: unknown;
  readonly unsent: readonly unknown[];
  readonly messages: readonly string[];
}

async function memorized(ports: Ports, messages: readonly string[]): Promise<Memorized> {
  const records: StepRecord[] = [];
  for await (const record of ports.memory.records(0)) records.push(record);
  const { state } = await recall(ports.memory, settings, ports.now());
  return {
    records,
    findings: await ports.memory.findings(100),
    state,
    unsent: await ports.memory.unsent(),
    messages,
  };
}
