/** What every operation that asks about a range of time refuses alike. */
import type { JsonObject } from '../../../emulator/wire/json';
import { ask } from '../support/control-world';
import { segment, T0, traceId } from '../support/documents';
import { answerOf, type newWorld, withWorld } from '../support/graphs';

const RANGED = ['/ServiceGraph', '/TraceSummaries', '/TimeSeriesServiceStatistics'];
const NOW = T0 + 6 * 3600; // of the worlds made here
const RANGE = { StartTime: T0, EndTime: T0 + 180 };
const OLDEST = NOW - 30 * 86_400;

const refused = (path: string, input: JsonObject, message: string, world: ReturnType<typeof newWorld>) =>
  expect(ask(path, input, world)).toMatchObject({ code: 'InvalidRequestException', status: 400, message });

describe.each(RANGED)('%s', (path) => {
  const number = 'is required and must be a number of epoch seconds';
  test.each<[string, JsonObject, string]>([
    ['no start', { StartTime: undefined }, `StartTime ${number}`],
    ['no end', { EndTime: undefined }, `EndTime ${number}`],
    ['null for a start', { StartTime: null }, `StartTime ${number}`],
    ['a start that is a text', { StartTime: '2026-11-21T12:00:00Z' }, `StartTime ${number}`],
    ['an end that is a text of digits', { EndTime: `${T0}` }, `EndTime ${number}`],
    ['an end that is its start', { EndTime: T0 }, 'EndTime must be after StartTime'],
    ['an end before its start', { EndTime: T0 - 0.001 }, 'EndTime must be after StartTime'],
    ['more than six hours', { EndTime: T0 + 21_600.001 }, 'Time range cannot be longer than 6 hours'],
    ['milliseconds', { EndTime: T0 * 1000 }, 'Time range cannot be longer than 6 hours'],
    [
      'a start more than 30 days ago',
      { StartTime: OLDEST - 1, EndTime: OLDEST + 60 },
      'StartTime cannot be more than 30 days ago',
    ],
  ])('refuses %s', (_, more, message) =>
    withWorld({}, (world) => refused(path, { ...RANGE, ...more }, message, world)),
  );

  test.each<[string, JsonObject]>([
    ['six hours', { EndTime: T0 + 21_600 }],
    ['fractions of a second', { StartTime: T0 + 0.25, EndTime: T0 + 0.5 }],
    ['the oldest start', { StartTime: OLDEST, EndTime: OLDEST + 60 }],
    ['times to come', { StartTime: NOW + 86_400, EndTime: NOW + 86_460 }],
  ])('takes %s', (_, more) =>
    withWorld({}, (world) => {
      expect(answerOf(world, path, { ...RANGE, ...more })).toHaveProperty('NextToken', null);
    }),
  );

  const small = { pageSize: 1, tracePageSize: 1, listPageSize: 1 };
  const paged = (use: (token: string, world: ReturnType<typeof newWorld>) => void) =>
    withWorld(small, (world) => {
      for (const n of [1, 2]) {
        const document = { ...segment(n, `service-${n}`, [0, 1]), trace_id: traceId(n) };
        expect(world.intake.ingest(JSON.stringify(document))).toBeUndefined();
      }
      const { NextToken } = answerOf(world, path, RANGE);
      expect(NextToken).toMatch(/./);
      use(String(NextToken), world);
    });
  const expired = 'The NextToken is invalid or has expired';

  test('reads page after page until there is no token, the same ones again if asked again', () =>
    paged((NextToken, world) => {
      const second = answerOf(world, path, { ...RANGE, NextToken });
      expect(answerOf(world, path, { ...RANGE, NextToken })).toEqual(second);
      let { NextToken: token } = second;
      for (let pages = 0; token !== null && pages < 10; pages++) {
        token = answerOf(world, path, { ...RANGE, NextToken: token }).NextToken;
      }
      expect(token).toBeNull();
    }));

  test('refuses a token of another range, and of another operation', () =>
    paged((NextToken, world) => {
      refused(path, { ...RANGE, EndTime: T0 + 120, NextToken }, expired, world);
      for (const other of RANGED) if (other !== path) refused(other, { ...RANGE, NextToken }, expired, world);
    }));

  test.each(['bm8', '', 'x', 'MS4x', 'OTk5LjE', '💥'])(
    'refuses or ignores the token %j of nobody',
    (NextToken) =>
      withWorld(small, (world) => {
        if (NextToken === '') answerOf(world, path, { ...RANGE, NextToken });
        else refused(path, { ...RANGE, NextToken }, expired, world);
      }),
  );
});
