import { arrange, lookAhead } from '../../cli/replay/arrange';

type Line = Parameters<typeof made>[0];
const made = ([start, length]: readonly [number, number], i: number) => ({
  kind: 'window' as const,
  file: 'f',
  line: i + 1,
  window: { start, end: start + length },
});

/** Windows `[start, length]` in; starts in their turn out, `<` where one was moved, and what was left out. */
async function arranged(windows: readonly Line[]): Promise<string[]> {
  async function* source() {
    yield* windows.map(made);
  }
  const out: string[] = [];
  for await (const item of arrange<ReturnType<typeof made>, never>(source())) {
    if (item.kind === 'window') out.push(`${item.line.window.start}${item.moved ? '<' : ''}`);
    else out.push(`${item.reason}:${item.line}`);
  }
  return out;
}

const run = (count: number, from = 0): Line[] => Array.from({ length: count }, (_, i) => [from + i * 10, 10]);

test.each<[string, Line[], string[]]>([
  ['nothing stays nothing', [], []],
  [
    'order stays, gaps are normal',
    [
      [0, 10],
      [10, 10],
      [50, 10],
    ],
    ['0', '10', '50'],
  ],
  [
    'neighbours are put in order',
    [
      [10, 10],
      [0, 10],
      [20, 10],
    ],
    ['0', '10<', '20'],
  ],
  [
    'a doubled window counts once',
    [
      [0, 10],
      [0, 10],
      [10, 10],
    ],
    ['0', 'doubled:2', '10'],
  ],
  [
    'an overlapping window is left out',
    [
      [0, 10],
      [5, 10],
      [10, 10],
    ],
    ['0', 'overlapping:2', '10'],
  ],
  [
    'the most frequent length is the recording’s',
    [
      [0, 20],
      [20, 10],
      [30, 10],
    ],
    ['of another length:1', '20', '30'],
  ],
  [
    'of equally frequent lengths the first',
    [
      [0, 20],
      [20, 10],
    ],
    ['0', 'of another length:2'],
  ],
])('%s', async (_, windows, expected) => expect(await arranged(windows)).toEqual(expected));

test('a window that comes too late to be put in order is left out and the rest is used', async () => {
  const windows: Line[] = [...run(lookAhead + 5, 100), [0, 10], ...run(3, 1000)];
  const out = await arranged(windows);
  expect(out.filter((text) => text.includes(':'))).toEqual([`out of order:${lookAhead + 6}`]);
  expect(out).toHaveLength(windows.length);
});

test('a window with a time far ahead does not push out those that follow', async () => {
  const windows: Line[] = [...run(5), [9_999_990, 10], ...run(30, 50)];
  const out = await arranged(windows);
  expect(out).toEqual([...run(35).map(([start]) => String(start)), '9999990<']);
});

test('what is no window passes at once', async () => {
  async function* source() {
    yield made([0, 10], 0);
    yield { kind: 'problem' as const };
  }
  const kinds: string[] = [];
  for await (const item of arrange<ReturnType<typeof made>, { kind: 'problem' }>(source()))
    kinds.push(item.kind);
  expect(kinds).toEqual(['problem', 'window']);
});
