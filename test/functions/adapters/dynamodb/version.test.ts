import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { Item, toAttributes } from '../../../../functions/adapters/dynamodb/item';
import { UnreadableItem, upgraded } from '../../../../functions/adapters/dynamodb/version';
import { all, baseline, leaseOf, message, record } from './fixtures';
import { type LocalTable, onEachTable, startedAt } from './local-table';

const item = (fields: Parameters<typeof toAttributes>[0]) =>
  Item.of(toAttributes({ pk: 's#LEDGER', sk: '1', ...fields }));

describe('upgraders', () => {
  const chain = {
    current: 3,
    upgraders: new Map([
      [1, (old: Item) => old.with({ renamed: old.text('name'), name: undefined })],
      [2, (old: Item) => old.with({ seconds: old.number('milliseconds') / 1_000 })],
    ]),
  };

  test('take an old item through each version to the current one', () => {
    const found = upgraded(item({ v: 1, name: 'x', milliseconds: 1_500 }), chain);
    expect(found.number('v')).toBe(3);
    expect(found.text('renamed')).toBe('x');
    expect(found.has('name')).toBe(false);
    expect(found.number('seconds')).toBe(1.5);
  });

  test('leave an item of the current version as it is', () => {
    const found = item({ v: 3, name: 'x' });
    expect(upgraded(found, chain)).toBe(found);
  });

  test.each([
    [
      { v: 4 },
      'item s#LEDGER / 1 has version 4; this program reads version 1, 2, 3: a newer tracenorm wrote it',
    ],
    [{ v: 0 }, 'has version 0; this program reads version 1, 2, 3: no upgrade from it exists'],
    [{}, 'has version none; this program reads version 1, 2, 3'],
    [{ v: 1.5 }, 'has version 1.5;'],
  ])('refuse an item with %j and say what to do', (fields, sentence) => {
    expect(() => upgraded(item(fields), chain)).toThrow(UnreadableItem);
    expect(() => upgraded(item(fields), chain)).toThrow(sentence);
  });
});

onEachTable((table) => {
  const filled = async () => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    await memory.commit(lease, record(1));
    await memory.project(lease, record(1, { messages: [message('m1')] }), new Map());
    await memory.saveSnapshot(lease, baseline(1), 0);
    return { memory, lease };
  };

  test('items of a newer version are refused by name wherever they are read', async () => {
    const { memory } = await filled();
    const rooms = ['LEDGER', 'CURSOR', 'LEASE', 'SNAPSHOT', 'OUTBOX'] as const;
    for (const room of rooms) await setVersion(table(), room, 2);
    await expect(memory.newest()).rejects.toThrow(
      'item 111122223333/eu-west-1/Default#LEDGER / 0000000000000001 has version 2; this program reads version 1',
    );
    await expect(memory.record(1)).rejects.toThrow(UnreadableItem);
    await expect(all(memory.records(0))).rejects.toThrow(UnreadableItem);
    await expect(memory.projected()).rejects.toThrow(UnreadableItem);
    await expect(memory.snapshot()).rejects.toThrow(UnreadableItem);
    await expect(memory.unsent()).rejects.toThrow(UnreadableItem);
    await expect(memory.acquire('two', startedAt + 600, 60)).rejects.toThrow(UnreadableItem);
  });

  test('an item of a newer version is not overwritten', async () => {
    const { memory, lease } = await filled();
    await setVersion(table(), 'CURSOR', 2);
    await expect(memory.project(lease, record(2), new Map())).rejects.toThrow(UnreadableItem);
  });

  test('items of an older version are read through the upgraders', async () => {
    const { memory } = await filled();
    await setVersion(table(), 'LEDGER', 0);
    const upgrading = table().memory({
      versions: { current: 1, upgraders: new Map([[0, (old: Item) => old.with({ upgraded: true })]]) },
    });
    expect(await upgrading.newest()).toEqual(record(1));
    await expect(memory.newest()).rejects.toThrow(UnreadableItem);
  });

  test('a body in a codec of the future is refused', async () => {
    const { memory } = await filled();
    await table()
      .client()
      .send(
        new UpdateItemCommand({
          TableName: table().name,
          Key: keyIn('LEDGER'),
          UpdateExpression: 'SET codec = :codec',
          ExpressionAttributeValues: { ':codec': { S: 'columns+zstd' } },
        }),
      );
    await expect(memory.newest()).rejects.toThrow(
      'has codec columns+zstd; this program reads json and json+br',
    );
  });

  test('an item that is no item of ours is refused', async () => {
    const memory = table().memory();
    await table()
      .client()
      .send(
        new PutItemCommand({ TableName: table().name, Item: { ...keyIn('LEDGER'), note: { S: 'mine' } } }),
      );
    await expect(memory.newest()).rejects.toThrow('has version none');
  });
});

const keyIn = (room: string) => {
  const first = '0000000000000000';
  const keys: Record<string, string> = { LEDGER: '0000000000000001', OUTBOX: `0000000000000001#${first}` };
  return toAttributes({ pk: `111122223333/eu-west-1/Default#${room}`, sk: keys[room] ?? first });
};

const setVersion = (table: LocalTable, room: string, version: number) =>
  table.client().send(
    new UpdateItemCommand({
      TableName: table.name,
      Key: keyIn(room),
      UpdateExpression: 'SET v = :v',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':v': { N: String(version) } },
    }),
  );
