import { parseRange, parseTime } from '../../cli/range';

describe('a time is ISO 8601 or epoch seconds', () => {
  test.each([
    ['1681741500', 1681741500],
    ['1681741500.25', 1681741500.25],
    ['2023-04-17T14:25:00Z', 1681741500],
    ['2023-04-17t14:25:00z', 1681741500],
    ['2023-04-17 14:25', 1681741500],
    ['2023-04-17T14:25:00', 1681741500],
    ['2023-04-17T16:25:00+02:00', 1681741500],
    ['2023-04-17T16:25:00+0200', 1681741500],
    ['2023-04-17T14:25:00.5Z', 1681741500.5],
    ['2023-04-17', 1681689600],
  ])('%s', (text, seconds) => expect(parseTime(text)).toBe(seconds));

  test.each([
    '',
    'now',
    'April 17, 2023',
    '2023-02-30',
    '2023-13-01',
    '2023-04-17T25:00Z',
    '-5',
    '1e9',
    '1681741500000',
  ])("'%s' is none", (text) => expect(parseTime(text)).toEqual(expect.stringContaining(`'${text}'`)));
});

describe('a range is FROM..TO, half-open', () => {
  test.each([
    ['1..2', { start: 1, end: 2 }],
    ['..2', { start: -Infinity, end: 2 }],
    ['1..', { start: 1, end: Infinity }],
    ['..', { start: -Infinity, end: Infinity }],
    ['1.5..2.5', { start: 1.5, end: 2.5 }],
    ['2023-04-17T14:25:00Z..2023-04-17T14:30:00.5Z', { start: 1681741500, end: 1681741800.5 }],
  ])('%s', (text, range) => expect(parseRange(text)).toEqual(range));

  test.each(['', '5', '1.2', '2..1', '2..2', 'x..1', '1..x', '1...2'])("'%s' is none", (text) =>
    expect(typeof parseRange(text)).toBe('string'),
  );
});
