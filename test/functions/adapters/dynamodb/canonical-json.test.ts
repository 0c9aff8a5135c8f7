import fc from 'fast-check';
import { bodyOf, packed, unpacked } from '../../../../functions/adapters/dynamodb/body';
import { canonicalJson } from '../../../../functions/adapters/dynamodb/canonical-json';

/** Anything JSON can hold, with every kind of number and string. */
const json = fc.jsonValue({ noUnicodeString: false, stringUnit: 'binary' });

test('members are sorted, undefined ones left out and the sign of zero kept', () => {
  expect(canonicalJson({ b: 1, a: [true, -0], c: undefined })).toBe('{"a":[true,-0],"b":1}');
});

test.each([
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [new Map(), '[object Map]'],
  [[undefined], '[object Undefined]'],
  [new Date(0), '[object Date]'],
  [1n, '[object BigInt]'],
])('what JSON would change is refused: %s', (value, name) => {
  expect(() => canonicalJson({ value })).toThrow(`JSON cannot hold ${name}`);
});

test('whatever JSON can hold is read back exactly', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(value);
    }),
  );
});

test('equal values have equal bytes, whatever order their members were set in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), json), (members) => {
      const reversed = Object.fromEntries(Object.entries(members).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(members));
    }),
  );
});

test('a body survives compression exactly and is named by its content', async () => {
  await fc.assert(
    fc.asyncProperty(json, json, async (value, other) => {
      const body = bodyOf(value);
      expect(await unpacked(await packed(body))).toEqual(value);
      expect(bodyOf(other).id === body.id).toBe(canonicalJson(other) === body.json);
    }),
    { numRuns: 50 },
  );
});
