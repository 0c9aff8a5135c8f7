import fc from 'fast-check';
import { anyNumbers, Column, wholeNumbers } from '../../../emulator/store/column';

test('it is a list: what was pushed and overwritten is there, across chunks', () => {
  const change = fc.tuple(fc.nat(300), fc.nat(2 ** 32 - 1));
  fc.assert(
    fc.property(fc.array(fc.nat(2 ** 32 - 1), { maxLength: 300 }), fc.array(change), (numbers, changes) => {
      const column = new Column((length) => new Uint32Array(length), 7);
      expect(numbers.map((number) => column.push(number))).toEqual(numbers.map((_, n) => n));
      const expected = [...numbers];
      for (const [at, number] of changes.filter(([place]) => place < numbers.length)) {
        column.set(at, number);
        expected[at] = number;
      }
      expect(expected.map((__, n) => column.at(n))).toEqual(expected);
      expect(column).toHaveLength(expected.length);
    }),
  );
});

test.each([
  ['wholeNumbers', wholeNumbers, 2 ** 16],
  ['anyNumbers', anyNumbers, 2 ** 16],
])('%s goes on beyond its first chunk', (_, make, chunk) => {
  const column = make();
  for (let n = 0; n <= chunk; n++) column.push(n);
  expect([column.length, column.at(chunk - 1), column.at(chunk)]).toEqual([chunk + 1, chunk - 1, chunk]);
});

test('a place that is not there is an error, even within a chunk', () => {
  const column = anyNumbers();
  column.push(1);
  expect(() => column.at(1)).toThrow('no entry 1 in 1');
  expect(() => column.set(1, 0)).toThrow(RangeError);
  expect(() => column.at(-1)).toThrow(RangeError);
});
