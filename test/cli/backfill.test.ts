import { ServiceFailure } from '../../emulator/wire/failure';
import { tracenorm } from './support/binary';
import { ledgerIn, upTo, windowsBetween } from './support/ledger';
import { ago, type RecordedDay, recordedDay } from './support/recorded-day';
import { mistakesIn } from './support/schema';

const denied = new ServiceFailure('AccessDeniedException', 403, 'not authorized to perform: xray:*');
const broken = new ServiceFailure('InvalidRequestException', 400, 'this Region has a bad day');

let day: RecordedDay;
afterEach(() => day.close());

/** Half an hour ago a day of history was learned; the windows since are due. */
async function backfilled(store: string) {
  const ended = await run(['backfill', '--days', '1', '--store', store, '--json'], ago(1_800));
  return { ...ended, summary: JSON.parse(ended.out) as { from: string; to: string } };
}
const run = (args: readonly string[], more: Record<string, string> = {}) =>
  tracenorm(args, { ...day.environment, ...more });
const once = (store: string) => run(['watch', '--once', '--store', store, '--json']);

describe('backfill against X-Ray Local, into a folder', () => {
  beforeEach(async () => {
    day = await recordedDay();
  });

  test('learns a day, says what can be seen, and its summary is as documented', async () => {
    const store = day.store();
    const { code, out, err, summary } = await backfilled(store);
    expect(code).toBe(0);
    expect(mistakesIn(out, 'backfill')).toEqual([]);
    expect(summary).toMatchObject({
      scope: 'local/eu-west-1/Default',
      windowSeconds: 300,
      windows: { learned: 288, gaps: 0 },
      edges: 1,
      rejects: 0,
    });
    expect(Date.parse(summary.to) - Date.parse(summary.from)).toBe(86_400_000);
    expect(err.trimEnd().split('\n')).toEqual([
      'OK service graph: readable; 2 services in the first page of the last 10 minutes',
      expect.stringMatching(/^OK trace segment destination: /),
      expect.stringMatching(/^OK indexing: /),
      expect.stringMatching(/^OK sampling rules: /),
      expect.stringMatching(/^LIMITED newest trace: no trace in the last 10 minutes/),
    ]);
    const { sequences, settled, projected, unsent } = await ledgerIn(store);
    expect(settled).toEqual(windowsBetween(summary.from, summary.to));
    expect({ sequences, projected }).toEqual({ sequences: upTo(5), projected: 5 });
    expect(unsent).toEqual(['tracenorm: began to watch']);
  });

  test('without --json the summary is one sentence', async () => {
    const { code, out } = await run(['backfill', '--days', '1', '--store', day.store()]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^local\/eu-west-1\/Default: learned 1 edges from 288 windows of 5 min, \S+ to \S+; \S+ s\n$/,
    );
  });

  test('a scope that was watched already is refused with a sentence, exit 4, and keeps what it knows', async () => {
    const store = day.store();
    const { summary } = await backfilled(store);
    const { code, out, err } = await run(['backfill', '--days', '2', '--store', store, '--json']);
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toMatch(
      /\ntracenorm: local\/eu-west-1\/Default is watched already; history goes before the first run: .*\n$/,
    );
    expect((await ledgerIn(store)).settled).toEqual(windowsBetween(summary.from, summary.to));
  });

  test('one that X-Ray broke off keeps what it learned, and the next goes on where it stopped', async () => {
    const store = day.store();
    day.atGraph(102, () => day.xray.failNext(4, denied));
    const args = ['backfill', '--days', '1', '--store', store, '--json'];
    const first = await run(args);
    expect({ code: first.code, out: first.out }).toEqual({ code: 4, out: '' });
    expect(first.err).toContain('tracenorm: AWS does not allow this to the credentials in use: ');
    await drained();
    const { code, out } = await run(args);
    const summary = JSON.parse(out) as { from: string; to: string };
    expect({ code, mistakes: mistakesIn(out, 'backfill') }).toEqual({ code: 0, mistakes: [] });
    expect(summary).toMatchObject({ windows: { learned: 288 - 72, gaps: 0 }, edges: 1 });
    expect((await ledgerIn(store)).settled).toEqual(windowsBetween(summary.from, summary.to));
  });

  test('the watcher goes on where it ended and finds every window normal, exit 0', async () => {
    const store = day.store();
    const { summary } = await backfilled(store);
    const { code, out, err } = await once(store);
    expect({ code, mistakes: mistakesIn(out, 'watch') }).toEqual({ code: 0, mistakes: [] });
    const told = JSON.parse(out) as { windows: { judged: number }; settledTo: string };
    const { settled } = await ledgerIn(store);
    expect(settled).toEqual(windowsBetween(summary.from, told.settledTo));
    expect(told).toMatchObject({
      status: 'done',
      windows: { judged: settled.length - 288, learning: 0, gaps: 0 },
      edges: 1,
      rejects: 0,
      transitions: 0,
      firing: { findings: 0, incidents: 0 },
    });
    expect(told.windows.judged).toBeGreaterThanOrEqual(5);
    expect(err).toContain('tracenorm: began to watch\n');
    expect(err).not.toContain('[HIGH]');
  });

  test('nothing is due at once a second time, and the run without --json is one line', async () => {
    const store = day.store();
    await backfilled(store);
    await once(store);
    const { code, out } = await run(['watch', '--once', '--store', store]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\S+Z {2}\d+ reads, \d+ windows judged, 0 learned, \d+ edges, 0 incidents open\n$/);
  });
});

describe('after a backfill', () => {
  test('a new edge is told on the screen, and while it fires the exit code is 1', async () => {
    day = await recordedDay({ strange: 4 });
    const store = day.store();
    await backfilled(store);
    const { code, out, err } = await once(store);
    expect({ code, mistakes: mistakesIn(out, 'watch') }).toEqual({ code: 1, mistakes: [] });
    expect(JSON.parse(out)).toMatchObject({
      status: 'done',
      messages: { waiting: 0 },
      firing: { findings: 2, incidents: 1 },
    });
    // Across midnight a heartbeat is told as well.
    expect(err.match(/^\[.*/gm)).toEqual(['[HIGH] New dependency: shop -> stranger (eu-west-1)']);
    expect(err).toMatch(
      /\n-{76}\n\[HIGH\] New dependency: shop -> stranger \(eu-west-1\)\n\nshop called stranger \(remote\) for the first time\.\n/,
    );
    expect(err).toMatch(/\nScope local\/eu-west-1\/Default\n-{76}\n$/);
    const again = await once(store);
    expect({ code: again.code, mistakes: mistakesIn(again.out, 'watch') }).toEqual({ code: 1, mistakes: [] });
    expect(again.err).not.toContain('[HIGH]');
  });
});

describe('an X-Ray that does not answer', () => {
  beforeEach(async () => {
    day = await recordedDay();
  });

  const notAllowed = 'AWS does not allow this to the credentials in use: not authorized to perform: xray:*';
  const badDay = 'InvalidRequestException: this Region has a bad day';

  test.each([
    ['backfill', notAllowed, denied],
    ['watch', notAllowed, denied],
    ['backfill', badDay, broken],
    ['watch', badDay, broken],
  ])('ends %s with "%s" and exit 4', async (command, sentence, failure) => {
    const store = day.store();
    await backfilled(store);
    day.xray.failNext(1_000, failure);
    const target = command === 'watch' ? store : day.store();
    const option = command === 'watch' ? ['--once'] : ['--days', '1'];
    const { code, out, err } = await run([command, ...option, '--store', target, '--json']);
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err.match(/^FAILED .*: could not be checked \(/gm)).toHaveLength(5);
    expect(err).toContain(`\ntracenorm: ${sentence}\n`);
  });

  test('costs nothing: the next run catches up, and throttling is waited out', async () => {
    const store = day.store();
    const { summary } = await backfilled(store);
    day.atGraph(3, () => day.xray.failNext(1, denied));
    expect((await once(store)).code).toBe(4);
    day.atGraph(3, () => day.xray.failNext(1));
    const { code, out } = await once(store);
    expect({ code, mistakes: mistakesIn(out, 'watch') }).toEqual({ code: 0, mistakes: [] });
    const { settledTo } = JSON.parse(out) as { settledTo: string };
    expect((await ledgerIn(store)).settled).toEqual(windowsBetween(summary.from, settledTo));
  });
});

/** Asks until X-Ray answers again: failures that were ordered and not met must not reach the next run. */
async function drained(): Promise<void> {
  const ask = () => fetch(`${day.environment.AWS_ENDPOINT_URL_XRAY}/Groups`, { method: 'POST', body: '{}' });
  for (let tries = 0; tries < 50 && !(await ask()).ok; tries += 1);
}
