import { parseSettings } from '../../../functions/settings';
import type { RunReport } from '../../../functions/watch/report';
import { watch } from '../../../functions/watch/watch';
import { T0, type Trouble, windowLength } from './recorded-system';
import { World } from './world';

const learned = 12;
const settings = parseSettings({
  scope: '111122223333/eu-west-1/Default',
  environment: 'test',
  bootstrapSeconds: learned * windowLength,
  learnAtMostSeconds: learned * windowLength,
  minimumWindows: 8,
  presenceLagsSeconds: [60, 600],
});
const windows = (count: number, trouble: Trouble): Trouble[] => Array.from({ length: count }, () => trouble);

/** Watches these windows from the first to the last, each at every look, and says what was heard and reported. */
async function watched(troubles: readonly Trouble[], more = settings) {
  const world = await new World(troubles).open();
  const reports: RunReport[] = [];
  try {
    const table = await world.table('names');
    const end = T0 + troubles.length * windowLength + 700;
    for (world.now = T0 + windowLength + 60; world.now < end; world.now += 60)
      reports.push(await watch(world.ports(more, table), more, 'names'));
    const told = world.sns.inbox.map(({ Subject, Message }) => ({
      subject: Subject ?? '',
      body: Message ?? '',
    }));
    return { told: told.filter(({ subject }) => subject.startsWith('[')), reports };
  } finally {
    await world.close();
  }
}

describe('A watcher', () => {
  test('tells of a renamed table once, with the rule that accepts it', async () => {
    const { told } = await watched([...windows(learned + 4, 'none'), ...windows(4, 'rename')]);
    expect(told.map(({ subject }) => subject)).toEqual([
      '[LOW] Looks like a rename: orders (now orders-v2) (test eu-west-1)',
    ]);
    expect(told[0]?.body).toContain('\n  {"name":"orders-v2","to":{"name":"orders"}}\n');
  }, 60_000);

  test('proposes the rule for callees of many names, until it is there', async () => {
    const name = '*.crm.example.com';
    const rule = { name, type: 'remote', to: { name } };
    const { reports } = await watched(windows(3, 'tenants'));
    const proposed = reports.flatMap(({ suggestions }) => suggestions);
    expect(new Set(proposed.map((s) => JSON.stringify(s.rule)))).toEqual(new Set([JSON.stringify(rule)]));
    const { told, reports: after } = await watched(windows(3, 'tenants'), { ...settings, aliases: [rule] });
    expect(after.flatMap(({ suggestions }) => suggestions)).toEqual([]);
    expect(after.map(({ edges }) => edges)).toContain(4);
    expect(told).toEqual([]);
  }, 60_000);
});
