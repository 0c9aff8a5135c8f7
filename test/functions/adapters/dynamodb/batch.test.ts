import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import { writeBatches } from '../../../../functions/adapters/dynamodb/batch';
import { toAttributes } from '../../../../functions/adapters/dynamodb/item';
import { queryItems } from '../../../../functions/adapters/dynamodb/query';
import { all } from './fixtures';
import { type LocalTable, localTable, type Spy } from './local-table';

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => toAttributes({ pk: 'p', sk: String(index).padStart(3, '0') }));

let table: LocalTable;
beforeAll(async () => {
  table = await localTable('in memory');
});
afterAll(() => table.stop());

test('more items than a request takes are written in several', async () => {
  const target = { client: table.client(), table: table.name };
  await writeBatches(target, items(60));
  expect(await all(queryItems(target, { pk: 'p' }))).toEqual(items(60));
});

test('items left unprocessed are sent again until they are written', async () => {
  const sent: number[] = [];
  const spy: Spy = (operation, input) => {
    if (operation !== 'BatchWriteItem') return undefined;
    const requests = (input.RequestItems as Record<string, WriteRequest[]>)[table.name] ?? [];
    sent.push(requests.length);
    return sent.length === 3 ? undefined : { UnprocessedItems: { [table.name]: requests.slice(4) } };
  };
  await writeBatches({ client: table.client(spy), table: table.name }, items(10));
  expect(sent).toEqual([10, 6, 2]);
});

test('a table that never takes the items is an error after eight attempts', async () => {
  let attempts = 0;
  const spy: Spy = (_, input) => {
    attempts += 1;
    return { UnprocessedItems: input.RequestItems };
  };
  await expect(writeBatches({ client: table.client(spy), table: table.name }, items(3))).rejects.toThrow(
    'left 3 items unwritten after 8 attempts',
  );
  expect(attempts).toBe(8);
}, 20_000);
