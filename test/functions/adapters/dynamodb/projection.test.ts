import { LeaseLost } from '../../../../functions/watch/ports';
import { entry, finding, incident, known, knownOf, leaseOf, message, observation, record } from './fixtures';
import { onEachTable, type Spy, startedAt } from './local-table';

onEachTable((table) => {
  /** A memory that notes each item it puts, as `kind pk-room`. */
  const noting = () => {
    const puts: string[] = [];
    const spy: Spy = (operation, input) => {
      if (operation === 'PutItem') puts.push((input.Item as { kind: { S: string } }).kind.S);
    };
    return { puts, memory: table().memory({ spy }) };
  };
  const seeing = (sequence: number, subjects: readonly string[]) =>
    record(sequence, {
      entries: [
        entry(
          startedAt,
          subjects.map((subject) => observation(subject)),
        ),
      ],
    });

  test('findings, outbox, registry and cursor are written in this order', async () => {
    const { puts, memory } = noting();
    const step = {
      ...seeing(1, ['a||>b||']),
      transitions: [finding('f1'), incident('i1')],
      messages: [message('m1')],
    };
    await memory.project(await leaseOf(memory), step, knownOf(known('a||>b||')));
    expect([...puts.slice(0, 2)].sort()).toEqual(['finding', 'incident']);
    expect(puts.slice(2)).toEqual(['message', 'pointer', 'known', 'cursor']);
    expect(await memory.projected()).toBe(1);
  });

  test('before the first projection nothing is projected', async () => {
    expect(await table().memory().projected()).toBe(0);
  });

  test('projecting an older record again takes nothing back', async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    const first = record(1, { transitions: [finding('f1')], messages: [message('m1')] });
    const second = record(2, { transitions: [finding('f1', { status: 'resolved', revision: 2 })] });
    await memory.project(lease, first, new Map());
    await memory.project(lease, second, new Map());
    await memory.project(lease, first, new Map());
    expect(await memory.projected()).toBe(2);
    expect(await memory.findings(10)).toEqual([second.transitions[0]]);
  });

  test.each(['finding', 'message', 'pointer', 'known', 'cursor'])(
    'a crash before the write of a %s is healed by projecting again',
    async (kind) => {
      let crashes = 1;
      const crashing = table().memory({
        spy: (operation, input) => {
          const item = input.Item as { kind?: { S?: string } } | undefined;
          if (operation === 'PutItem' && item?.kind?.S === kind && crashes-- > 0) throw new Error('crash');
        },
      });
      const lease = await leaseOf(crashing);
      const step = { ...seeing(1, ['a||>b||']), transitions: [finding('f1')], messages: [message('m1')] };
      const edges = knownOf(known('a||>b||'));
      await expect(crashing.project(lease, step, edges)).rejects.toThrow('crash');
      expect(await crashing.projected()).toBe(0);
      const memory = table().memory();
      await memory.project(lease, step, edges);
      expect(await memory.projected()).toBe(1);
      expect(await memory.findings(10)).toEqual([finding('f1')]);
      expect(await memory.unsent()).toEqual([{ message: message('m1'), sequence: 1, attempts: 0 }]);
    },
  );

  test('a finding that changed twice in a record is kept as it stands after it', async () => {
    const { puts, memory } = noting();
    const transitions = [finding('f1', { status: 'pending' }), finding('f1', { revision: 2 })];
    await memory.project(await leaseOf(memory), record(1, { transitions }), new Map());
    expect(puts).toEqual(['finding', 'cursor']);
    expect(await memory.findings(10)).toEqual([transitions[1]]);
  });

  test('findings and incidents come newest first and no more than asked', async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    const transitions = [
      finding('f1', { startsAt: startedAt + 300 }),
      incident('i1', { startsAt: startedAt }),
      finding('f2', { startsAt: startedAt + 900 }),
    ];
    await memory.project(lease, record(1, { transitions }), new Map());
    const newest = ['f2', 'f1', 'i1'];
    expect((await memory.findings(10)).map(({ id }) => id)).toEqual(newest);
    expect((await memory.findings(2)).map(({ id }) => id)).toEqual(newest.slice(0, 2));
    expect(await memory.findings(0)).toEqual([]);
  });

  test('findings of more than 1 MB in all are read to the last', async () => {
    const memory = table().memory();
    const transitions = Array.from({ length: 60 }, (_, index) =>
      finding(`f${index}`, { startsAt: startedAt + index, why: 'w'.repeat(30_000) }),
    );
    await memory.project(await leaseOf(memory), record(1, { transitions }), new Map());
    expect(await memory.findings(100)).toEqual([...transitions].reverse());
  });

  test('an incident too large for an item is read back equal', async () => {
    const memory = table().memory();
    let state = 1;
    const findings = Array.from({ length: 40_000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return `${state.toString(36)}${((state * 7_919) % 2_147_483_647).toString(36)}`;
    });
    const large = incident('i1', { findings });
    await memory.project(await leaseOf(memory), record(1, { transitions: [large] }), new Map());
    expect(await memory.findings(1)).toEqual([large]);
  });

  test('resolved findings expire, open ones do not', async () => {
    const memory = table().memory({ findingDays: 10 });
    const transitions = [finding('open'), finding('over', { status: 'resolved' })];
    await memory.project(await leaseOf(memory), record(1, { transitions }), new Map());
    table().now += 10 * 86_400;
    expect((await memory.findings(10)).map(({ id }) => id)).toEqual(['open']);
  });

  describe('the registry', () => {
    const writes = async (
      ...steps: readonly (readonly [lastSeen: number, standing?: 'learned' | 'approved'])[]
    ) => {
      const { puts, memory } = noting();
      const lease = await leaseOf(memory);
      let sequence = 0;
      for (const [lastSeen, standing = 'learned'] of steps) {
        sequence += 1;
        const edges = knownOf(known('a||>b||', { lastSeen, standing }), known('unseen||'));
        await memory.project(lease, seeing(sequence, ['a||>b||']), edges);
      }
      return puts.filter((kind) => kind === 'known').length;
    };

    test('writes an edge when it is new and is silent while nothing but minutes passed', async () => {
      expect(await writes([startedAt], [startedAt + 300], [startedAt + 3_599])).toBe(1);
    });

    test('writes an edge again when its standing changed', async () => {
      expect(await writes([startedAt], [startedAt + 300, 'approved'])).toBe(2);
    });

    test('writes an edge again when it was last seen an hour later', async () => {
      expect(await writes([startedAt], [startedAt + 3_600])).toBe(2);
    });

    test('knows in a new process what an older one wrote', async () => {
      await writes([startedAt]);
      expect(await writes([startedAt + 300])).toBe(0);
    });

    test('holds names of any length and character apart', async () => {
      const { puts, memory } = noting();
      const subjects = [
        '\ud800||',
        '\ud801||',
        'é||',
        'e\u0301||',
        `${'x'.repeat(2_000)}1`,
        `${'x'.repeat(2_000)}2`,
      ];
      const step = seeing(1, subjects);
      const lease = await leaseOf(memory);
      const edges = knownOf(...subjects.map((subject) => known(subject)));
      await memory.project(lease, step, edges);
      const before = puts.length;
      await table().memory().project(lease, step, edges);
      const again = noting();
      await again.memory.project(lease, step, edges);
      expect(before).toBe(subjects.length + 1);
      expect(again.puts).toEqual(['cursor']);
    });
  });

  test('an item that a later run wrote is not overwritten by an earlier one', async () => {
    const memory = table().memory();
    const stale = await leaseOf(memory, 'one');
    const lease = await leaseOf(memory, 'two', startedAt + 60);
    await memory.project(lease, record(2, { transitions: [finding('f1', { revision: 2 })] }), new Map());
    const blind = table().memory({ spy: leaseIsHidden });
    const late = record(3, { transitions: [finding('f1', { revision: 1 })] });
    await expect(blind.project(stale, late, new Map())).rejects.toThrow(LeaseLost);
    expect(await memory.findings(1)).toEqual([finding('f1', { revision: 2 })]);
  });
});

/** Answers as if nobody had ever taken the lease, as it looked to a run that read it before. */
const leaseIsHidden: Spy = (operation, input) => {
  const key = input.Key as { pk?: { S?: string } } | undefined;
  return operation === 'GetItem' && key?.pk?.S?.endsWith('#LEASE') ? {} : undefined;
};
