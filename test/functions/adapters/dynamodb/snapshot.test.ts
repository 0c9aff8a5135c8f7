import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Baseline } from '../../../../analysis/model/baseline';
import { LeaseLost } from '../../../../functions/watch/ports';
import { baseline, known, knownOf, leaseOf, norm, observation, part, shapes } from './fixtures';
import { onEachTable, type Spy, startedAt } from './local-table';

onEachTable((table) => {
  /** A memory that counts the parts it puts. */
  const counting = () => {
    const counts = { parts: 0 };
    const spy: Spy = (operation, input) => {
      const item = input.Item as { kind?: { S?: string } } | undefined;
      if (operation === 'PutItem' && item?.kind?.S === 'part') counts.parts += 1;
    };
    return { counts, memory: table().memory({ spy }) };
  };
  const saved = async (...baselines: readonly Baseline[]) => {
    const { counts, memory } = counting();
    const lease = await leaseOf(memory);
    let former = 0;
    for (const one of baselines) {
      expect(await memory.saveSnapshot(lease, one, former)).toBe('saved');
      former = one.watermark;
    }
    return { memory, lease, counts };
  };
  test('before the first snapshot there is none', async () => {
    expect(await table().memory().snapshot()).toBeUndefined();
  });

  test('a snapshot is read back equal', async () => {
    const full = baseline(5, {
      shapes: new Map([['a||', shapes]]),
      held: [
        {
          windowStart: startedAt,
          windowEnd: startedAt + 300,
          observation: observation('a||>b||'),
          families: ['volume', 'latency'],
          findings: ['f1'],
        },
      ],
    });
    const { memory } = await saved(full);
    expect(await memory.snapshot()).toEqual(full);
    expect(await table().memory().snapshot()).toEqual(full);
  });

  test('shapes are read back, and a snapshot from before there were any knows none', async () => {
    const { memory } = await saved(baseline(1), baseline(2, { shapes: new Map([['a||', shapes]]) }));
    expect((await memory.snapshot())?.shapes).toEqual(new Map([['a||', shapes]]));
    const { memory: other, lease } = await saved(baseline(2, { shapes: new Map([['a||', shapes]]) }));
    await other.saveSnapshot(lease, baseline(3), 2);
    expect((await table().memory().snapshot())?.shapes).toEqual(new Map());
  });

  test('only changed parts are written', async () => {
    const { memory, lease, counts } = await saved(baseline(1));
    expect(counts.parts).toBe(4);
    const changed = baseline(2, { known: knownOf(known('c||')) });
    await memory.saveSnapshot(lease, changed, 1);
    expect(counts.parts).toBe(5);
    expect(await memory.snapshot()).toEqual(changed);
  });

  test('of two runs that fold on from the same snapshot one saves', async () => {
    const { memory, lease } = await saved(baseline(1));
    const rival = table().memory();
    const rivals = [baseline(2), baseline(3)] as const;
    const answers = await Promise.all([
      memory.saveSnapshot(lease, rivals[0], 1),
      rival.saveSnapshot(lease, rivals[1], 1),
    ]);
    expect([...answers].sort()).toEqual(['lost', 'saved']);
    expect(await memory.snapshot()).toEqual(rivals[answers.indexOf('saved')]);
  });

  test('a snapshot from another watermark than the stored one is lost', async () => {
    const { memory, lease } = await saved(baseline(4));
    expect(await memory.saveSnapshot(lease, baseline(5), 3)).toBe('lost');
    expect(await memory.saveSnapshot(lease, baseline(5), 0)).toBe('lost');
    expect(await memory.snapshot()).toEqual(baseline(4));
  });

  test('saving the same snapshot again, after an answer that was lost, is saved', async () => {
    const { memory, lease } = await saved(baseline(1), baseline(2));
    expect(await memory.saveSnapshot(lease, baseline(2), 1)).toBe('saved');
  });

  test('a fold that was done anew replaces a snapshot of the same watermark', async () => {
    const { memory, lease } = await saved(baseline(2));
    const anew = baseline(2, { rebased: ['r1', 'r2'] });
    expect(await memory.saveSnapshot(lease, anew, 2)).toBe('saved');
    expect(await memory.snapshot()).toEqual(anew);
  });

  test('an outdated lease does not replace a snapshot that a later run saved', async () => {
    const memory = table().memory();
    const stale = await leaseOf(memory, 'one');
    const lease = await leaseOf(memory, 'two', startedAt + 60);
    await memory.saveSnapshot(lease, baseline(1), 0);
    const blind = table().memory({
      spy: (operation, input) => {
        const key = input.Key as { pk?: { S?: string } } | undefined;
        return operation === 'GetItem' && key?.pk?.S?.endsWith('#LEASE') ? {} : undefined;
      },
    });
    await expect(blind.saveSnapshot(stale, baseline(2), 1)).rejects.toThrow(LeaseLost);
    expect(await memory.snapshot()).toEqual(baseline(1));
  });

  test('a crash before the head leaves the former snapshot, and the next save succeeds', async () => {
    const { lease } = await saved(baseline(1));
    const crashing = table().memory({
      spy: (operation, input) => {
        const item = input.Item as { kind?: { S?: string } } | undefined;
        if (operation === 'PutItem' && item?.kind?.S === 'snapshot') throw new Error('crash');
      },
    });
    const next = baseline(2, { pooled: part('new||') });
    await expect(crashing.saveSnapshot(lease, next, 1)).rejects.toThrow('crash');
    const memory = table().memory();
    expect(await memory.snapshot()).toEqual(baseline(1));
    expect(await memory.saveSnapshot(lease, next, 1)).toBe('saved');
    expect(await memory.snapshot()).toEqual(next);
  });

  describe('replaced parts', () => {
    const pooled = (watermark: number, name: string) => baseline(watermark, { pooled: part(name) });
    /** How many parts the table holds. */
    const partCount = async () => {
      const { Count } = await scanParts(table());
      return Count;
    };

    test('stay for an hour, for those who read the former head, and go with a later save', async () => {
      const { memory, lease } = await saved(pooled(1, 'a||'), pooled(2, 'b||'));
      expect(await partCount()).toBe(5);
      table().now += 3_600;
      await memory.saveSnapshot(lease, pooled(3, 'c||'), 2);
      expect(await partCount()).toBe(5);
      expect(await table().memory().snapshot()).toEqual(pooled(3, 'c||'));
    });

    test('are not deleted when a later snapshot names them again', async () => {
      const { memory, lease } = await saved(pooled(1, 'a||'), pooled(2, 'b||'), pooled(3, 'a||'));
      table().now += 3_600;
      await memory.saveSnapshot(lease, pooled(4, 'a||'), 3);
      expect(await table().memory().snapshot()).toEqual(pooled(4, 'a||'));
    });

    test('are not deleted by an outdated run when a later one has written them again', async () => {
      const memory = table().memory();
      const stale = await leaseOf(memory, 'one');
      await memory.saveSnapshot(stale, pooled(1, 'a||'), 0);
      await memory.saveSnapshot(stale, pooled(2, 'b||'), 1);
      table().now += 3_600;
      const slow = table().memory({
        spy: async (operation, input) => {
          const key = input.Key as { pk?: { S?: string } } | undefined;
          if (operation !== 'DeleteItem' || !key?.pk?.S?.endsWith('#PART')) return;
          const lease = await leaseOf(memory, 'two', startedAt + 60);
          await memory.saveSnapshot(lease, pooled(4, 'a||'), 3);
        },
      });
      expect(await slow.saveSnapshot(stale, pooled(3, 'c||'), 2)).toBe('saved');
      expect(await table().memory().snapshot()).toEqual(pooled(4, 'a||'));
    });

    test('are read from the newer head by a reader whose head was replaced meanwhile', async () => {
      const { memory, lease } = await saved(pooled(1, 'a||'), pooled(2, 'b||'));
      table().now += 3_600;
      let interfered = false;
      const reader = table().memory({
        spy: async (operation, input) => {
          const key = input.Key as { pk?: { S?: string } } | undefined;
          if (operation !== 'GetItem' || !key?.pk?.S?.endsWith('#PART') || interfered) return undefined;
          interfered = true;
          await memory.saveSnapshot(lease, pooled(3, 'c||'), 2);
          table().now += 3_600;
          await memory.saveSnapshot(lease, pooled(4, 'd||'), 3);
          return undefined;
        },
      });
      expect(await reader.snapshot()).toEqual(pooled(4, 'd||'));
    });
  });

  test('a part of 10,000 subjects is stored in chunks and read back equal', async () => {
    let state = 1;
    const draw = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 1_024;
    };
    const norms = Array.from(
      { length: 10_000 },
      (_, index) =>
        [
          `subject-${index}||`,
          { ...norm(index), latency: Array.from({ length: 6 }, (_, bucket) => [bucket, draw()] as const) },
        ] as const,
    );
    const large = baseline(1, { pooled: { ...part(), norms: new Map(norms) } });
    const { memory, lease } = await saved(large);
    expect(await table().memory().snapshot()).toEqual(large);
    table().now += 1;
    await memory.saveSnapshot(lease, baseline(2), 1);
    table().now += 3_600;
    await memory.saveSnapshot(lease, baseline(3), 2);
    expect((await scanParts(table())).Count).toBe(4);
    expect((await scanParts(table(), '#CHUNK')).Count).toBe(0);
  });
});

async function scanParts(table: { readonly name: string; client(): DynamoDBClient }, room = '#PART') {
  return table.client().send(
    new ScanCommand({
      TableName: table.name,
      FilterExpression: 'contains(#pk, :room)',
      ProjectionExpression: '#pk',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':room': { S: room } },
    }),
  );
}
