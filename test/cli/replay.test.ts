import { existsSync, readFileSync } from 'node:fs';
import { tracenorm } from './support/binary';
import { mistakesIn } from './support/schema';
import { folder, learned, length, lines, madeWindow, madeWindows, T0, troubled } from './support/world';

const here = folder();
afterAll(() => here.remove());
const learn = ['--learn', `..${learned}`];
const over = here.put('over.jsonl.gz', lines(troubled(true)));
const firing = here.put('firing.jsonl', lines(troubled(false)));
const parsed = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('what a replay says', () => {
  test('trouble that ended is told with its end, exit 0, and the summary counts everything', async () => {
    const json = here.file('over.out');
    const { code, out, err } = await tracenorm(['replay', over, ...learn, '--json', json]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const text = readFileSync(json, 'utf8');
    expect(mistakesIn(text, 'transition')).toEqual([]);
    const told = parsed(text).map(({ type, kind, status, resolution }) =>
      [type, kind, status, resolution].join(' '),
    );
    expect(told).toContain('finding fault-ratio firing ');
    expect(told).toContain('finding fault-ratio resolved back-to-normal');
    expect(told.at(-1)).toBe('incident  resolved back-to-normal');
    expect(out).toMatch(
      /^windows +90 of 5 min, 2023-11-15T00:00:00Z to 2023-11-15T07:30:00Z\n +60 learning, 30 judged\n/,
    );
    expect(out).toMatch(
      /\nleft out +0 lines\nedges +1 different, 90 over all windows\nlearned +2 of 2 services have finished learning; .*\nrejects +0\nassessments +[\d,]+: /,
    );
    expect(out).toMatch(/\nincidents +1 from 1 findings, 0 still firing\ntook .* MB at the peak\n\n/);
    expect(out).toMatch(
      /\n2023-11-15T05:50:00Z {2}high {2}shop -> orders fails \(faults 60 %, normally 0 %\) /,
    );
    expect(out).toMatch(/over after \d+ min \(back-to-normal\)/);
  });

  test('trouble that lasts to the end exits 1, and - puts the lines on standard output', async () => {
    const { code, out, err } = await tracenorm(['replay', firing, ...learn, '--json', '-']);
    expect(code).toBe(1);
    expect(mistakesIn(out, 'transition')).toEqual([]);
    const finding = parsed(out).find((line) => line.kind === 'fault-ratio');
    expect(finding).toMatchObject({
      status: 'firing',
      startsAt: '2023-11-15T05:50:00Z',
      detectedAt: '2023-11-15T05:55:00Z',
      incidentId: expect.any(String),
      source: { name: 'shop', type: 'AWS::ECS::Fargate' },
      target: { name: 'orders', type: 'AWS::Lambda::Function' },
      observed: { value: 0.6, unit: 'ratio', count: 100 },
    });
    expect(err).toMatch(/1 still firing/);
  });

  test('a new edge is found in the first window that shows it', async () => {
    const file = here.put(
      'new.jsonl',
      lines([...madeWindows(0, 70), ...madeWindows(70, 1, { newcomer: true })]),
    );
    const { code, out } = await tracenorm(['replay', file, ...learn, '--json', '-']);
    expect(code).toBe(1);
    expect(parsed(out)).toContainEqual(
      expect.objectContaining({
        kind: 'new-edge',
        target: { name: 'stranger', type: 'remote' },
        detectedAt: '2023-11-15T05:55:00Z',
      }),
    );
  });

  test('a rebase ends what is open, and a window across a border does not teach', async () => {
    const rebase = `${T0 + 73 * length}..${T0 + 75 * length + 1}`;
    const { code, out, err } = await tracenorm(['replay', over, ...learn, '--rebase', rebase, '--json', '-']);
    expect(code).toBe(0);
    expect(parsed(out)).toContainEqual(
      expect.objectContaining({ type: 'incident', status: 'resolved', resolution: 'rebased' }),
    );
    expect(err).toMatch(/62 learning, 28 judged \(1 across a border did not teach\)/);
  });

  test('twice the same gives the same bytes', async () => {
    const first = await tracenorm(['replay', over, ...learn, '--json', '-']);
    const second = await tracenorm(['replay', over, ...learn, '--json', '-']);
    expect(first.out.length).toBeGreaterThan(500);
    expect(second.out).toBe(first.out);
  });

  test('a range without a window, and settings that do not apply, are told', async () => {
    const settings = here.put('minute.json', '{"windowSeconds":60}');
    const { code, err } = await tracenorm([
      'replay',
      over,
      ...learn,
      '--learn',
      '2001-01-01..2001-01-02',
      '--settings',
      settings,
    ]);
    expect(code).toBe(0);
    expect(err).toBe(
      'no window of the recording lies inside --learn 2001-01-01T00:00:00Z..2001-01-02T00:00:00Z\n' +
        "windowSeconds 60 is not used: the recording's is 300\n",
    );
  });

  test('a recording shorter than what a scope learns by itself says that nothing was judged', async () => {
    const { code, err } = await tracenorm(['replay', over]);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('no window was judged') });
  });
});

describe('bad input', () => {
  const [a, b, c] = madeWindows(0, 3);
  test.each<[string, string, number, string]>([
    ['a broken line', `${lines([a])}{"StartTime\n${lines([b])}`, 3, ':2: not JSON'],
    [
      'a doubled line',
      lines([a, a, b]),
      3,
      ':2: the window 1700006400 was there before; the first one counts',
    ],
    [
      'a line of another length',
      lines([a, madeWindow({ start: T0 + length, length: 60 }), c]),
      3,
      ':2: a window of 60 s among windows of 300 s',
    ],
    ['lines out of order', lines([b, a, c]), 0, '1 windows stood out of order and were put in order'],
    ['an empty recording', '', 3, 'there is no usable window in what was given'],
  ])('%s is told and the rest is used', async (name, text, code, sentence) => {
    const ended = await tracenorm(['replay', here.put(`${name}.jsonl`, text), '--learn', '..']);
    expect({ code: ended.code, err: ended.err }).toEqual({ code, err: expect.stringContaining(sentence) });
  });

  test('of many broken lines the first twenty are named and all are counted', async () => {
    const { code, err, out } = await tracenorm([
      'replay',
      here.put('many.jsonl', `${lines([a])}${'x\n'.repeat(50)}`),
    ]);
    expect(code).toBe(3);
    expect(err.split('\n').filter((line) => line.includes('not JSON'))).toHaveLength(20);
    expect(err).toContain('and 30 more lines that were not used');
    expect(out).toMatch(/left out +50 lines: broken 50/);
  });

  test('a file that is not there is exit 4, also beside one that still fires', async () => {
    const { code, err, out } = await tracenorm(['replay', here.file('nowhere.jsonl'), firing, ...learn]);
    expect(code).toBe(4);
    expect(err).toContain('nowhere.jsonl: there is no such file');
    expect(out).toMatch(/windows +75 of 5 min/);
  });

  test('a broken line beside something that fires is exit 3: the highest wins', async () => {
    const file = here.put('both.jsonl', `broken\n${lines(troubled(false))}`);
    const { code, out } = await tracenorm(['replay', file, ...learn]);
    expect(code).toBe(3);
    expect(out).toContain('1 still firing');
  });

  test('wrong settings name every mistake at once, exit 2, and nothing is written', async () => {
    const settings = here.put(
      'wrong.json',
      '{"windowSeconds":30,"confirm":{"hits":0},"minimumCalls":"five"}',
    );
    const json = here.file('never.jsonl');
    const { code, err } = await tracenorm(['replay', over, '--settings', settings, '--json', json]);
    expect(code).toBe(2);
    for (const mistake of ['windowSeconds: 30 - ', 'confirm.hits: 0 - ', 'minimumCalls: "five" - '])
      expect(err).toContain(mistake);
    expect(existsSync(json)).toBe(false);
  });

  test.each([
    ['no JSON', '{', 2, 'not JSON'],
    ['a list', '[]', 2, 'settings: []'],
  ])('settings that are %s are exit 2', async (name, text, code, sentence) => {
    const ended = await tracenorm(['replay', over, '--settings', here.put(`${name}.json`, text)]);
    expect({ code: ended.code, err: ended.err }).toEqual({ code, err: expect.stringContaining(sentence) });
  });

  test.each([
    ['settings that are not there', ['--settings', 'nowhere.json'], 'nowhere.json cannot be read'],
    ['a target that cannot be written', ['--json', `${over}/a`], 'over.jsonl.gz/a cannot be written'],
  ])('%s are exit 4', async (_, options, sentence) => {
    const ended = await tracenorm(['replay', over, ...options]);
    expect({ code: ended.code, err: ended.err }).toEqual({ code: 4, err: expect.stringContaining(sentence) });
  });
});

describe('the binary', () => {
  test('misuse says what, and where help is, exit 2', async () => {
    expect(await tracenorm(['replay', '--learn', 'x'])).toEqual({
      code: 2,
      out: '',
      err:
        'tracenorm: RECORDING... is missing: .jsonl or .jsonl.gz files, read in the given order\n' +
        "tracenorm: --learn 'x' is no range; write FROM..TO, either side may be left out\n" +
        "'tracenorm help replay' shows how it is meant\n",
    });
  });

  test('help and version are exit 0 on standard output', async () => {
    expect(await tracenorm(['help', 'replay'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage:'),
    });
    expect(await tracenorm(['--version'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
