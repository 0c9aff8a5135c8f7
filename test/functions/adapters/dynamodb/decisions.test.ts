import type { Range } from '../../../../analysis/model/decision';
import { onEachTable, startedAt } from './local-table';

const decision = (id: string, changes: Partial<Range> = {}): Range => ({
  id,
  verb: 'rebase',
  range: { start: startedAt, end: startedAt + 3_600 },
  by: 'ana',
  at: startedAt,
  reason: 'release 12 moved orders to the new table',
  ...changes,
});

onEachTable((table) => {
  test('a scope without decisions has none', async () => {
    expect(await table().memory().decisions()).toEqual([]);
  });

  test('decisions come in the order they were taken, then by id', async () => {
    const memory = table().memory();
    const [late, b, a, early] = [
      decision('1', { at: startedAt + 10 }),
      decision('b'),
      decision('a'),
      decision('z', { at: startedAt - 10 }),
    ];
    for (const one of [late, b, a, early]) await memory.decide(one);
    expect(await memory.decisions()).toEqual([early, a, b, late]);
  });

  test('a decision repeated under its id changes nothing, even with other words or time', async () => {
    const memory = table().memory();
    await memory.decide(decision('a'));
    await memory.decide(decision('a', { reason: 'other', at: startedAt + 5, verb: 'learn' }));
    expect(await memory.decisions()).toEqual([decision('a')]);
  });

  test('decisions never expire', async () => {
    const memory = table().memory();
    await memory.decide(decision('a'));
    table().now += 10_000 * 86_400;
    expect(await memory.decisions()).toEqual([decision('a')]);
  });

  test('decisions of more than 1 MB in all are read to the last', async () => {
    const memory = table().memory();
    const many = Array.from({ length: 40 }, (_, index) =>
      decision(String(index).padStart(2, '0'), { reason: 'r'.repeat(40_000) }),
    );
    for (const one of many) await memory.decide(one);
    expect(await memory.decisions()).toEqual(many);
  });

  test('scopes whose names look alike do not see each other', async () => {
    const scopes = ['a', 'a#DECISION', 'A', 'a ', 'x'.repeat(2_000), `${'x'.repeat(2_000)}y`];
    for (const scope of scopes)
      await table()
        .memory({ scope })
        .decide(decision(scope.slice(-2)));
    for (const scope of scopes) {
      expect(await table().memory({ scope }).decisions()).toEqual([decision(scope.slice(-2))]);
    }
  });
});
