import { paginateGetTraceSummaries } from '@aws-sdk/client-xray';
import {
  alone,
  type Raw,
  segment,
  spanId,
  subsegment,
  T0,
  toHost,
  toTable,
  traceId,
} from '../support/documents';
import { type Running, startXRay } from '../support/xray';

let local: Running;
beforeAll(async () => {
  local = await startXRay();
  local.put(...shop, ...handled, ...broken, ...lambda, ...queue);
});
afterAll(() => local.stop());

/** Documents of trace n, which begins n seconds after T0. */
const inTrace = (n: number, ...documents: readonly Raw[]) =>
  documents.map((document): Raw => ({ ...document, trace_id: traceId(n, T0 + n) }));

const http = (status: number, url: string): Raw => ({
  request: { url, method: 'GET', user_agent: 'curl/8', client_ip: '10.0.0.1' },
  response: { status },
});

/** 1: web (2 s, 200) writes to a table, which is inferred; a subsegment sent alone carries an annotation. */
const shop = inTrace(
  1,
  segment(0x10, 'web', [1, 3], {
    http: http(200, 'http://api.example.com/v2/cart'),
    user: 'ada',
    annotations: { tier: 'gold', age: 30, paid: true, 'request.id': 'r1' },
    aws: { account_id: '111111111111', ec2: { availability_zone: 'us-east-1c', instance_id: 'i-1' } },
    resource_arn: 'arn:aws:ecs:us-east-1:111111111111:service/web',
    subsegments: [
      subsegment(0x11, 'DynamoDB', [1.5, 2], { ...toTable('or"ders'), annotations: { shard: 7 } }),
    ],
  }),
  subsegment(0x12, '## late', [2, 2.5], { ...alone(0x10), annotations: { late: false } }),
);

/** 2: web (1 s, 200) handles an api that fails (0.25 s, fault); the caller saw an error after 0.5 s. */
const handled = inTrace(
  2,
  segment(0x20, 'web', [2, 3], {
    http: http(200, 'http://api.example.com/v1'),
    annotations: { age: 20, who: 'caller' },
    subsegments: [subsegment(0x21, 'api', [2.2, 2.7], { ...toHost('api'), error: true })],
  }),
  segment(0x22, 'api', [2.3, 2.55], {
    parent_id: spanId(0x21),
    fault: true,
    user: 'bob',
    annotations: { who: 'callee', 'request.id': 'r2' },
  }),
);

/** 3: web (1 s) answers 503; a worker behind it is still at work after 9 s. */
const broken = inTrace(
  3,
  segment(0x30, 'web', [3, 4], {
    http: http(503, 'http://other/'),
    annotations: { tier: 'silver', paid: false },
  }),
  {
    ...segment(0x31, 'worker', [12, 0], { parent_id: spanId(0x30) }),
    end_time: undefined,
    in_progress: true,
  },
);

/** 4: the two segments of a Lambda function that was throttled; both annotate the tier. */
const lambda = inTrace(
  4,
  segment(0x40, 'random-name', [4, 5], { origin: 'AWS::Lambda', http: { response: { status: 429 } } }),
  segment(0x41, 'random-name', [4.5, 5], {
    origin: 'AWS::Lambda::Function',
    parent_id: spanId(0x40),
    error: true,
    annotations: { tier: 'gold' },
    subsegments: [subsegment(0x42, '## x', [4.6, 4.7], { annotations: { tier: 'lead' } })],
  }),
);

/** 5: a consumer linked to the table write of trace 1. */
const queue = inTrace(
  5,
  segment(0x50, 'consumer', [5, 6], {
    parent_id: spanId(0x5f),
    links: [{ trace_id: traceId(1, T0 + 1), id: spanId(0x10) }],
  }),
);

async function found(FilterExpression: string): Promise<number[]> {
  const range = { StartTime: new Date(T0 * 1000), EndTime: new Date((T0 + 60) * 1000) };
  const ids: number[] = [];
  for await (const page of paginateGetTraceSummaries(
    { client: local.client },
    { ...range, FilterExpression },
  )) {
    ids.push(...(page.TraceSummaries ?? []).map(({ Id }) => Number(Id?.slice(-1))));
  }
  return ids.sort();
}

describe.each<[what: string, cases: readonly (readonly [expression: string, traces: readonly number[]])[]]>([
  [
    'Boolean keywords',
    [
      ['ok', [1, 2, 5]],
      ['!ok', [3, 4]],
      ['ok = false', [3, 4]],
      ['ok != true', [3, 4]],
      ['OK = "true"', [1, 2, 5]],
      ['fault', [3]],
      ['error', [4]],
      ['throttle', [4]],
      ['partial', [3]],
      ['inferred', [1]],
      ['inferred = false', [2, 3, 4, 5]],
    ],
  ],
  [
    'Number keywords',
    [
      ['responsetime > 1', [1]],
      ['responseTime >= 1', [1, 2, 3, 4, 5]],
      ['responsetime = 2', [1]],
      ['duration > 2', [3]],
      ['duration >= 2 AND duration <= 8', [1]],
      ['http.status != 200', [3, 4]],
      ['!http.status = 200', [3, 4, 5]],
      ['http.status < 5e2', [1, 2, 4]],
      ['http.status', [1, 2, 3, 4]],
      ['duration < -.5', []],
    ],
  ],
  [
    'String keywords',
    [
      ['http.url CONTAINS "/v2/"', [1]],
      ['http.url beginswith "http://api" and http.url ENDSWITH "/v1"', [2]],
      ['http.method = "GET"', [1, 2, 3]],
      ['http.method = "get"', []],
      ['http.useragent CONTAINS "curl"', [1, 2, 3]],
      ['http.clientip != "10.0.0.1"', []],
      ['user = "ada"', [1]],
      ['user = ada', [1]],
      ['user CONTAINS ""', [1, 2]],
      ['user', [1, 2]],
      ['!user', [3, 4, 5]],
      ['availabilityzone = "us-east-1c"', [1]],
      ['instance.id = "i-1"', [1]],
      ['resource.arn BEGINSWITH "arn:aws:ecs"', [1]],
      ['account.id = "111111111111"', [1]],
    ],
  ],
  [
    'Annotations',
    [
      ['annotation.tier = "gold"', [1, 4]],
      ['annotation.tier != "gold"', [3, 4]],
      ['!annotation.tier = "gold"', [2, 3, 5]],
      ['annotation[tier] CONTAINS "e"', [3, 4]],
      ['annotation.age > 29', [1]],
      ['annotation.age', [1, 2]],
      ['!annotation.age', [3, 4, 5]],
      ['annotation.age = "30"', []],
      ['annotation.age != "30"', []],
      ['annotation.paid', [1]],
      ['annotation.paid = false', [3]],
      ['annotation.late = false', [1]],
      ['annotation[request.id] = "r2"', [2]],
      ['annotation["request.id"] BEGINSWITH "r"', [1, 2]],
      ['annotation.shard = 7', [1]],
      ['annotation.Tier', []],
      ['annotation.toString', []],
      ['annotation.__proto__', []],
    ],
  ],
  [
    'Services',
    [
      ['service("web")', [1, 2, 3]],
      ['service("or\\"ders")', [1]],
      ['service("worker")', [3]],
      ['service() { fault }', [2, 3]],
      ['service { fault }', [2, 3]],
      ['service("web") { fault }', [3]],
      ['service("web") { ok = true }', [1, 2]],
      ['!service("web") { ok = true }', [3, 4, 5]],
      ['service("api") { responsetime = 0.25 }', [2]],
      ['service("api") { root }', []],
      ['service("web") { root AND duration > 1 }', [1]],
      ['service() { partial }', [3]],
      ['service() { partial AND responsetime }', []],
      ['service() { inferred AND responsetime = 0.5 }', [1]],
      ['service() { name ENDSWITH "er" AND !inferred }', [3, 5]],
      ['service() { user = "bob" AND fault }', [2]],
      ['service() { instance.id = "i-1" AND availabilityzone ENDSWITH "c" AND resource.arn }', [1]],
      ['service() { http.status = 503 }', [3]],
      ['service("random-name") { error }', [4]],
      ['service("random-name") { throttle }', [4]],
      ['service(id(name: "random-name", type: "AWS::Lambda::Function")) { throttle }', []],
      ['service(id(type: "AWS::Lambda::Function")) { error AND type = "AWS::Lambda::Function" }', [4]],
      ['service(id(account.id: "111111111111")) { account.id }', [1]],
      ['service(id(type: "AWS::DynamoDB::Table"))', [1]],
      ['service("web") { annotation[request.id] = "r2" }', []],
      ['service("api") { annotation[request.id] = "r2" }', [2]],
      ['service("web") { annotation.late = false AND annotation.shard = 7 }', [1]],
      ['service(id(type: "AWS::DynamoDB::Table")) { annotation.shard }', [1]],
      ['service("nobody")', []],
    ],
  ],
  [
    'Edges',
    [
      ['edge("web", "api")', [2]],
      ['edge("api", "web")', []],
      ['edge("web", "api") { error }', [2]],
      ['edge("web", "api") { fault }', []],
      ['edge("web", "api") { responsetime = 0.5 AND duration = 0.5 AND http.status = 200 }', [2]],
      ['edge("web", "or\\"ders") { inferred AND ok }', [1]],
      ['edge("random-name", "random-name") { error }', [4]],
      ['edge(id(type: "AWS::Lambda"), id(type: "AWS::Lambda::Function"))', [4]],
      ['edge(id(type: "client"), "web") { fault }', [3]],
      ['edge("web", "consumer")', [5]],
      ['edge("web", "consumer") { ok OR !ok }', [5]],
      ['edge("web", "consumer") { ok }', []],
      ['edge { annotation.shard = 7 }', [1]],
      ['edge { source.annotation.who = "caller" AND destination.annotation[who] = "callee" }', [2]],
      ['edge { source.annotation.who = "callee" }', []],
      ['edge("web", "or\\"ders") { destination.annotation.shard }', []],
      ['edge(id(type: "client"), "web") { destination.annotation.shard }', [1]],
      ['edge("web", "worker")', []],
    ],
  ],
  [
    'Combinations',
    [
      ['', [1, 2, 3, 4, 5]],
      [' \n\t', [1, 2, 3, 4, 5]],
      ['fault OR error AND ok', [3]],
      ['(fault OR error) AND ok', []],
      ['ok !inferred duration <3', [2, 5]],
      ['!(ok OR fault)', [4]],
      ['!!fault', [3]],
      ['! ! ! fault', [1, 2, 4, 5]],
      ['fault or(error)', [3, 4]],
      ['group.name = "Default" AND fault', [3]],
      ['group.name != "Default"', []],
      ['group.arn = "arn:aws:xray:us-east-1:000000000000:group/Default"', [1, 2, 3, 4, 5]],
    ],
  ],
])('%s', (_what, cases) => {
  test.each(cases)('%s finds the traces %j', async (expression, traces) => {
    expect(await found(expression)).toEqual(traces);
  });
});

test('a wrong expression reaches the client as InvalidRequestException', async () => {
  await expect(found('coverage > 1')).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message:
      'Invalid filter expression at character 1, "coverage": this can be asked of rootcause.responsetime.entity, not of a whole trace',
    $metadata: { httpStatusCode: 400 },
  });
});
