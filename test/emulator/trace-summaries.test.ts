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
  expect(TraceSummaries?.[0]?.ServiceIds?.map((id) => id.Name).sort()).toEqual(['web', 'worker']);
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
