import { readFileSync, writeFileSync } from 'node:fs';
import { linesOf, type TextLine } from '../../../../functions/adapters/recording/lines';
import { parseLine } from '../../../../functions/adapters/recording/parse-line';
import { type RecordingLine, readRecordings } from '../../../../functions/adapters/recording/read';
import { folder, lines, madeWindows } from '../../../cli/support/world';

const here = folder();
afterAll(() => here.remove());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
const brief = (line: RecordingLine) => (line.kind === 'window' ? line.window.start : line);

describe('a line is a window or a sentence', () => {
  test.each([
    ['{', 'not JSON'],
    ['[]', 'a JSON object is expected, got []'],
    ['null', 'a JSON object is expected, got null'],
    ['{"EndTime":2,"Services":[]}', 'StartTime must be epoch seconds, got nothing'],
    [
      '{"StartTime":"2023-04-17T00:00:00Z","EndTime":2,"Services":[]}',
      'StartTime must be epoch seconds, got "2023',
    ],
    [
      '{"StartTime":1681741500000,"EndTime":2,"Services":[]}',
      'StartTime must be epoch seconds, got 1681741500000',
    ],
    ['{"StartTime":1,"EndTime":null,"Services":[]}', 'EndTime must be epoch seconds, got null'],
    ['{"StartTime":2,"EndTime":2,"Services":[]}', 'EndTime 2 must be after StartTime 2'],
    ['{"StartTime":1,"EndTime":2}', 'Services must be a list, got nothing'],
    ['{"StartTime":1,"EndTime":2,"Services":{}}', 'Services must be a list, got {}'],
    ['{"StartTime":1,"EndTime":2,"Services":[],"TraceSummaries":5}', 'TraceSummaries must be a list, got 5'],
  ])('%s', (text, problem) => {
    expect(parseLine(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('a good one keeps what it says', () => {
    expect(parseLine('{"StartTime":1.5,"EndTime":2,"Services":[7],"TraceSummaries":[8],"More":1}\r')).toEqual(
      {
        window: { start: 1.5, end: 2 },
        services: [7],
        traceSummaries: [8],
      },
    );
  });
});

describe('bytes become lines', () => {
  async function* chunked(text: string, size: number): AsyncGenerator<Buffer> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }

  test.each([1, 2, 3, 7, 1000])('the same ones however they are cut (%d bytes)', async (size) => {
    const text = 'a\n\nzwölf \u2028 €\nlast';
    const found = await all(linesOf(chunked(text, size)));
    expect(found.map((line: TextLine) => line.text)).toEqual(['a', '', 'zwölf \u2028 €', 'last']);
    expect(found.map((line) => line.line)).toEqual([1, 2, 3, 4]);
  });

  test('a line over the limit is dropped without being held, the next one is read', async () => {
    const found = await all(linesOf(chunked('abcdef\nabc\n', 2), 4));
    expect(found).toEqual([
      { line: 1, text: undefined },
      { line: 2, text: 'abc' },
    ]);
  });
});

describe('recordings are read in the given order', () => {
  test('plain and gzipped ones, whatever their names', async () => {
    const plain = here.put('plain.jsonl', lines(madeWindows(0, 2)));
    const packed = here.put('packed.jsonl.gz', lines(madeWindows(2, 2)));
    const misnamed = here.file('misnamed.jsonl');
    writeFileSync(misnamed, readFileSync(packed));
    const found = (await all(readRecordings([plain, packed, misnamed]))).map(brief);
    const starts = [0, 1, 2, 3, 2, 3].map((i) => 1_700_006_400 + i * 300);
    expect(found).toEqual(starts);
  });

  test('a byte order mark, Windows line ends and empty lines change nothing', async () => {
    const file = here.put('mark.jsonl', `\uFEFF${lines(madeWindows(0, 2)).replaceAll('\n', '\r\n\r\n')}`);
    expect((await all(readRecordings([file]))).map(brief)).toEqual([1_700_006_400, 1_700_006_700]);
  });

  test('a broken line is named and the rest is used', async () => {
    const [a, b] = madeWindows(0, 2);
    const file = here.put('broken.jsonl', `${lines([a])}{"StartTime":\n${lines([b])}`);
    expect((await all(readRecordings([file]))).map(brief)).toEqual([
      1_700_006_400,
      { kind: 'problem', file, line: 2, problem: expect.stringContaining('not JSON') },
      1_700_006_700,
    ]);
  });

  test('of damaged gzip data what came before the damage is used', async () => {
    const whole = readFileSync(here.put('whole.jsonl.gz', lines(madeWindows(0, 300))));
    const file = here.file('cut.jsonl.gz');
    writeFileSync(file, whole.subarray(0, Math.floor(whole.length * 0.7)));
    const found = await all(readRecordings([file]));
    expect(found.length).toBeGreaterThan(100);
    expect(found.at(-1)).toMatchObject({
      kind: 'problem',
      problem: expect.stringContaining('gzip data is damaged'),
    });
  });

  test('a file that is not there is told and the next one is read', async () => {
    const file = here.put('there.jsonl', lines(madeWindows(0, 1)));
    expect((await all(readRecordings([here.file('nowhere'), here.path, file]))).map(brief)).toEqual([
      { kind: 'unreadable', file: here.file('nowhere'), problem: 'there is no such file' },
      {
        kind: 'unreadable',
        file: here.path,
        problem: 'it is a folder; name a .jsonl or .jsonl.gz file in it',
      },
      1_700_006_400,
    ]);
  });

  test('an empty file holds nothing', async () => {
    expect(await all(readRecordings([here.put('empty.jsonl', ''), here.put('empty.jsonl.gz', '')]))).toEqual(
      [],
    );
  });

  test('the bytes read from disk add up to the file', async () => {
    const file = here.put('bytes.jsonl.gz', lines(madeWindows(0, 50)));
    let bytes = 0;
    await all(
      readRecordings([file], (count) => {
        bytes += count;
      }),
    );
    expect(bytes).toBe(readFileSync(file).length);
  });
});
