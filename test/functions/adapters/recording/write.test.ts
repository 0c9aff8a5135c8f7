import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { inOrder } from '../../../../functions/adapters/recording/in-order';
import { openWholeFile } from '../../../../functions/adapters/recording/whole-file';
import { recordingLine, writeRecording } from '../../../../functions/adapters/recording/write';
import { folder } from '../../../cli/support/world';

const here = folder();
afterAll(() => here.remove());
const window = { start: 600, end: 900 };

test('dates of the SDK become epoch seconds again, at every depth', () => {
  const line = recordingLine(window, [
    { StartTime: new Date(600_500), Edges: [{ EndTime: new Date(900_000) }] },
  ]);
  expect(line).toBe(
    '{"StartTime":600,"EndTime":900,"Services":[{"StartTime":600.5,"Edges":[{"EndTime":900}]}]}',
  );
});

test('of trace summaries only is kept what tells which services were touched', () => {
  const summary = {
    Id: '1-a',
    StartTime: new Date(600_500),
    IsPartial: false,
    EntryPoint: { Name: 'web' },
    ServiceIds: [{ Name: 'web' }],
    Users: [{ UserName: 'jane' }],
    Http: { ClientIp: '203.0.113.9' },
  };
  expect(JSON.parse(recordingLine(window, [], [summary])).TraceSummaries).toEqual([
    {
      Id: '1-a',
      StartTime: 600.5,
      IsPartial: false,
      EntryPoint: { Name: 'web' },
      ServiceIds: [{ Name: 'web' }],
    },
  ]);
});

test('a recording appears when it is finished, gzipped by its name, and nothing is left beside it', async () => {
  const file = here.file('a.jsonl.gz');
  const writer = await writeRecording(file);
  await writer.write(window, []);
  expect(readdirSync(here.path)).not.toContain('a.jsonl.gz');
  await writer.write({ start: 900, end: 1200 }, []);
  await writer.finish();
  expect(gunzipSync(readFileSync(file)).toString()).toBe(
    '{"StartTime":600,"EndTime":900,"Services":[]}\n{"StartTime":900,"EndTime":1200,"Services":[]}\n',
  );
  expect(readdirSync(here.path)).toEqual(['a.jsonl.gz']);
});

test('an abandoned file leaves the former one as it was', async () => {
  const file = here.put('kept.jsonl', 'former');
  const whole = await openWholeFile(file);
  await whole.write('new');
  await whole.abandon();
  expect(readFileSync(file, 'utf8')).toBe('former');
  expect(readdirSync(here.path).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a link stays a link to the file that is replaced', async () => {
  const file = here.put('real.jsonl', 'former');
  const link = here.file('link.jsonl');
  symlinkSync(file, link);
  const whole = await openWholeFile(link);
  await whole.write('new');
  await whole.finish();
  expect(readFileSync(file, 'utf8')).toBe('new');
});

test('more than a buffer is written in order', async () => {
  const file = here.file('long.jsonl');
  const whole = await openWholeFile(file);
  const text = 'x'.repeat(50_000);
  for (let i = 0; i < 40; i += 1) await whole.write(`${i}${text}\n`);
  await whole.finish();
  const starts = readFileSync(file, 'utf8')
    .split('x'.repeat(50_000))
    .map((part) => part.trim());
  expect(starts).toEqual([...Array.from({ length: 40 }, (_, i) => String(i)), '']);
});

test('a folder that is not there refuses at once', async () => {
  await expect(openWholeFile(here.file('no/such/file'))).rejects.toThrow('ENOENT');
});

test('work is done at most so many at once and yielded in order', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = async (n: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, (7 - n) * 3));
    running -= 1;
    return n;
  };
  for await (const n of inOrder([1, 2, 3, 4, 5, 6], 3, work)) done.push(n);
  expect(done).toEqual([1, 2, 3, 4, 5, 6]);
  expect(most).toBe(3);
});

test('the first failure in order ends the work', async () => {
  const seen: number[] = [];
  const work = async (n: number): Promise<number> => {
    if (n === 3) throw new Error('third');
    return n;
  };
  const run = async () => {
    for await (const n of inOrder([1, 2, 3, 4], 4, work)) seen.push(n);
  };
  await expect(run()).rejects.toThrow('third');
  expect(seen).toEqual([1, 2]);
});
