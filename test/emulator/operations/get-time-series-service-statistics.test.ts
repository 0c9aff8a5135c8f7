import fc from 'fast-check';
import type { World } from '../../../emulator/operations/operation';
import type { JsonObject } from '../../../emulator/wire/json';
import { anyDocuments, documentsOfHours } from '../support/arbitraries';
import { ask } from '../support/control-world';
import { segment, subsegment, T0, toHost, traceId } from '../support/documents';
import { withFolder } from '../support/folder';
import { answerOf, withWorld } from '../support/graphs';
import { recordedMinute, writeRecording } from '../support/recording';

const PATH = '/TimeSeriesServiceStatistics';
interface Statistics {
  readonly TotalCount: number;
  readonly OkCount: number;
  readonly TotalResponseTime: number;
}
interface Entry {
  readonly Timestamp: number;
  readonly EdgeSummaryStatistics?: Statistics;
  readonly ServiceSummaryStatistics?: Statistics;
  readonly ResponseTimeHistogram: readonly { readonly Value: number; readonly Count: number }[];
}

/** The entries between two moments in seconds after T0. */
function series(
  world: World,
  [from, to]: readonly [number, number],
  more: JsonObject = {},
): readonly Entry[] {
  const answer = answerOf(world, PATH, { StartTime: T0 + from, EndTime: T0 + to, ...more });
  return answer.TimeSeriesServiceStatistics as Entry[];
}
const statisticsOf = (entry: Entry) => entry.EdgeSummaryStatistics ?? entry.ServiceSummaryStatistics;
const counts = (entries: readonly Entry[]) => entries.map((entry) => statisticsOf(entry)?.TotalCount);

/** `web` calls `host` twice and serves one request in each of the first three minutes. */
function taken(world: World): void {
  for (const minute of [0, 1, 2]) {
    const at = minute * 60 + 10;
    const subsegments = [1, 2].map((n) => subsegment(n + 1, 'call', [at, at + 1], toHost('host')));
    const document = { ...segment(1, 'web', [at, at + 2], { subsegments }), trace_id: traceId(minute) };
    expect(world.intake.ingest(JSON.stringify(document))).toBeUndefined();
  }
}

test.each([
  ['no selector: all edges', {}, 'EdgeSummaryStatistics', [3, 3, 3]],
  [
    'a service by name',
    { EntitySelectorExpression: 'service("web")' },
    'ServiceSummaryStatistics',
    [1, 1, 1],
  ],
  [
    'a service by id',
    { EntitySelectorExpression: 'service(id(name: "host", type: "remote"))' },
    'ServiceSummaryStatistics',
    [2, 2, 2],
  ],
  [
    'an id',
    { EntitySelectorExpression: 'id(name: "host", type: "remote")' },
    'ServiceSummaryStatistics',
    [2, 2, 2],
  ],
  ['an edge', { EntitySelectorExpression: 'edge("web", "host")' }, 'EdgeSummaryStatistics', [2, 2, 2]],
  [
    'an edge the other way',
    { EntitySelectorExpression: 'edge("host", "web")' },
    'EdgeSummaryStatistics',
    [0, 0, 0],
  ],
  ['nobody', { EntitySelectorExpression: 'service("x")' }, 'ServiceSummaryStatistics', [0, 0, 0]],
  ['a period of two minutes', { Period: 120 }, 'EdgeSummaryStatistics', [6, 3]],
  ['a period longer than the range', { Period: 86_400 }, 'EdgeSummaryStatistics', [9]],
])('%s', (_, more, member, expected) =>
  withWorld({}, (world) => {
    taken(world);
    const entries = series(world, [0, 180], more);
    expect(counts(entries)).toEqual(expected);
    for (const entry of entries)
      expect(Object.keys(entry)).toEqual(['Timestamp', member, 'ResponseTimeHistogram']);
  }),
);

test('periods are aligned to the clock, and the first and last are cut to the range', () =>
  withWorld({}, (world) => {
    taken(world);
    const entries = series(world, [11.5, 131]);
    expect(entries.map(({ Timestamp }) => Timestamp - T0)).toEqual([11.5, 60, 120]);
    expect(counts(entries)).toEqual([1, 3, 0]);
  }));

test.each([
  [{ Period: 90 }, 'Period must be a multiple of 60 seconds, found 90'],
  [{ Period: 0 }, 'Period must be a number of 60 or more, found 0'],
  [{ EntitySelectorExpression: 'fault' }, ''],
  [{ EntitySelectorExpression: '' }, ''],
  [{ EntitySelectorExpression: 7 }, 'EntitySelectorExpression must be a text'],
  [{ ForecastStatistics: true }, 'ForecastStatistics needs an EntitySelectorExpression'],
  [{ GroupName: 'nobody' }, 'Group nobody was not found'],
])('%p is refused', (more, message) =>
  withWorld({}, (world) => {
    const input = { StartTime: T0, EndTime: T0 + 180, ...more };
    expect(ask(PATH, input, world)).toMatchObject({
      code: 'InvalidRequestException',
      message: expect.stringContaining(message),
    });
  }),
);

test('a group counts its own traces only', () =>
  withWorld({}, (world) => {
    answerOf(world, '/CreateGroup', { GroupName: 'mine', FilterExpression: 'service("web")' });
    taken(world);
    world.intake.ingest(JSON.stringify({ ...segment(1, 'other', [10, 11]), trace_id: traceId(9) }));
    expect(counts(series(world, [0, 180], { GroupName: 'mine' }))).toEqual([3, 3, 3]);
    expect(counts(series(world, [0, 180]))).toEqual([4, 3, 3]);
  }));

test('a recorded window counts once, in the period in which it starts, however short the periods are', () =>
  withFolder((folder) => {
    const five = { ...recordedMinute(120, ['host'], 5), EndTime: T0 + 420 };
    const beyond = { ...recordedMinute(540, ['host'], 7), EndTime: T0 + 840 };
    const recordings = [writeRecording(folder, [recordedMinute(60, ['host'], 2), five, beyond])];
    withWorld({ recordings }, (world) => {
      const more = { EntitySelectorExpression: 'edge("web", "host")' };
      expect(counts(series(world, [0, 600], more))).toEqual([0, 2, 5, 0, 0, 0, 0, 0, 0, 0]);
      expect(counts(series(world, [0, 600], { ...more, Period: 300 }))).toEqual([7, 0]);
      expect(counts(series(world, [0, 900], { ...more, Period: 900 }))).toEqual([14]);
    });
  }));

test('the periods add up to the whole range, recorded windows included', () => {
  const recorded = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 350 }), fc.integer({ min: 1, max: 15 })).map(([minute, length]) => ({
      ...recordedMinute(minute * 60, ['host', 'api'], 2),
      EndTime: T0 + (minute + length) * 60,
    })),
    { maxLength: 4 },
  );
  const period = fc.constantFrom(60, 120, 300, 3600);
  const selector = fc.constantFrom({}, { EntitySelectorExpression: 'service("web")' });
  const document = fc.oneof(anyDocuments, documentsOfHours);
  fc.assert(
    fc.property(document, recorded, period, selector, (documents, windows, Period, more) =>
      withFolder((folder) =>
        withWorld({ recordings: [writeRecording(folder, windows)] }, (world) => {
          for (const one of documents) world.intake.ingest(JSON.stringify(one));
          const [whole] = series(world, [0, 21_600], { ...more, Period: 86_400 });
          const parts = series(world, [0, 21_600], { ...more, Period });
          const sum = (read: (entry: Entry) => number | undefined) =>
            parts.reduce((total, entry) => total + (read(entry) ?? 0), 0);
          const massOf = (entry: Entry) => entry.ResponseTimeHistogram.reduce((n, { Count }) => n + Count, 0);
          expect(sum((entry) => statisticsOf(entry)?.TotalCount)).toBe(
            whole && statisticsOf(whole)?.TotalCount,
          );
          expect(sum((entry) => statisticsOf(entry)?.OkCount)).toBe(whole && statisticsOf(whole)?.OkCount);
          expect(sum(massOf)).toBe(whole && massOf(whole));
          expect(sum((entry) => statisticsOf(entry)?.TotalResponseTime)).toBeCloseTo(
            (whole && statisticsOf(whole)?.TotalResponseTime) ?? 0,
            5,
          );
        }),
      ),
    ),
    { numRuns: 60 },
  );
});
