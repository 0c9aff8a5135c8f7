import { PageShelf, type Weighed } from '../../../emulator/wire/pages';
import { bytesInUse } from '../support/memory';

const ask = (
  shelf: PageShelf,
  n: number,
  make: () => readonly number[] | Weighed<number>,
  NextToken?: string,
) => shelf.page('Ask', { n, ...(NextToken === undefined ? {} : { NextToken }) }, 2, make);
const three = (bytes: number): Weighed<number> => ({ items: [1, 2, 3], bytes });
const never = () => {
  throw new Error('made again');
};

test('answers stay for as long as they fit together, the oldest go first', () => {
  const shelf = new PageShelf(100);
  const tokens = [40, 40, 40].map((bytes, n) => ask(shelf, n, () => three(bytes)).nextToken);
  expect(() => ask(shelf, 0, never, tokens[0])).toThrow('expired');
  for (const n of [1, 2])
    expect(ask(shelf, n, never, tokens[n])).toEqual({ items: [3], nextToken: undefined });
});

test('the newest answer stays however large it is, and goes when another comes', () => {
  const shelf = new PageShelf(100);
  const small = ask(shelf, 0, () => three(10)).nextToken;
  const large = ask(shelf, 1, () => three(1000)).nextToken;
  expect(() => ask(shelf, 0, never, small)).toThrow('expired');
  expect(ask(shelf, 1, never, large).items).toEqual([3]);
  const next = ask(shelf, 2, () => three(10)).nextToken;
  expect(() => ask(shelf, 1, never, large)).toThrow('expired');
  expect(ask(shelf, 2, never, next).items).toEqual([3]);
});

test('an answer of one page takes no room', () => {
  const shelf = new PageShelf(100);
  const { nextToken } = ask(shelf, 0, () => three(90));
  for (let n = 1; n < 100; n++) ask(shelf, n, () => [1, 2]);
  expect(ask(shelf, 0, never, nextToken).items).toEqual([3]);
});

test('however long the requests are, only their answers take room', () => {
  const shelf = new PageShelf(1e9);
  const before = bytesInUse();
  const page = (n: number) =>
    shelf.page('Ask', { n, padding: `${n}`.padEnd(1_000_000, 'x') }, 2, () => three(10)).nextToken;
  const tokens = Array.from({ length: 20 }, (_, n) => page(n));
  expect(new Set(tokens).size).toBe(20);
  expect(bytesInUse() - before).toBeLessThan(2_000_000);
});
