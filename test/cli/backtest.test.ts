import { iso } from '../../analysis/model/window';
import type { BacktestSummary } from '../../cli/summaries';
import { tracenorm } from './support/binary';
import { ago, type RecordedDay, recordedDay } from './support/recorded-day';
import { mistakesIn } from './support/schema';

let day: RecordedDay;
let store: string;
let learnedTo: string;

/** Half an hour ago a day was learned; since twenty minutes ago there is a new edge, and a watcher has told of it. */
beforeAll(async () => {
  day = await recordedDay({ strange: 4 });
  store = day.store();
  const { out } = await run(['backfill', '--days', '1', '--json'], ago(1_800));
  learnedTo = (JSON.parse(out) as { to: string }).to;
  watched = (await run(['watch', '--once', '--json'])).err;
});
afterAll(() => day.close());
let watched: string;

const run = (args: readonly string[], more: Record<string, string> = {}) =>
  tracenorm([...args, '--store', store], { ...day.environment, ...more });
const subjectsIn = (text: string): string[] => text.match(/^\[[A-Z]+\] .*$/gm) ?? [];
const parsed = (out: string) => JSON.parse(out) as BacktestSummary;

describe('backtest of a ledger that was filled and watched', () => {
  test('lists what the watcher sent, at the time at which it was due, and its summary is as documented', async () => {
    const { code, out } = await run(['backtest', '--learn', `..${learnedTo}`, '--json']);
    expect({ code, mistakes: mistakesIn(out, 'backtest') }).toEqual({ code: 0, mistakes: [] });
    const { windows, weeks, falseAlarmsPerWeek } = parsed(out);
    expect(windows).toEqual({ learned: 288, judged: expect.any(Number), gaps: 0 });
    expect(windows.judged).toBeGreaterThanOrEqual(4);
    expect(weeks).toHaveLength(1);
    const subjects = weeks.flatMap(({ messages }) => messages.map(({ subject }) => subject));
    expect(subjects).toEqual(subjectsIn(watched));
    expect(subjects).toEqual(['[HIGH] New dependency: shop -> stranger (eu-west-1)']);
    expect(falseAlarmsPerWeek).toMatchObject({ budget: 1, counted: { lower: 0 }, mostlyPrior: true });
  });

  test('says it to a person, week by week, and that the rate is mostly prior', async () => {
    const { code, out } = await run(['backtest', '--learn', `..${learnedTo}`]);
    expect(code).toBe(0);
    expect(out).toMatch(/^local\/eu-west-1\/Default: \d+ windows judged after 288 learned; /);
    expect(out).toMatch(/\n\S+ to \S+: 1 messages\n {2}\S+Z {2}\[HIGH\] New dependency: shop -> stranger/);
    expect(out).toMatch(
      /false alarms a week, if all of these were false: \S+ to \S+ \(95 %\), asked for 1\n/,
    );
    expect(out).toContain('mostly the prior');
  });

  test('changes nothing: twice the same, and the watcher goes on', async () => {
    const [first, second] = [await run(['backtest', '--json']), await run(['backtest', '--json'])];
    expect({ ...parsed(second.out), seconds: 0 }).toEqual({ ...parsed(first.out), seconds: 0 });
    expect((await run(['watch', '--once', '--json'])).err).not.toContain('[HIGH]');
  });

  test('without a range all of a day teaches: exit 3, and says what to do', async () => {
    const { code, out } = await run(['backtest']);
    expect(code).toBe(3);
    expect(out).toContain('nothing was judged: all windows taught');
  });

  test('judges what a backfill learned, where the range to learn from is shorter', async () => {
    const half = iso(Date.parse(learnedTo) / 1_000 - 12 * 3_600);
    const { out } = await run(['backtest', '--learn', `..${half}`, '--json']);
    expect(parsed(out).windows).toMatchObject({ learned: 144, gaps: 0 });
    expect(parsed(out).windows.judged).toBeGreaterThanOrEqual(148);
  });

  test('obeys the settings that are tried out', async () => {
    const strict = day.put('late.json', '{"falseAlarmsPerWeek":5}');
    const { out } = await run(['backtest', '--learn', `..${learnedTo}`, '--settings', strict, '--json']);
    expect(parsed(out).falseAlarmsPerWeek?.budget).toBe(5);
  });

  test('a scope without a ledger is refused with a sentence, exit 4', async () => {
    const { code, out, err } = await run(['backtest', '--group', 'nobody']);
    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(err).toBe(
      'tracenorm: there is no ledger of local/eu-west-1/nobody; run backfill or watch first, or name the right --store, --table, --region or --group\n',
    );
  });
});
