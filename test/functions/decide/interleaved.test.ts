import { dynamoDecisions } from '../../../functions/adapters/dynamodb/speakable';
import { decide } from '../../../functions/decide/decide';
import { parseSettings } from '../../../functions/settings';
import { recall } from '../../../functions/watch/recall';
import type { RunReport } from '../../../functions/watch/report';
import { watch } from '../../../functions/watch/watch';
import { T0, type Trouble, windowLength } from '../watch/recorded-system';
import { type Interceptor, World } from '../watch/world';

const learned = 12;
const troubles: readonly Trouble[] = [
  ...Array.from({ length: learned + 1 }, () => 'none' as const),
  ...Array.from({ length: 5 }, () => 'exfiltration' as const),
];
const settings = parseSettings({
  scope: '111122223333/eu-west-1/Default',
  environment: 'test',
  bootstrapSeconds: learned * windowLength,
  learnAtMostSeconds: learned * windowLength,
  minimumWindows: 8,
  presenceLagsSeconds: [],
  runSeconds: 60,
});
/** When a window is settled. */
const settled = (window: number): number => T0 + (window + 1) * windowLength + 181;
const edge = 'web|AWS::Lambda::Function|>paste.example.net|remote|';

/**
 * A run is at work on the second window of a new dependency when a person approves it; while it waits its lease runs
 * out and another run takes over. That happens at each of its requests in turn.
 */
describe('A decision beside two runs at once', () => {
  let world: World;
  const run = (table: string, interceptor?: Interceptor): Promise<RunReport> =>
    watch(world.ports(settings, table, interceptor), settings, `run-${Math.floor(world.now)}`);

  beforeAll(async () => {
    world = await new World(troubles).open();
    await world.table('before');
    for (let window = 0; window <= learned + 1; window += 1) {
      world.now = settled(window);
      await run('before');
    }
  });
  afterAll(() => world.close());

  const approve = (table: string) => {
    const { scope, ledgerDays, findingDays } = settings;
    const client = world.dynamodb();
    const now = (): number => world.now;
    const decisions = dynamoDecisions({ client, table, scope, ledgerDays, findingDays, now });
    const request = {
      verb: 'approve',
      targets: ['web -> paste.example.net'],
      reason: 'ours',
      by: 'ana',
    } as const;
    return decide(decisions, request, world.now);
  };

  /** What stands in the end when the person and the other run come at the n-th request; the requests seen. */
  async function playedAt(n: number) {
    const table = await world.copy('before', `at-${n}`);
    const heard = world.sns.inbox.length;
    let seen = 0;
    world.now = settled(learned + 2);
    const first = await run(table, async (send) => {
      seen += 1;
      if (seen === n) {
        expect((await approve(table)).status).toBe('taken');
        world.now += settings.runSeconds + 61;
        await run(table);
      }
      return send();
    });
    world.now = settled(learned + 4);
    await run(table);
    const ports = world.ports(settings, table);
    const { state } = await recall(ports.memory, settings, world.now);
    return {
      seen,
      first: first.status,
      decided: state.baseline.decided?.length ?? 0,
      standing: state.baseline.known.get(edge)?.standing,
      open: state.open.findings.length,
      texts: world.sns.inbox.slice(heard).map(({ Subject, Message }) => `${Subject}\n${Message}`),
      sequence: state.sequence,
    };
  }

  test('is neither lost nor told twice with two texts, whichever request it meets', async () => {
    const { seen } = await playedAt(Number.POSITIVE_INFINITY);
    expect(seen).toBeGreaterThan(10);
    const statuses = new Set<string>();
    for (let n = 1; n <= seen; n += 1) {
      const { decided, standing, open, texts, first } = await playedAt(n);
      statuses.add(first);
      expect({ n, decided, standing, open }).toEqual({ n, decided: 1, standing: 'approved', open: 0 });
      expect([n, [...new Set(texts)].map((text) => text.split('\n')[0])]).toEqual([
        n,
        ['[RESOLVED] New dependency: web -> paste.example.net (test eu-west-1)'],
      ]);
    }
    expect([...statuses]).toEqual(expect.arrayContaining(['lost']));
  }, 300_000);
});
