import { LeaseLost } from '../../../../functions/watch/ports';
import { baseline, known, knownOf, leaseOf, observations, record } from './fixtures';
import { onEachTable, startedAt } from './local-table';

onEachTable((table) => {
  test('a free lease is given with number 1, and every holder after it gets a higher one', async () => {
    const memory = table().memory();
    expect(await memory.acquire('one', startedAt, 60)).toEqual({ number: 1, owner: 'one' });
    expect(await memory.acquire('two', startedAt + 60, 60)).toEqual({ number: 2, owner: 'two' });
  });

  test('nobody else gets a lease that is held', async () => {
    const memory = table().memory();
    await leaseOf(memory, 'one');
    expect(await memory.acquire('two', startedAt + 59, 60)).toBeUndefined();
  });

  test('its owner may take it again, under a higher number', async () => {
    const memory = table().memory();
    await leaseOf(memory, 'one');
    expect(await memory.acquire('one', startedAt + 1, 60)).toEqual({ number: 2, owner: 'one' });
  });

  test('a released lease is free at once and its number is not given again', async () => {
    const memory = table().memory();
    await memory.release(await leaseOf(memory, 'one'));
    expect(await memory.acquire('two', startedAt, 60)).toEqual({ number: 2, owner: 'two' });
  });

  test('releasing a lease that passed on leaves it with its new owner', async () => {
    const memory = table().memory();
    const stale = await leaseOf(memory, 'one');
    await leaseOf(memory, 'two', startedAt + 60);
    await memory.release(stale);
    expect(await memory.acquire('three', startedAt + 61, 60)).toBeUndefined();
  });

  test('of twenty runs that ask at once exactly one gets it', async () => {
    const asked = Array.from({ length: 20 }, (_, run) =>
      table().memory().acquire(`run-${run}`, startedAt, 60),
    );
    const given = (await Promise.all(asked)).filter((lease) => lease !== undefined);
    expect(given).toHaveLength(1);
    expect(given[0]?.number).toBe(1);
  });

  test('two scopes have two leases', async () => {
    await leaseOf(table().memory({ scope: 'a' }), 'one');
    expect(await table().memory({ scope: 'b' }).acquire('two', startedAt, 60)).toEqual({
      number: 1,
      owner: 'two',
    });
  });

  test('an outdated lease commits, projects and saves nothing', async () => {
    const memory = table().memory();
    const stale = await leaseOf(memory, 'one');
    const lease = await leaseOf(memory, 'two', startedAt + 60);
    await expect(memory.commit(stale, record(1))).rejects.toThrow(LeaseLost);
    expect(await memory.newest()).toBeUndefined();
    await memory.commit(lease, record(1));
    await expect(memory.project(stale, record(1), new Map())).rejects.toThrow(LeaseLost);
    expect(await memory.projected()).toBe(0);
    await expect(memory.saveSnapshot(stale, baseline(1), 0)).rejects.toThrow(LeaseLost);
    expect(await memory.snapshot()).toBeUndefined();
  });

  test('a lease that passes on in the middle of a projection is refused by the items themselves', async () => {
    const memory = table().memory();
    const stale = await leaseOf(memory, 'one');
    const [seen] = observations(1);
    const edges = knownOf(known(seen?.subject ?? ''));
    await memory.commit(stale, record(1));
    const slow = table().memory({
      spy: (operation, input) => {
        const sk = (input.Key as { pk?: { S?: string } } | undefined)?.pk?.S ?? '';
        if (operation === 'GetItem' && sk.endsWith('#LEASE')) return {};
      },
    });
    const lease = await leaseOf(memory, 'two', startedAt + 60);
    await memory.project(lease, record(1), edges);
    await expect(slow.project(stale, record(1), edges)).rejects.toThrow(LeaseLost);
  });
});
