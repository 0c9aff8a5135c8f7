import { addSeconds, decodeHistogram, decodeStatistics, fieldsOf } from '../../../analysis/graph/statistics';
import { noOutcomes } from '../../../analysis/model/outcomes';

describe('Statistics of calls', () => {
  const complete = {
    OkCount: 6,
    ErrorStatistics: { ThrottleCount: 1, OtherCount: 2, TotalCount: 3 },
    FaultStatistics: { OtherCount: 1, TotalCount: 1 },
    TotalCount: 10,
    TotalResponseTime: 2.5,
  };

  test('are disjoint counts: errors without throttles', () => {
    expect(decodeStatistics(complete)).toEqual({
      outcomes: { ok: 6, error: 2, throttle: 1, fault: 1, total: 10 },
      responseTimeSeconds: 2.5,
      counted: true,
      problem: undefined,
    });
  });

  test.each([undefined, null, {}, [], 'text', 7, { TotalResponseTime: 3 }, { Unknown: 1 }])(
    'that are missing (%p) leave the number of calls unknown',
    (value) => {
      expect(decodeStatistics(value)).toEqual({
        outcomes: noOutcomes,
        responseTimeSeconds: 0,
        counted: false,
        problem: 'no statistics',
      });
    },
  );

  test.each([
    ['a fraction', { ...complete, TotalCount: 1.5 }],
    ['a negative count', { ...complete, OkCount: -1 }],
    ['not a number', { ...complete, TotalCount: Number.NaN }],
    ['a text', { ...complete, TotalCount: '10' }],
    ['too large to be exact', { ...complete, OkCount: 2 ** 53 }],
    ['a broken part', { ...complete, FaultStatistics: { TotalCount: {} } }],
    ['broken throttles', { ...complete, ErrorStatistics: { ThrottleCount: -2, TotalCount: 0 } }],
  ])('with %s are not used', (_what, value) => {
    expect(decodeStatistics(value)).toMatchObject({
      outcomes: noOutcomes,
      counted: false,
      problem: 'counts are not counts',
    });
  });

  test('that do not add up keep their parts and say so', () => {
    const { outcomes, counted, problem } = decodeStatistics({ ...complete, TotalCount: 99 });
    expect(outcomes).toEqual({ ok: 6, error: 2, throttle: 1, fault: 1, total: 10 });
    expect([counted, problem]).toEqual([true, 'counts do not add up']);
    const throttled = decodeStatistics({ ...complete, ErrorStatistics: { ThrottleCount: 5, TotalCount: 3 } });
    expect(throttled).toMatchObject({ outcomes: { error: 0, throttle: 3 }, problem: 'counts do not add up' });
  });

  test('without an ok count take what is left of the total', () => {
    const { OkCount: _, ...rest } = complete;
    expect(decodeStatistics(rest).outcomes).toEqual({ ok: 6, error: 2, throttle: 1, fault: 1, total: 10 });
    expect(decodeStatistics({ TotalCount: 4 }).outcomes).toEqual({ ...noOutcomes, ok: 4, total: 4 });
  });

  test('without an error total add its parts', () => {
    const value = { ...complete, ErrorStatistics: { ThrottleCount: 1, OtherCount: 2 } };
    expect(decodeStatistics(value).outcomes).toMatchObject({ error: 2, throttle: 1 });
  });

  test('take negative zero as zero, to the byte', () => {
    const { outcomes } = decodeStatistics({
      TotalCount: -0,
      OkCount: -0,
      FaultStatistics: { TotalCount: -0 },
    });
    for (const value of Object.values(outcomes)) expect(Object.is(value, 0)).toBe(true);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, '3', 1e308, null])(
    'take the time %p as unknown',
    (time) => {
      expect(decodeStatistics({ ...complete, TotalResponseTime: time }).responseTimeSeconds).toBe(0);
    },
  );
});

describe('A histogram of X-Ray', () => {
  test('may be out of order and repeat values', () => {
    const shuffled = [
      { Value: 0.2, Count: 1 },
      { Value: 0.1, Count: 2 },
      { Value: 0.2, Count: 3 },
    ];
    const ordered = [
      { Value: 0.1, Count: 2 },
      { Value: 0.2, Count: 4 },
    ];
    expect(decodeHistogram(shuffled)).toEqual(decodeHistogram(ordered));
    expect(decodeHistogram(shuffled).histogram.map(([, count]) => count)).toEqual([2, 4]);
  });

  test('may be absent', () => {
    expect(decodeHistogram(undefined)).toEqual({ histogram: [], problem: undefined });
    expect(decodeHistogram(null)).toEqual({ histogram: [], problem: undefined });
  });

  test('takes negative zero as zero', () => {
    expect(decodeHistogram([{ Value: -0, Count: 1 }]).histogram).toEqual([[0, 1]]);
  });

  test.each([
    { Value: Number.NaN, Count: 1 },
    { Value: 1e308, Count: 1 },
    { Value: '1', Count: 1 },
    { Value: 1, Count: 0 },
    { Value: 1, Count: 0.5 },
    { Value: 1 },
    null,
    'text',
  ])('leaves out the entry %p and says so', (entry) => {
    expect(decodeHistogram([entry, { Value: 0, Count: 1 }])).toEqual({
      histogram: [[0, 1]],
      problem: '1 of 2 histogram entries are not usable',
    });
  });

  test('that is not a list is reported', () => {
    expect(decodeHistogram({})).toEqual({ histogram: [], problem: 'histogram is not a list' });
  });
});

describe('Sums of seconds', () => {
  test('do not depend on the order of their parts', () => {
    expect(addSeconds(addSeconds(0.1, 0.2), 0.3)).toBe(addSeconds(0.1, addSeconds(0.2, 0.3)));
    expect(addSeconds(54.671, 116.709)).toBe(171.38);
  });
});

describe('Fields', () => {
  test.each([null, undefined, 1, 'a', true])('of %p are none', (value) =>
    expect(fieldsOf(value)).toEqual({}),
  );
});
