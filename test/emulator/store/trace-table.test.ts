import fc from 'fast-check';
import { TraceTable } from '../../../emulator/store/trace-table';
import { traceId } from '../support/documents';

const word = (n: number) => n.toString(16).padStart(8, '0');
const idOf = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) =>
  `1-${word(a)}-${word(b)}${word(c)}${word(d)}`;

/** Numbers that look like chance and are the same every time (a linear congruential generator). */
function* chance(seed: number): Generator<number> {
  for (let n = seed; ; n = (Math.imul(n, 1_664_525) + 1_013_904_223) >>> 0) yield n;
}

test('100,000 random ids and 40,000 that differ in one word only are all found, each under its own number', () => {
  const random = chance(7);
  const next = () => random.next().value as number;
  const ids = Array.from({ length: 100_000 }, () => idOf([next(), next(), next(), next()]));
  for (let n = 0; n < 40_000; n++) {
    ids.push(idOf([0, 1, 2, 3].map((at) => (at === n % 4 ? 1000 + Math.floor(n / 4) : 5))));
  }
  const table = new TraceTable();
  const numbers = ids.map((id, n) => table.findOrAdd(id, n));
  expect(table.size).toBe(140_000);
  expect(numbers.every((number, n) => number === n)).toBe(true);
  expect(ids.every((id, n) => table.find(id) === n && table.idOf(n) === id && table.arrivalOf(n) === n)).toBe(
    true,
  );
  expect(table.find(idOf([5, 5, 5, 5]))).toBeUndefined();
});

test('it answers as a Map would, whatever is added', () => {
  const id = fc.oneof(
    fc.integer({ min: 0, max: 20 }).map((n) => traceId(n)),
    fc.tuple(...[0, 1, 2, 3].map(() => fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1))).map(idOf),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(id, fc.nat(1e6)), { maxLength: 100 }), (documents) => {
      const table = new TraceTable();
      const expected = new Map<string, number[]>();
      for (const [one, reference] of documents) {
        const known = expected.get(one) ?? [];
        expected.set(one, [...known, reference]);
        const ordinal = table.findOrAdd(one, 1);
        table.addDocument(ordinal, reference);
        table.noteBytes(ordinal, 2 ** 31);
        table.noteStart(ordinal, reference);
      }
      for (const [one, references] of expected) {
        const ordinal = table.find(one) ?? -1;
        expect(table.documentsOf(ordinal)).toEqual(references);
        expect(table.startOf(ordinal)).toBe(Math.min(...references));
        expect(table.bytesOf(ordinal)).toBe(Math.min(2 ** 32 - 1, references.length * 2 ** 31));
      }
      expect(table.size).toBe(expected.size);
    }),
  );
});
