import fc from 'fast-check';
import { VarintReader, VarintWriter } from '../../../emulator/graph/varint';

const MOST = 2 ** 52;
const written = (numbers: readonly number[]): Buffer => {
  const writer = new VarintWriter();
  for (const number of numbers) writer.write(number);
  return writer.bytes();
};
function* read(bytes: Buffer): Generator<number> {
  for (const reader = new VarintReader(bytes, 0); !reader.done; ) yield reader.read();
}

test.each([
  [0, 1],
  [-1, 1],
  [63, 1],
  [-64, 1],
  [64, 2],
  [-65, 2],
  [8191, 2],
  [2 ** 31, 5],
  [MOST, 8],
  [-MOST, 8],
])('%p takes %p bytes and is read back', (number, bytes) => {
  expect(written([number])).toHaveLength(bytes);
  expect([...read(written([number]))]).toEqual([number]);
});

test('any whole numbers up to 2^52 either way are read back in order', () => {
  const number = fc.oneof(
    fc.integer(),
    fc.maxSafeInteger().map((n) => Math.trunc(n / 2) + 0),
    fc.integer({ min: 0, max: 52 }).chain((bits) => fc.constantFrom(2 ** bits, -(2 ** bits), 2 ** bits - 1)),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 200 }), (numbers) => {
      expect([...read(written(numbers))]).toEqual(numbers);
    }),
  );
});

test('what one writer holds can be appended to another, which then goes on', () => {
  const [whole, part] = [new VarintWriter(), new VarintWriter()];
  const numbers = Array.from({ length: 1000 }, (_, n) => n * n);
  for (const number of numbers) part.write(number);
  whole.write(7);
  whole.append(part);
  part.clear();
  part.write(-8);
  whole.append(part);
  expect([...read(whole.bytes())]).toEqual([7, ...numbers, -8]);
});

test('bytes that end within a number are an error', () => {
  const bytes = written([MOST]);
  expect(() => new VarintReader(bytes.subarray(0, -1), 0).read()).toThrow(RangeError);
});
