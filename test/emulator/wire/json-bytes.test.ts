import fc from 'fast-check';
import { jsonBytes } from '../../../emulator/wire/json-bytes';

const leaf = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constant(undefined),
  fc.constant({ toJSON: () => ({ taken: 'shape' }) }),
  fc.constant('x'.repeat(40_000)),
);
const member = fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }));
const name = fc.string().filter((text) => text !== '__proto__' && text !== 'toJSON');

test('it writes what JSON.stringify writes, large texts, half characters and missing members included', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(name, member, { maxKeys: 5 })), (value) => {
      expect(jsonBytes(value).equals(Buffer.from(JSON.stringify(value)))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
