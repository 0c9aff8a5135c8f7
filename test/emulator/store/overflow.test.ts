import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Overflow } from '../../../emulator/store/overflow';

const bytesOf = (n: number, length: number) => Buffer.alloc(length, n);

test('bytes come back in any order, from memory and from the file', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.array(fc.nat(60), { maxLength: 40 }), (memoryBytes, lengths) => {
      const overflow = new Overflow(memoryBytes);
      const stored = lengths.map((length, n) => overflow.put(bytesOf(n, length)));
      for (const [n, length] of [...lengths.entries()].reverse())
        expect(overflow.get(stored[n] ?? Buffer.alloc(0)).equals(bytesOf(n, length))).toBe(true);
      const inMemory = stored.filter(Buffer.isBuffer).reduce((sum, { length }) => sum + length, 0);
      expect(inMemory).toBeLessThanOrEqual(memoryBytes);
      overflow.close();
    }),
  );
});

test('what is given up makes room in memory', () => {
  const overflow = new Overflow(10);
  const first = overflow.put(bytesOf(1, 10));
  expect(Buffer.isBuffer(overflow.put(bytesOf(2, 10)))).toBe(false);
  overflow.giveUp(first);
  expect(Buffer.isBuffer(overflow.put(bytesOf(3, 10)))).toBe(true);
  overflow.close();
});

test('its file leaves nothing behind in the folder of temporary files, and reading after closing is an error', () => {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'overflow-'));
  process.env.TMPDIR = folder;
  const overflow = new Overflow(0);
  const stored = overflow.put(bytesOf(1, 10));
  expect(readdirSync(folder)).toEqual([]);
  expect(overflow.get(stored)).toEqual(bytesOf(1, 10));
  overflow.close();
  expect(() => overflow.get(stored)).toThrow('closed');
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});
