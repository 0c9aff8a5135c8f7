import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { leaseOf, message, record } from './fixtures';
import { onEachTable, startedAt } from './local-table';

onEachTable((table) => {
  const projecting = async (...ids: readonly string[]) => {
    const memory = table().memory();
    const lease = await leaseOf(memory);
    const step = record(1, { messages: ids.map((id) => message(id)) });
    await memory.project(lease, step, new Map());
    return { memory, lease, step };
  };

  test('messages are unsent, oldest first, until they are marked sent', async () => {
    const { memory, lease } = await projecting('m2', 'm1');
    await memory.project(lease, record(2, { messages: [message('m0')] }), new Map());
    expect((await memory.unsent()).map((item) => item.message.id)).toEqual(['m2', 'm1', 'm0']);
    await memory.markSent('m1', 5, 'receipt-1');
    expect(await memory.unsent()).toEqual([
      { message: message('m2'), sequence: 1, attempts: 0 },
      { message: message('m0'), sequence: 2, attempts: 0 },
    ]);
  });

  test('a repeated projection does not send again', async () => {
    const { memory, lease, step } = await projecting('m1');
    await memory.markSent('m1', 5, 'receipt-1');
    await memory.project(lease, step, new Map());
    expect(await memory.unsent()).toEqual([]);
  });

  test('a text once rendered is not replaced by another under the same id', async () => {
    const { memory, lease } = await projecting('m1');
    const other = record(2, { messages: [message('m1', { body: 'another text' })] });
    await memory.project(lease, other, new Map());
    expect(await memory.unsent()).toEqual([{ message: message('m1'), sequence: 1, attempts: 0 }]);
  });

  test('failed attempts are counted and the message stays', async () => {
    const { memory } = await projecting('m1');
    await memory.markFailed('m1', 5, 'throttled');
    await memory.markFailed('m1', 6, 'throttled');
    expect(await memory.unsent()).toEqual([{ message: message('m1'), sequence: 1, attempts: 2 }]);
  });

  test('a message marked sent twice, or failed after it was sent, stays sent', async () => {
    const { memory } = await projecting('m1');
    await memory.markSent('m1', 5, 'receipt-1');
    await memory.markSent('m1', 6, 'receipt-2');
    await memory.markFailed('m1', 7, 'late answer');
    expect(await memory.unsent()).toEqual([]);
  });

  test('the first receipt stays, with one attempt, and the text goes when findings go', async () => {
    const { memory } = await projecting('m1');
    await memory.markSent('m1', 5, 'receipt-1');
    table().now += 60;
    await memory.markSent('m1', 6, 'receipt-2');
    const { Item: item } = await table()
      .client()
      .send(
        new GetItemCommand({
          TableName: table().name,
          Key: { pk: { S: '111122223333/eu-west-1/Default#MESSAGE' }, sk: { S: 'm1' } },
        }),
      );
    expect(item).toMatchObject({
      receipt: { S: 'receipt-1' },
      sentAt: { N: '5' },
      attempts: { N: '1' },
      expiresAt: { N: String(startedAt + 400 * 86_400) },
    });
  });

  test('a crash between marking and forgetting the pointer does not send again', async () => {
    await projecting('m1');
    const crashing = table().memory({
      spy: (operation) => {
        if (operation === 'DeleteItem') throw new Error('crash');
      },
    });
    await expect(crashing.markSent('m1', 5, 'receipt-1')).rejects.toThrow('crash');
    const memory = table().memory();
    expect(await memory.unsent()).toEqual([]);
    expect(await memory.unsent()).toEqual([]);
  });

  test('an unsent message never expires, however long sending fails', async () => {
    const { memory } = await projecting('m1');
    table().now += 2_000 * 86_400;
    expect(await memory.unsent()).toHaveLength(1);
  });

  test('marking a message that does not exist is a broken promise', async () => {
    const memory = table().memory();
    await expect(memory.markSent('nobody', 5, 'receipt')).rejects.toThrow('no message nobody in the outbox');
    await expect(memory.markFailed('nobody', 5, 'why')).rejects.toThrow('no message nobody in the outbox');
  });

  test('two hundred messages of 10 KB are read to the last, in order', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `m${index}`);
    const memory = table().memory();
    const messages = ids.map((id) => message(id, { body: 'b'.repeat(10_000) }));
    await memory.project(await leaseOf(memory), record(1, { messages }), new Map());
    expect((await memory.unsent()).map((item) => item.message.id)).toEqual(ids);
  });

  test('ids, texts and attributes may hold any characters', async () => {
    const odd = ['\ud800', '\ud801', 'x'.repeat(3_000), '#', ' '].map((id) =>
      message(id, { body: `${id}\u0000"`, attributes: JSON.parse('{"__proto__":"own","n":-0.5}') }),
    );
    const memory = table().memory();
    await memory.project(await leaseOf(memory), record(1, { messages: odd }), new Map());
    expect((await memory.unsent()).map((item) => item.message)).toEqual(odd);
    for (const { id } of odd) await memory.markSent(id, 5, 'receipt');
    expect(await memory.unsent()).toEqual([]);
  });
});
