import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { lastDayDocuments, writeRecording } from '../../demo/generator';
import type { RecordedWindow } from '../../demo/generator/window-graph';

test('equal seeds write equal bytes, plain or gzipped, and other seeds write others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  try {
    const write = async (name: string, seed: number) => {
      await writeRecording(join(folder, name), { seed, recordedDays: 1 });
      return readFile(join(folder, name));
    };
    const [first, again, other, zipped] = [
      await write('first.jsonl', 1),
      await write('again.jsonl', 1),
      await write('other.jsonl', 2),
      await write('zipped.jsonl.gz', 1),
    ];
    expect(again.equals(first)).toBe(true);
    expect(gunzipSync(zipped).equals(first)).toBe(true);
    expect(other.equals(first)).toBe(false);
    const lines = first.toString().trimEnd().split('\n');
    const parsed: RecordedWindow[] = lines.map((line) => JSON.parse(line));
    expect(parsed).toHaveLength(288);
    expect(Object.keys(parsed[0] ?? {})).toEqual(['StartTime', 'EndTime', 'Services']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('equal seeds invent equal documents, other seeds others', () => {
  const digest = (seed: number) => {
    const hash = createHash('sha256');
    for (const batch of lastDayDocuments({ seed })) for (const document of batch) hash.update(document);
    return hash.digest('hex');
  };
  expect(digest(3)).toBe(digest(3));
  expect(digest(4)).not.toBe(digest(3));
});
