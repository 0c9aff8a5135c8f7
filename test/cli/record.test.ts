import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { windowsOf } from '../../cli/record/windows';
import { createXRayLocal, type XRayLocal } from '../../emulator/server';
import { ServiceFailure } from '../../emulator/wire/failure';
import { tracenorm } from './support/binary';
import { mistakesIn } from './support/schema';
import { folder, length, lines, shaped, troubled } from './support/world';

/** Two days ago, on the hour: X-Ray keeps thirty days. */
const base = Math.floor((Date.now() / 1000 - 172_800) / 3600) * 3600;
const end = base + 90 * length;
const here = folder();
const original = here.put('original.jsonl.gz', lines(troubled(true, base)));
const shapedBase = base - 86_400;
const withTraces = here.put('traces.jsonl', lines(shaped(shapedBase)));
const wanted = ['--from', String(base), '--to', String(end)];
let xray: XRayLocal;
let environment: Record<string, string>;

beforeAll(async () => {
  xray = createXRayLocal({ recordings: [original, withTraces], pageSize: 1 });
  await new Promise<void>((resolve) => xray.listen(0, '127.0.0.1', resolve));
  environment = {
    AWS_ENDPOINT_URL_XRAY: `http://127.0.0.1:${(xray.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
});
afterAll(async () => {
  xray.closeAllConnections();
  await new Promise((resolve) => xray.close(resolve));
  here.remove();
});

/** Asks until X-Ray answers again: failures that were ordered and not met must not reach the next test. */
afterEach(async () => {
  const ask = () => fetch(`${environment.AWS_ENDPOINT_URL_XRAY}/Groups`, { method: 'POST', body: '{}' });
  for (let tries = 0; tries < 50 && !(await ask()).ok; tries += 1);
});

/** Runs while counting the requests that reach X-Ray. */
async function counted(args: readonly string[]) {
  let requests = 0;
  const count = () => {
    requests += 1;
  };
  xray.on('request', count);
  const ended = await tracenorm(args, environment);
  xray.off('request', count);
  return { ...ended, requests };
}

describe('record against X-Ray Local, over HTTP with the real client', () => {
  test('a recording of a recording judges the same, to the byte', async () => {
    const copy = here.file('copy.jsonl.gz');
    const { code, out, err } = await counted(['record', ...wanted, '--out', copy, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(mistakesIn(out, 'record')).toEqual([]);
    expect(JSON.parse(out)).toMatchObject({
      out: copy,
      windows: 90,
      pages: 180,
      empty: 0,
      unsettled: 0,
      windowSeconds: 300,
    });
    const replay = (file: string) =>
      tracenorm(['replay', file, '--learn', `..${base + 60 * length}`, '--json', '-']);
    const [first, second] = [await replay(original), await replay(copy)];
    expect(first.out).toContain('fault-ratio');
    expect(second.out).toBe(first.out);
  });

  test('trace summaries are saved where they are asked for, without anything of persons, and judge the same', async () => {
    const copy = here.file('traces-copy.jsonl');
    const span = ['--from', String(shapedBase), '--to', String(shapedBase + 90 * length)];
    const { code, out } = await counted(['record', ...span, '--out', copy, '--traces', '50', '--json']);
    expect(code).toBe(0);
    expect(mistakesIn(out, 'record')).toEqual([]);
    expect(JSON.parse(out)).toMatchObject({ windows: 90, traces: { saved: 454, scanned: 454 } });
    const text = readFileSync(copy, 'utf8');
    expect(text).not.toMatch(/jane|4111|203\.0/);
    const bold = here.put('bold.json', '{"falseAlarmsPerWeek":1000}');
    const replay = (file: string) =>
      tracenorm([
        'replay',
        file,
        '--learn',
        `..${shapedBase + 60 * length}`,
        '--settings',
        bold,
        '--json',
        '-',
      ]);
    const [first, second] = [await replay(withTraces), await replay(copy)];
    expect(mistakesIn(first.out, 'transition')).toEqual([]);
    const told = first.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ kind }) => kind === 'new-shape');
    expect(told.map(({ status, resolution }) => [status, resolution])).toEqual([
      ['firing', undefined],
      ['resolved', 'not-seen-again'],
    ]);
    expect(told[0]).toMatchObject({
      severity: 'medium',
      target: { name: 'shop' },
      observed: { value: 2, unit: 'traces', count: 7 },
      shape: { service: { name: 'stock' }, traces: 2, sampled: 7, before: 350, earlier: 0 },
    });
    expect(second.out).toBe(first.out);
  });

  test('times are epoch seconds, windows lie on the clock and wholly inside what was asked for', async () => {
    const copy = here.file('clock.jsonl');
    const from = String(base + 1);
    const { code, out } = await counted([
      'record',
      '--from',
      from,
      '--to',
      String(base + 1000),
      '--out',
      copy,
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/clock\.jsonl: 2 windows of 5 min, .* 4 pages in /);
    const read = readFileSync(copy, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(read.map((line) => [line.StartTime, line.EndTime])).toEqual([
      [base + 300, base + 600],
      [base + 600, base + 900],
    ]);
    expect(read[0].Services[0].StartTime).toBe(base + 300);
  });

  test('the window length is the configured one, and an option goes before the file', async () => {
    const settings = here.put('hour.json', '{"windowSeconds":3600}');
    const args = [
      'record',
      '--from',
      String(base),
      '--to',
      String(base + 7200),
      '--settings',
      settings,
      '--json',
    ];
    expect(JSON.parse((await counted([...args, '--out', here.file('h')])).out)).toMatchObject({ windows: 2 });
    expect(
      JSON.parse((await counted([...args, '--out', here.file('m'), '--window', '600'])).out),
    ).toMatchObject({ windows: 12 });
  });

  test('throttling is retried', async () => {
    xray.failNext(3);
    const copy = here.file('throttled.jsonl.gz');
    const { code, requests } = await counted([
      'record',
      '--from',
      String(base),
      '--to',
      String(base + 600),
      '--out',
      copy,
    ]);
    expect({ code, requests }).toEqual({ code: 0, requests: 7 });
    expect(gunzipSync(readFileSync(copy)).toString().trim().split('\n')).toHaveLength(2);
  });

  test('windows that are not complete yet are left out and told, exit 3', async () => {
    const now = Math.floor(Date.now() / 1000);
    const copy = here.file('now.jsonl');
    const { code, out, err } = await counted([
      'record',
      '--from',
      String(now - 1800),
      '--to',
      String(now + 900),
      '--out',
      copy,
      '--json',
    ]);
    expect(code).toBe(3);
    expect(err).toMatch(/the newest \d+ windows are not complete yet/);
    expect(JSON.parse(out)).toMatchObject({ empty: JSON.parse(out).windows });
  });

  test('a service that refuses is exit 4 with its reason, and no file appears', async () => {
    xray.failNext(40, new ServiceFailure('AccessDeniedException', 403, 'no'));
    const { code, err } = await counted(['record', ...wanted, '--out', here.file('denied.jsonl')]);
    expect(code).toBe(4);
    expect(err).toBe('tracenorm: AWS does not allow this to the credentials in use: no\n');
    expect(readdirSync(here.path).filter((name) => name.startsWith('denied'))).toEqual([]);
  });
});

test('what was fetched before X-Ray failed stays beside the file, exit 4', async () => {
  const out = here.file('half.jsonl.gz');
  let requests = 0;
  const failLater = () => {
    requests += 1;
    if (requests === 60) xray.failNext(4, new ServiceFailure('AccessDeniedException', 403, 'no'));
  };
  xray.on('request', failLater);
  const { code, err } = await tracenorm(['record', ...wanted, '--out', out], environment);
  xray.off('request', failLater);
  expect(code).toBe(4);
  expect(err).toMatch(
    /credentials in use: no\n {2}the \d+ windows before are in .*half\.jsonl\.gz\.partial\n$/,
  );
  expect(readdirSync(here.path).filter((name) => name.startsWith('half'))).toEqual(['half.jsonl.gz.partial']);
  const kept = await tracenorm(['replay', `${out}.partial`]);
  expect(kept).toMatchObject({ code: 0, out: expect.stringMatching(/^windows +\d+ of 5 min/) });
});

describe('what X-Ray could not answer is refused before any call', () => {
  const out = here.file('never');
  test.each([
    ['a window over 6 h', [...wanted, '--window', '21601'], 'windowSeconds: 21601 - '],
    [
      'more than 30 days back',
      ['--from', '2020-01-01', '--to', '2020-01-02'],
      'is more than 30 days ago; X-Ray keeps 30 days',
    ],
    [
      'no whole window',
      ['--from', String(base + 1), '--to', String(base + 300)],
      'no whole window of 300 s on the clock lies between',
    ],
  ])('%s', async (_, args, sentence) => {
    const { code, err, requests } = await counted(['record', ...args, '--out', out]);
    expect({ code, err, requests }).toEqual({ code: 2, err: expect.stringContaining(sentence), requests: 0 });
    expect(existsSync(out)).toBe(false);
  });

  test('also where the settings did not see it', () => {
    const span = { from: 0, to: 86_400, windowSeconds: 43_200, settleLagSeconds: 180 };
    expect(() => windowsOf(span, 90_000)).toThrow('X-Ray answers at most 6 h');
  });
});

test('without credentials a sentence says so, exit 4', async () => {
  const { code, err } = await tracenorm([
    'record',
    ...wanted,
    '--region',
    'us-east-1',
    '--out',
    here.file('x'),
  ]);
  expect({ code, err }).toEqual({
    code: 4,
    err: expect.stringMatching(/^tracenorm: no usable AWS credentials \(/),
  });
});

test('a file that cannot be written is told before X-Ray is asked, exit 4', async () => {
  const { code, err, requests } = await counted(['record', ...wanted, '--out', `${original}/x`]);
  expect({ code, requests }).toEqual({ code: 4, requests: 0 });
  expect(err).toContain('original.jsonl.gz/x cannot be written');
});
