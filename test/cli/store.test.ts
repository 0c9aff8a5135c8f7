import { type Started, start, tracenorm } from './support/binary';
import { type Ledger, ledgerIn, upTo, windowsBetween } from './support/ledger';
import { ago, type RecordedDay, recordedDay } from './support/recorded-day';
import { mistakesIn } from './support/schema';

let day: RecordedDay;
let store: string;
let from: string;
const running: Started[] = [];

/** Half an hour ago a day was learned; since twenty minutes ago there is a new edge. */
beforeEach(async () => {
  day = await recordedDay({ strange: 4 });
  store = day.store();
  const { out } = await tracenorm(['backfill', '--days', '1', '--store', store, '--json'], at(1_800));
  from = (JSON.parse(out) as { from: string }).from;
});
afterEach(async () => {
  for (const one of running.splice(0)) one.kill('SIGKILL');
  await day.close();
});

/** The environment of a process that runs so many seconds ago; 0 is the real clock. */
const at = (seconds: number) => ({ ...day.environment, ...(seconds > 0 ? ago(seconds) : {}) });
const once = (seconds = 0) => tracenorm(['watch', '--once', '--store', store, '--json'], at(seconds));

/** A watcher that goes on until it is ended. */
function watching(seconds = 0): Started {
  const started = start(['watch', '--store', store, '--json'], at(seconds));
  running.push(started);
  started.ended.catch(() => undefined);
  return started;
}

/** End of the newest settled window, of the first summary that names one. */
const settledTo = (...outs: readonly string[]): string =>
  outs.map((out) => (JSON.parse(out) as { settledTo?: string }).settledTo).find(Boolean) ?? '';

/** Every window from the first learned one up to a time once and in order, every record projected and told. */
function expectWhole({ sequences, settled, projected, unsent }: Ledger, to: string): void {
  expect(settled).toEqual(windowsBetween(from, to));
  expect(sequences).toEqual(upTo(sequences.length));
  expect({ projected, unsent }).toEqual({ projected: sequences.length, unsent: [] });
}

describe('two watchers on one folder', () => {
  test('the second works in the store that the first serves, and the first ends in order when it is told to', async () => {
    const first = watching();
    await first.wrote(/"status":"done"/);
    const second = await once();
    expect({ code: second.code, mistakes: mistakesIn(second.out, 'watch') }).toEqual({
      code: 1,
      mistakes: [],
    });
    expect(JSON.parse(second.out)).toMatchObject({ status: 'done', firing: { incidents: 1 } });
    expect(second.err).not.toContain('[HIGH]');
    first.kill('SIGTERM');
    const { code, out, err } = await first.ended;
    expect({ code, mistakes: mistakesIn(out, 'watch') }).toEqual({ code: 1, mistakes: [] });
    expect(err).toContain('[HIGH] New dependency: shop -> stranger (eu-west-1)\n');
    expectWhole(await ledgerIn(store), settledTo(second.out, out));
  });

  test('one that is killed between two runs is succeeded, and nothing is lost or told twice', async () => {
    const first = watching(600);
    await first.wrote(/"status":"done"/);
    first.kill('SIGKILL');
    await first.ended;
    const next = await once();
    expect(JSON.parse(next.out)).toMatchObject({ status: 'done', windows: { learning: 0, gaps: 0 } });
    expectWhole(await ledgerIn(store), settledTo(next.out));
    const third = await once();
    expect(third.err).not.toContain('[HIGH]');
  });

  test('while one is at work the other says so, exit 3; killed at work, it is succeeded when its lease is over', async () => {
    const stalled = new Promise<void>((resolve) => day.atGraph(4, resolve, { stall: true }));
    const first = watching(600);
    await stalled;
    const second = await once(600);
    expect({ code: second.code, mistakes: mistakesIn(second.out, 'watch') }).toEqual({
      code: 3,
      mistakes: [],
    });
    expect(JSON.parse(second.out)).toMatchObject({ status: 'busy', reads: 0 });
    const said = await tracenorm(['watch', '--once', '--store', store], at(600));
    expect(said.out).toMatch(/^\S+Z {2}another run of local\/eu-west-1\/Default is at work\n$/);
    const refused = await tracenorm(['backfill', '--days', '1', '--store', store], at(600));
    expect(refused).toMatchObject({
      code: 4,
      err: expect.stringContaining('tracenorm: another run of local/eu-west-1/Default is at work; try again'),
    });

    first.kill('SIGKILL');
    await first.ended;
    const waiting = await once(600);
    expect({ code: waiting.code, out: JSON.parse(waiting.out) }).toMatchObject({
      code: 3,
      out: { status: 'busy' },
    });
    const next = await once();
    expect({ code: next.code, mistakes: mistakesIn(next.out, 'watch') }).toEqual({ code: 1, mistakes: [] });
    expect(JSON.parse(next.out)).toMatchObject({ status: 'done', windows: { learning: 0, gaps: 0 } });
    expect(next.err.match(/\[HIGH\] New dependency: shop -> stranger/g)).toHaveLength(1);
    expectWhole(await ledgerIn(store), settledTo(next.out));
  });

  test('two that begin at the same moment leave one whole memory, whoever came first', async () => {
    const both = await Promise.all([once(600), once(600)]);
    for (const { code } of both) expect([0, 1, 3, 4]).toContain(code);
    for (const { err } of both.filter(({ code }) => code === 4)) {
      expect(err).toContain('nothing committed is lost, run the command again');
    }
    const next = await once();
    expect(next.code).toBe(1);
    const heard = [...both, next].map(({ err }) => err).join('');
    expect(heard.match(/\[HIGH\] New dependency: shop -> stranger/g)).not.toBeNull();
    expectWhole(await ledgerIn(store), settledTo(next.out));
  });
});
