import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { queryItems } from '../../../../functions/adapters/dynamodb/query';
import { all, entry, leaseOf, observation, observations, record } from './fixtures';
import { onEachTable, startedAt } from './local-table';

onEachTable((table) => {
  test('a new scope has no record', async () => {
    const memory = table().memory();
    expect(await memory.newest()).toBeUndefined();
    expect(await memory.record(1)).toBeUndefined();
    expect(await all(memory.records(0))).toEqual([]);
  });

  test('a committed record is read back equal, by number, as the newest, and in order', async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    for (const sequence of [1, 2, 10]) {
      expect(await memory.commit(lease, record(sequence))).toBe('committed');
    }
    expect(await memory.record(2)).toEqual(record(2));
    expect(await memory.newest()).toEqual(record(10));
    expect(await all(memory.records(0))).toEqual([record(1), record(2), record(10)]);
    expect(await all(memory.records(2))).toEqual([record(10)]);
  });

  test('of two runs that race for a number one commits and the other changes nothing', async () => {
    const [one, two] = [table().memory(), table().memory()];
    const lease = await leaseOf(one);
    const rivals = [record(1), record(1, { entries: [] })];
    const answers = await Promise.all([
      one.commit(lease, rivals[0] ?? record(1)),
      two.commit(lease, rivals[1] ?? record(1)),
    ]);
    expect([...answers].sort()).toEqual(['committed', 'lost']);
    expect(await one.newest()).toEqual(rivals[answers.indexOf('committed')]);
    expect(await all(one.records(0))).toHaveLength(1);
  });

  test('a record committed again, after an answer that was lost, is committed', async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    await memory.commit(lease, record(1));
    expect(await memory.commit(lease, record(1))).toBe('committed');
    expect(await memory.commit(lease, record(1, { entries: [] }))).toBe('lost');
    expect(await memory.newest()).toEqual(record(1));
  });

  test('a record of 10,000 edges is stored in items below 400 KB and read back equal', async () => {
    const sizes: number[] = [];
    const memory = table().memory({
      spy: (_, input) => {
        sizes.push(...itemBytes(input));
      },
    });
    const lease = await leaseOf(memory);
    const large = record(1, { entries: [entry(startedAt, varied(10_000))] });
    expect(await memory.commit(lease, large)).toBe('committed');
    expect(await memory.newest()).toEqual(large);
    expect(sizes.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...sizes)).toBeLessThan(360_000);
    expect(Math.max(...sizes)).toBeGreaterThan(300_000);
  });

  test('a crash between chunks and head leaves nothing visible, and the next run commits', async () => {
    const large = record(1, { entries: [entry(startedAt, varied(10_000))] });
    const crashing = table().memory({
      spy: (operation, input) => {
        const item = input.Item as { kind?: { S?: string } } | undefined;
        if (operation === 'PutItem' && item?.kind?.S === 'head') throw new Error('crash');
      },
    });
    const lease = await leaseOf(crashing);
    await expect(crashing.commit(lease, large)).rejects.toThrow('crash');
    const memory = table().memory();
    expect(await memory.newest()).toBeUndefined();
    expect(await all(memory.records(0))).toEqual([]);
    expect(await memory.commit(lease, record(1))).toBe('committed');
    expect(await memory.newest()).toEqual(record(1));
  });

  test('a record that lost a chunk is an error, never half a record', async () => {
    const memory = table().memory();
    await memory.commit(await leaseOf(memory), record(1, { entries: [entry(startedAt, varied(10_000))] }));
    const pk = '111122223333/eu-west-1/Default#CHUNK';
    const client = table().client();
    const [, second] = await all(queryItems({ client, table: table().name }, { pk }));
    const Key = { pk: { S: pk }, sk: second?.sk ?? { S: '' } };
    await client.send(new DeleteItemCommand({ TableName: table().name, Key }));
    await expect(memory.newest()).rejects.toThrow(/needs \d+ chunks, found \d+/);
  });

  test('records of more than 1 MB in all are read to the last', async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    const written = [1, 2, 3, 4, 5, 6].map((sequence) =>
      record(sequence, { entries: [entry(startedAt, varied(3_500, sequence))] }),
    );
    for (const one of written) await memory.commit(lease, one);
    expect(await all(table().memory().records(0))).toEqual(written);
  });

  test('expired records are not returned, and their number may be written again', async () => {
    const memory = table().memory({ ledgerDays: 35 });
    const lease = await leaseOf(memory);
    await memory.commit(lease, record(1));
    table().now += 35 * 86_400 + 1;
    expect(await memory.newest()).toBeUndefined();
    expect(await memory.record(1)).toBeUndefined();
    expect(await all(memory.records(0))).toEqual([]);
    expect(await memory.commit(lease, record(1, { entries: [] }))).toBe('committed');
  });

  test('a scope that paused for longer than the ledger is kept goes on from its last outline', async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    await memory.commit(lease, record(7));
    await memory.project(lease, record(7), new Map());
    table().now += 36 * 86_400;
    expect(await memory.newest()).toEqual({ ...record(7), entries: [] });
    expect(await all(memory.records(0))).toEqual([]);
    expect(await memory.commit(lease, record(8))).toBe('committed');
    expect(await memory.newest()).toEqual(record(8));
  });

  test('a record is legible without decoding its body', async () => {
    const heads: Record<string, unknown>[] = [];
    const memory = table().memory({
      spy: (operation, input) => {
        if (operation === 'PutItem') heads.push({ ...(input.Item as object) });
      },
    });
    await memory.commit(await leaseOf(memory), record(1));
    expect(heads[0]).toMatchObject({
      pk: { S: '111122223333/eu-west-1/Default#LEDGER' },
      sk: { S: '0000000000000001' },
      v: { N: '1' },
      kind: { S: 'head' },
      lease: { N: '1' },
      codec: { S: 'json+br' },
      start: { N: String(startedAt + 300) },
      end: { N: String(startedAt + 600) },
      reads: { S: 'settlement' },
      lagSeconds: { N: '180' },
      normal: { N: '3' },
      learning: { N: '2' },
      observations: { N: '3' },
      expiresAt: { N: String(startedAt + 35 * 86_400) },
    });
  });

  test('names from traces are kept whatever characters they hold', async () => {
    const names = [
      '__proto__',
      'a#b#c',
      '\u0000',
      '\ud800',
      '\ud801',
      'é\u0301 服务 🚀',
      'x'.repeat(5_000),
      '"\\\n',
    ];
    const hostile = record(1, {
      entries: [
        entry(
          startedAt,
          names.map((name) => observation(name)),
        ),
      ],
    });
    const memory = table().memory({ scope: `a#LEDGER ${'\u{1f680}'.repeat(300)}` });
    expect(await memory.commit(await leaseOf(memory), hostile)).toBe('committed');
    expect(await memory.newest()).toEqual(hostile);
  });
});

/** Observations that compress badly, so that few of them fill chunks. */
const varied = (count: number, seed = 1) => {
  let state = seed;
  const draw = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
  return observations(count).map((one) => ({
    ...one,
    latency: one.latency.map(([index]) => [index, draw()] as const),
    latencySumSeconds: draw() / 1_024,
  }));
};

/** Bytes of the items a request writes. */
function itemBytes(input: Readonly<Record<string, unknown>>): readonly number[] {
  const batches = Object.values(
    (input.RequestItems ?? {}) as Record<string, { PutRequest?: { Item: object } }[]>,
  );
  const items = [
    ...batches.flat().map((request) => request.PutRequest?.Item),
    input.Item as object | undefined,
  ];
  return items.filter((item) => item !== undefined).map((item) => bytesOf(item));
}

const bytesOf = (item: object): number =>
  Object.entries(item).reduce((sum, [name, attribute]) => {
    const { S, N, B } = attribute as { S?: string; N?: string; B?: Uint8Array };
    return sum + name.length + Buffer.byteLength(S ?? N ?? '') + (B?.length ?? 0);
  }, 0);
