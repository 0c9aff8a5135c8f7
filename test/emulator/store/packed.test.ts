import fc from 'fast-check';
import { PackedTexts } from '../../../emulator/store/packed';

const BLOCK = 1 << 20;

test('texts of any length come back unchanged, in any order, across block borders', () => {
  const length = fc.oneof(
    fc.nat(50),
    fc.constantFrom(BLOCK - 5, BLOCK - 4, BLOCK - 3, BLOCK, BLOCK + 1),
    fc.nat(BLOCK / 2),
  );
  const text = fc.tuple(length, fc.constantFrom('a', 'é', '名')).map(([n, letter]) => letter.repeat(n));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), (texts) => {
      const packed = new PackedTexts();
      const references = texts.map((one) => packed.append(one));
      const back = references.map((reference) => packed.read(reference));
      const backwards = references.toReversed().map((reference) => packed.read(reference));
      expect(back.every((one, n) => one === texts[n])).toBe(true);
      expect(backwards.every((one, n) => one === texts.at(-1 - n))).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('a block filled to its last byte is still read back', () => {
  const packed = new PackedTexts();
  const first = packed.append('a'.repeat(BLOCK - 10));
  const seconds = [1, 2, 3].map((n) => packed.append('b'.repeat(n)));
  expect(packed.read(first)).toHaveLength(BLOCK - 10);
  expect(seconds.map((reference) => packed.read(reference))).toEqual(['b', 'bb', 'bbb']);
});

test('blocks beyond the memory are read back from the file', () => {
  const packed = new PackedTexts(0);
  const texts = Array.from({ length: 40 }, (_, n) => `${n} `.repeat(BLOCK / 16));
  const references = texts.map((text) => packed.append(text));
  expect(references.map((reference) => packed.read(reference)).every((text, n) => text === texts[n])).toBe(
    true,
  );
  packed.close();
});
