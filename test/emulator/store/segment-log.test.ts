import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { SegmentLog } from '../../../emulator/store/segment-log';
import { withFolder } from '../support/folder';

const HEADER = 12;
const FIRST = 'segments-000001.log';
const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom('é名𝒳', 'a'.repeat(4084), 'a'.repeat(4085), 'é'.repeat(30_000)),
);
const wellFormed = (texts: readonly string[]) => texts.map((one) => Buffer.from(one).toString());

/** Writes texts into a new log of a folder; returns their references. */
function write(folder: string, texts: readonly string[], fileBytes?: number): number[] {
  const log = new SegmentLog(folder, fileBytes);
  expect([...log.records()]).toEqual([]);
  const references = texts.map((one, n) => log.append(one, 1000 + n));
  log.close();
  return references;
}

/** Opens a folder again and reads all of it. */
function read(folder: string, fileBytes?: number) {
  const log = new SegmentLog(folder, fileBytes);
  const records = [...log.records()];
  return { log, records, texts: records.map((record) => record.text) };
}

test('texts come back with their arrival and reference after the folder is opened again, over any number of files', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 15 }),
      fc.constantFrom(1, 100, 5000, 70_000, undefined),
      (texts, fileBytes) =>
        withFolder((folder) => {
          const references = write(folder, texts, fileBytes);
          const { log, records } = read(folder, fileBytes);
          const expected = wellFormed(texts).map((one, n) => ({
            reference: references[n],
            arrival: 1000 + n,
            text: one,
          }));
          expect(records).toEqual(expected);
          expect(references.map((reference) => log.read(reference))).toEqual(wellFormed(texts));
          const more = log.append('more', 5);
          expect([log.read(more), log.cutBytes]).toEqual(['more', 0]);
          log.close();
          if (fileBytes === 1) expect(readdirSync(folder)).toHaveLength(texts.length + 1);
        }),
    ),
    { numRuns: 60 },
  );
});

test('a log cut off at any byte loses only what was cut into, says so, and goes on', () => {
  const texts = ['one', 'two 名', 'three '.repeat(12)];
  const ends = texts.map((_, n) =>
    texts.slice(0, n + 1).reduce((sum, one) => sum + HEADER + Buffer.byteLength(one), 0),
  );
  for (let cut = 0; cut <= (ends.at(-1) ?? 0); cut++) {
    withFolder((folder) => {
      write(folder, texts);
      truncateSync(join(folder, FIRST), cut);
      const { log, texts: found } = read(folder);
      const whole = ends.filter((end) => end <= cut);
      expect(found).toEqual(texts.slice(0, whole.length));
      expect(log.cutBytes).toBe(cut - (whole.at(-1) ?? 0));
      log.append('after', 1);
      log.close();
      expect(read(folder).texts).toEqual([...found, 'after']);
    });
  }
});

test('space that was never written, as after a power failure, is cut away', () =>
  withFolder((folder) => {
    write(folder, ['one']);
    appendFileSync(join(folder, FIRST), Buffer.alloc(100_000));
    const { log, texts } = read(folder);
    expect([texts, log.cutBytes]).toEqual([['one'], 100_000]);
    log.close();
  }));

test('damage is an error that names file and byte, and nothing is cut away', () =>
  withFolder((folder) => {
    write(folder, ['one', 'two', 'three']);
    const file = join(folder, FIRST);
    const bytes = readFileSync(file);
    bytes.writeUInt32LE(0xffffffff, HEADER + 3);
    writeFileSync(file, bytes);
    const log = new SegmentLog(folder);
    expect(() => [...log.records()]).toThrow(`${file} is damaged at byte 15; restore it, or cut it there`);
    log.close();
    expect(readFileSync(file)).toEqual(bytes);
  }));

test('a folder from which an older file was taken away is read, and new files do not meet old names', () =>
  withFolder((folder) => {
    write(folder, ['one', 'two', 'three'], 1);
    renameSync(join(folder, FIRST), join(folder, 'elsewhere'));
    const { log, texts } = read(folder, 1);
    log.append('four', 1);
    log.close();
    expect(texts).toEqual(['two', 'three']);
    expect(read(folder).texts).toEqual(['two', 'three', 'four']);
  }));

test('a folder that cannot be one is an error that names it', () =>
  withFolder((folder) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => new SegmentLog(join(file, 'data'))).toThrow(join(file, 'data'));
    mkdirSync(join(folder, FIRST));
    expect(() => [...new SegmentLog(folder).records()]).toThrow(FIRST);
  }));
