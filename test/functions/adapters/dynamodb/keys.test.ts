import fc from 'fast-check';
import { nameKey, numberKey, partitionKey } from '../../../../functions/adapters/dynamodb/keys';

const name = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 1_000, maxLength: 3_000 }),
);

test('a name fits into a sort key, and different names have different keys', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      const bytes = Buffer.byteLength(nameKey(one));
      expect(bytes).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(1_024);
      expect(Buffer.from(nameKey(one)).equals(Buffer.from(nameKey(other)))).toBe(one === other);
    }),
  );
});

test('a scope of any length fits into a partition key', () => {
  fc.assert(
    fc.property(name, (scope) => {
      expect(Buffer.byteLength(partitionKey(scope, 'SNAPSHOT'))).toBeLessThanOrEqual(2_048);
    }),
  );
});

test('number keys sort as the numbers do', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (a, b) => {
      expect(numberKey(a) < numberKey(b)).toBe(a < b);
    }),
  );
});

test.each([-1, 1.5, Number.NaN, 2 ** 53])('%d is no number for a key', (number) => {
  expect(() => numberKey(number)).toThrow(`a key needs a whole number from 0, got ${number}`);
});
