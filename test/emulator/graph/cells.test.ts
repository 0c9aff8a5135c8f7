import fc from 'fast-check';
import { ASPECT, Cell } from '../../../emulator/graph/cell';
import { edgeKey, nodeKey, ownerOf } from '../../../emulator/graph/cell-key';
import { type Cells, CellsWriter, cellAt, placesIn, sumOf } from '../../../emulator/graph/cells';
import type { Identity } from '../../../emulator/segments/identity';
import type { DistantBytes } from '../../../emulator/store/overflow';
import { T0 } from '../support/documents';

/** One thing counted: of which key, what, which number, how often. */
interface Entry {
  readonly key: number;
  readonly start: number;
  readonly response: number;
  readonly kind: number;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  key: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 ** 50 })),
  start: fc.integer({ min: -10, max: 60 }),
  response: fc.oneof(fc.nat(5), fc.nat(1e12)),
  kind: fc.nat(15),
});
const entries = fc.array(entry, { maxLength: 40 });

/** Counts entries in (or takes them back). */
function cellsOf(list: readonly Entry[], sign: 1 | -1 = 1): Cells {
  const cells = new Map<number, Cell>();
  for (const { key, start, response, kind } of list) {
    const cell = cells.get(key) ?? new Cell();
    cells.set(key, cell);
    cell.add(ASPECT.kind, kind, sign);
    cell.add(ASPECT.start, start, sign);
    cell.add(ASPECT.end, start + 3, sign);
    cell.add(ASPECT.response, response, sign);
  }
  const writer = new CellsWriter();
  for (const [key, cell] of [...cells].sort(([a], [b]) => a - b)) writer.write(key, cell);
  return writer.cells();
}

/** Cells as plain lists, counts by number. */
const plain = (cells: Cells) =>
  [...placesIn(cells)].map(({ key, at }) => [
    key,
    Object.values(ASPECT).map((aspect) => [...cellAt(cells, at).counts(aspect)].sort(([a], [b]) => a - b)),
  ]);
const still = (...parts: readonly Cells[]) => parts.map((cells) => ({ cells, shift: 0 }));

test('what is counted is read back: keys ascend, each with its counts', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const cells = cellsOf(list);
      const keys = [...placesIn(cells)].map(({ key }) => key);
      expect(keys).toEqual([...new Set(list.map(({ key }) => key))].sort((a, b) => a - b));
      for (const { key, at } of placesIn(cells)) {
        const own = list.filter((one) => one.key === key);
        const cell = cellAt(cells, at);
        expect([cell.rows, cell.first, cell.last]).toEqual([
          own.length,
          Math.min(...own.map(({ start }) => start)),
          Math.max(...own.map(({ start }) => start + 3)),
        ]);
      }
    }),
  );
});

/** Cells as if they were in a file. */
const distant = (cells: Cells): DistantBytes => ({
  length: cells.length,
  read: (into, from) => {
    if (cells.copy(into, 0, from) < into.length) throw new RangeError('read past the end');
  },
});

test('parts in a file add up like those in memory, also where a cell is longer than what is read at once', () => {
  const long = Array.from({ length: 9000 }, (_, n) => ({
    key: 2,
    start: n,
    response: n * 1000,
    kind: n % 16,
  }));
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 4 }), fc.boolean(), fc.boolean(), (lists, withLong, final) => {
      const parts = [...(withLong ? [long] : []), ...lists].map((list) => cellsOf(list));
      const away = parts.map((cells) => ({ cells: distant(cells), shift: 60 }));
      const here = parts.map((cells) => ({ cells, shift: 60 }));
      expect(sumOf(away, final).equals(sumOf(here, final))).toBe(true);
    }),
    { numRuns: 50 },
  );
  expect(cellsOf(long).length).toBeGreaterThan(32 * 1024);
});

test('parts add up to the whole in any grouping and order', () => {
  const split = fc
    .array(fc.tuple(entry, fc.nat(5)), { maxLength: 40 })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), fc.nat(6)),
    );
  fc.assert(
    fc.property(split, fc.boolean(), ([list, order, cut], final) => {
      const whole = sumOf(still(cellsOf(list.map(([one]) => one))), final);
      const parts = order.map((part) => cellsOf(list.flatMap(([one, its]) => (its === part ? one : []))));
      expect(plain(sumOf(still(...parts), final))).toEqual(plain(whole));
      const grouped = [parts.slice(0, cut), parts.slice(cut)].map((some) => sumOf(still(...some), false));
      expect(plain(sumOf(still(...grouped), final))).toEqual(plain(whole));
    }),
  );
});

test('taking back a part leaves what was there without it, and taking back all of it leaves no byte', () => {
  fc.assert(
    fc.property(entries, entries, fc.boolean(), (kept, gone, final) => {
      const rest = sumOf(still(cellsOf(gone, -1), cellsOf(kept), cellsOf(gone)), final);
      expect(plain(rest)).toEqual(plain(sumOf(still(cellsOf(kept)), final)));
      expect(sumOf(still(cellsOf(gone), cellsOf(gone, -1)), final)).toHaveLength(0);
    }),
  );
});

test('a shift moves the seconds of a part and nothing else', () => {
  fc.assert(
    fc.property(entries, (list) => {
      const moved = list.map((one) => ({ ...one, start: one.start + T0 }));
      expect(plain(sumOf([{ cells: cellsOf(list), shift: T0 }], false))).toEqual(plain(cellsOf(moved)));
    }),
  );
});

test('a key tells whose it is, for any two of 16 million identities', () => {
  const index = fc.integer({ min: 0, max: 2 ** 24 - 1 });
  const identity = (n: number): Identity => ({
    key: '',
    index: n,
    name: '',
    type: undefined,
    accountId: undefined,
  });
  fc.assert(
    fc.property(index, index, fc.constantFrom('call', 'link'), (a, b, kind) => {
      expect(ownerOf(nodeKey(identity(a)))).toEqual({ kind: 'node', node: a });
      const key = edgeKey(kind, identity(a), identity(b));
      expect(ownerOf(key)).toEqual({ kind, source: a, target: b });
      expect(Number.isSafeInteger(key)).toBe(true);
    }),
  );
});
