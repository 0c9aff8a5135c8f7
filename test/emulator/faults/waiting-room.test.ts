import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { WaitingRoom } from '../../../emulator/faults/waiting-room';
import { bytesInUse } from '../support/memory';

test('everybody comes out once, when it is time, in the order of times and then of arrival', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1e9), fc.array(fc.nat(20), { maxLength: 60 }), (memoryBytes, dues) => {
      const room = new WaitingRoom(memoryBytes);
      const held = dues.map((due, n) => ({ due, text: `${n}` }));
      for (const { due, text } of held) room.hold(text, due);
      for (const [from, to] of [
        [0, 7],
        [8, 15],
        [16, 20],
      ] as const) {
        const expected = held.filter(({ due }) => due >= from && due <= to).sort((a, b) => a.due - b.due);
        expect([...room.due(to)]).toEqual(expected.map(({ text }) => text));
        expect(room.size).toBe(held.filter(({ due }) => due > to).length);
      }
      room.hold('again', 30);
      expect([...room.due(30)]).toEqual(['again']);
    }),
  );
});

test('however many texts wait, what is beyond the bound is in a file', () => {
  const megabyte = 1024 * 1024;
  const texts = () => randomBytes(48 * 1024).toString('base64');
  const room = new WaitingRoom(2 * megabyte);
  const before = bytesInUse();
  for (let n = 0; n < 640; n++) room.hold(texts(), n);
  expect(room.size).toBe(640);
  // 40 MB of texts, which pack into 30; of them 2 may stay, beside the block that is being filled.
  expect(bytesInUse() - before).toBeLessThan(8 * megabyte);
  let length = 0;
  for (const text of room.due(640)) length += text.length;
  expect(length).toBe(640 * 64 * 1024);
});
