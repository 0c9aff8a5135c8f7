import {
  GetTraceSummariesCommand,
  type GetTraceSummariesCommandInput,
  paginateGetTraceSummaries,
} from '@aws-sdk/client-xray';
import { segment, spanId, subsegment, T0, toTable, traceId } from './support/documents';
import { type Running, startXRay } from './support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay({ tracePageSize: 2 });
});
afterEach(() => local.stop());

const at = (seconds: number) => new Date((T0 + seconds) * 1000);

/** A trace of its own, named by its number, begun at a second after T0. */
const trace = (n: number, name: string, second: number, more = {}) =>
  segment(n, name, [second, second + 1], { trace_id: traceId(n, T0 + second), ...more });

async function found(part: Partial<GetTraceSummariesCommandInput> = {}): Promise<(string | undefined)[]> {
  const input = { StartTime: at(0), EndTime: at(60), Sampling: false, ...part };
  const ids: (string | undefined)[] = [];
  for await (const page of paginateGetTraceSummaries({ client: local.client }, input)) {
    ids.push(...(page.TraceSummaries ?? []).map((summary) => summary.Id));
  }
  return ids;
}

test('traces come newest first, page by page, with the count of traces looked at', async () => {
  local.put(trace(1, 'web', 10), trace(2, 'web', 30), trace(3, 'web', 20));
  const first = await local.client.send(new GetTraceSummariesCommand({ StartTime: at(0), EndTime: at(60) }));
  expect(first.TraceSummaries?.map((summary) => summary.Id)).toEqual([
    traceId(2, T0 + 30),
    traceId(3, T0 + 20),
  ]);
  expect(first).toMatchObject({
    TracesProcessedCount: 2,
    ApproximateTime: at(20),
    NextToken: expect.any(String),
  });
  expect(await found()).toEqual([traceId(2, T0 + 30), traceId(3, T0 + 20), traceId(1, T0 + 10)]);
});

test('a page on which nothing matches is empty and still leads on', async () => {
  local.put(trace(1, 'old', 10), trace(2, 'web', 30), trace(3, 'web', 20));
  const FilterExpression = 'service("old")';
  const input = { StartTime: at(0), EndTime: at(60), FilterExpression };
  const first = await local.client.send(new GetTraceSummariesCommand(input));
  expect(first).toMatchObject({ TraceSummaries: [], TracesProcessedCount: 2, NextToken: expect.any(String) });
  expect(await found({ FilterExpression })).toEqual([traceId(1, T0 + 10)]);
});

test('a summary says what the segments say', async () => {
  const call = subsegment(9, 'DynamoDB', [10.1, 12], {
    ...toTable('orders'),
    annotations: { order: 7, paid: true },
  });
  const http = {
    request: { url: 'https://shop/', method: 'GET', client_ip: '10.0.0.1' },
    response: { status: 502 },
  };
  local.put(
    trace(1, 'web', 10, {
      http,
      user: 'ada',
      fault: true,
      subsegments: [call],
      annotations: { tier: 'gold' },
    }),
  );
  local.put({
    ...trace(2, 'worker', 10, { trace_id: traceId(1, T0 + 10), parent_id: spanId(9) }),
    end_time: undefined,
    in_progress: true,
  });
  const { TraceSummaries } = await local.client.send(
    new GetTraceSummariesCommand({ StartTime: at(0), EndTime: at(60) }),
  );
  expect(TraceSummaries).toMatchObject([
    {
      Id: traceId(1, T0 + 10),
      StartTime: at(10),
      Duration: 2,
      ResponseTime: 1,
      HasFault: true,
      HasError: false,
      HasThrottle: false,
      IsPartial: true,
      Http: { HttpURL: 'https://shop/', HttpMethod: 'GET', HttpStatus: 502, ClientIp: '10.0.0.1' },
      Users: [{ UserName: 'ada' }],
      EntryPoint: { Name: 'web' },
    },
  ]);
  expect(TraceSummaries?.[0]?.Annotations).toMatchObject({
    tier: [{ AnnotationValue: { StringValue: 'gold' } }],
    order: [{ AnnotationValue: { NumberValue: 7 } }],
    paid: [{ AnnotationValue: { BooleanValue: true } }],
  });
  expect(TraceSummaries?.[0]?.ServiceIds?.map((id) => `${id.Name}|${id.Type ?? ''}`)).toEqual([
    'web|',
    'web|client',
    'worker|',
  ]);
});

describe('members of a summary', () => {
  const summary = async (part: Partial<GetTraceSummariesCommandInput> = {}) => {
    const input = { StartTime: at(0), EndTime: at(60), ...part };
    const answer = await local.client.send(new GetTraceSummariesCommand(input));
    expect(answer.TraceSummaries).toHaveLength(1);
    return answer.TraceSummaries?.[0];
  };
  const inTrace = (n: number, name: string, more = {}) =>
    trace(n, name, 10, { ...more, trace_id: traceId(1, T0 + 10) });

  test('annotations and users name every service that carries them, equal values once', async () => {
    const work = subsegment(9, '## work', [10, 11], { annotations: { tier: 'gold', n: 1 } });
    local.put(inTrace(1, 'web', { user: 'ada', annotations: { tier: 'gold' }, subsegments: [work] }));
    local.put(
      inTrace(2, 'api', { user: 'ada', parent_id: spanId(9), annotations: { tier: 'gold', n: '1' } }),
    );
    const [web, api] = ['web', 'api'].map((Name) => ({ Name, Names: [Name] }));
    const found = await summary();
    expect(found?.Users).toEqual([{ UserName: 'ada', ServiceIds: [web, api] }]);
    expect(found?.Annotations).toEqual({
      tier: [{ AnnotationValue: { StringValue: 'gold' }, ServiceIds: [web, api] }],
      n: [
        { AnnotationValue: { StringValue: '1' }, ServiceIds: [api] },
        { AnnotationValue: { NumberValue: 1 }, ServiceIds: [web] },
      ],
    });
  });

  test('an annotation whose segment has not arrived names no service', async () => {
    const waiting = { type: 'subsegment', parent_id: spanId(15), annotations: { early: true } };
    local.put(inTrace(1, 'web'), inTrace(2, 'work', waiting));
    expect((await summary())?.Annotations).toEqual({
      early: [{ AnnotationValue: { BooleanValue: true }, ServiceIds: [] }],
    });
  });

  test('the fifty annotations that started first are indexed; what is no plain value is not counted', async () => {
    const numbered = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`k${n}`, n]));
    const late = subsegment(9, '## work', [10.5, 11], { annotations: { last: 'in', over: 'out' } });
    local.put(inTrace(1, 'web', { annotations: { list: [1], ...numbered }, subsegments: [late] }));
    expect(Object.keys((await summary())?.Annotations ?? {})).toEqual([...Object.keys(numbered), 'last']);
  });

  test.each([
    ['a throttled call', { throttle: true }, true],
    ['a call with status 429', { http: { response: { status: 429 } } }, true],
    ['a rejected call', { error: true }, false],
  ])('%s below says HasThrottle, and no HasError of the entry point', async (_, outcome, expected) => {
    const call = subsegment(9, 'DynamoDB', [10, 11], { ...toTable('orders'), ...outcome });
    local.put(inTrace(1, 'web', { subsegments: [call] }));
    expect(await summary()).toMatchObject({ HasThrottle: expected, HasError: false, HasFault: false });
  });

  test('an entry point in progress has no response time yet', async () => {
    const done = subsegment(9, '## work', [10.25, 12]);
    local.put({ ...inTrace(1, 'web', { subsegments: [done] }), end_time: undefined, in_progress: true });
    const open = await summary();
    expect(open).toMatchObject({ IsPartial: true, Duration: 2, ResponseTimeRootCauses: [] });
    expect(open?.ResponseTime).toBeUndefined();
    local.put(inTrace(1, 'web', { subsegments: [done] }));
    const closed = await summary();
    expect(closed).toMatchObject({ IsPartial: false, Duration: 2, ResponseTime: 1 });
    expect(closed?.Revision).toBeGreaterThan(open?.Revision ?? 0);
  });

  test('a trace begins with its earliest segment, whatever a subsegment says', async () => {
    local.put(inTrace(1, 'web', { subsegments: [subsegment(9, 'Initialization', [9, 10.5])] }));
    expect(await summary()).toMatchObject({ StartTime: at(10), Duration: 1 });
  });

  test('of several segments that name a parent, the one whose parent never arrived is the entry point', async () => {
    const call = subsegment(9, '## work', [10, 11]);
    local.put(trace(2, 'api', 9, { trace_id: traceId(1, T0 + 10), parent_id: spanId(9) }));
    local.put(inTrace(1, 'web', { parent_id: spanId(77), subsegments: [call] }));
    expect((await summary())?.EntryPoint).toEqual({ Name: 'web', Names: ['web'] });
  });

  test.each<[GetTraceSummariesCommandInput['TimeRangeType'], number, Date | undefined]>([
    ['Event', 10, at(10)],
    ['Event', 10.5, at(10.75)],
    ['Event', 11, at(11)],
    ['TraceId', 10, undefined],
    ['Service', 10, undefined],
  ])('asked by %s from second %d, MatchedEventTime is %s', async (TimeRangeType, from, expected) => {
    local.put(inTrace(1, 'web', { subsegments: [subsegment(9, '## work', [10.25, 10.75])] }));
    expect((await summary({ TimeRangeType, StartTime: at(from) }))?.MatchedEventTime).toEqual(expected);
  });

  test('root causes come with the exceptions and the coverage', async () => {
    const cause = { exceptions: [{ id: spanId(99), type: 'Timeout', message: 'no answer' }] };
    const call = subsegment(9, 'DynamoDB', [10.25, 11], { ...toTable('orders'), fault: true, cause });
    local.put(inTrace(1, 'web', { error: true, subsegments: [call] }));
    const thrown = { Exceptions: [{ Name: 'Timeout', Message: 'no answer' }] };
    const web = { Name: 'web', Names: ['web'], Inferred: false };
    const orders = { Name: 'orders', Names: ['orders'], Type: 'AWS::DynamoDB::Table', Inferred: true };
    const entry = { Name: 'web', Remote: false };
    const remote = { Name: 'DynamoDB', Remote: true };
    const inferred = { Name: 'DynamoDB', Remote: false };
    expect(await summary()).toMatchObject({
      FaultRootCauses: [
        {
          ClientImpacting: false,
          Services: [
            {
              ...web,
              EntityPath: [
                { ...entry, Exceptions: [] },
                { ...remote, ...thrown },
              ],
            },
            { ...orders, EntityPath: [{ ...inferred, ...thrown }] },
          ],
        },
      ],
      ErrorRootCauses: [{ ClientImpacting: true, Services: [{ ...web, EntityPath: [entry] }] }],
      ResponseTimeRootCauses: [
        {
          ClientImpacting: true,
          Services: [
            {
              ...web,
              EntityPath: [
                { ...entry, Coverage: 1 },
                { ...remote, Coverage: 0.75 },
              ],
            },
            { ...orders, EntityPath: [{ ...inferred, Coverage: 0.75 }] },
          ],
        },
      ],
    });
  });
});

describe('filter expressions', () => {
  beforeEach(() => {
    const call = subsegment(9, 'DynamoDB', [10.1, 10.2], toTable('or"ders'));
    local.put(trace(1, 'web', 10, { subsegments: [call] }), trace(2, 'web', 20, { fault: true }));
    local.put(trace(3, 'api', 30, { error: true }), trace(4, 'api', 40, { throttle: true }));
  });

  test.each<[string, number[]]>([
    ['', [4, 3, 2, 1]],
    ['service()', [4, 3, 2, 1]],
    ['service("web")', [2, 1]],
    ['service("web") AND fault', [2]],
    ['fault', [2]],
    ['error', [4, 3]],
    ['throttle', [4]],
    ['error and throttle AND service("api")', [4]],
    ['edge("web", "or\\"ders")', [1]],
    ['edge("or\\"ders", "web")', []],
    ['service("nobody")', []],
  ])('%j finds the traces %j', async (FilterExpression, numbers) => {
    expect(await found({ FilterExpression })).toEqual(numbers.map((n) => traceId(n, T0 + n * 10)));
  });
});

describe('TimeRangeType', () => {
  test.each<[GetTraceSummariesCommandInput['TimeRangeType'], number, number, boolean]>([
    ['TraceId', 10, 11, true],
    ['TraceId', 11, 12, false],
    ['Service', 10, 11, false],
    ['Service', 11, 12, true],
    ['Event', 10, 10.5, true],
    ['Event', 11, 12, true],
    ['Event', 12, 13, false],
  ])('by %s a trace from second 10 to 11 is in [%d, %d): %s', async (TimeRangeType, from, to, expected) => {
    local.put(trace(1, 'web', 10));
    expect((await found({ TimeRangeType, StartTime: at(from), EndTime: at(to) })).length === 1).toBe(
      expected,
    );
  });
});
