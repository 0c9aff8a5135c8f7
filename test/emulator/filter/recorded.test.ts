import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetTraceSummariesCommand } from '@aws-sdk/client-xray';
import { type Raw, T0, traceId } from '../support/documents';
import { type Running, startXRay } from '../support/xray';

const web: Raw = { Name: 'web', Names: ['web'], AccountId: '111111111111', Type: null };
const table: Raw = { Name: 'orders', Names: ['orders'], Type: 'AWS::DynamoDB::Table' };

/** The root cause of "Getting data from X-Ray", with an exception where faults have them. */
const cause = (Type: string, more: Raw): Raw => ({
  ClientImpacting: true,
  Services: [
    {
      Name: 'GetWeatherData',
      AccountId: '123456789012',
      Type: null,
      Inferred: false,
      EntityPath: [
        { Name: 'GetWeatherData', Coverage: 1, Remote: false },
        { Name: 'get_temperature', Coverage: 0.8, Remote: false },
      ],
    },
    {
      Name: 'GetTemperature',
      Type,
      Inferred: true,
      EntityPath: [{ Name: 'GetTemperature', Remote: true, ...more }],
    },
  ],
});
const exceptions = (...names: string[]) => ({
  Exceptions: names.map((Name) => ({ Name, Message: `no ${Name}` })),
});

const summaries: Raw[] = [
  {
    Id: traceId(1),
    StartTime: T0 + 1,
    Duration: 2,
    ResponseTime: 1.5,
    HasFault: true,
    HasError: false,
    HasThrottle: true,
    IsPartial: false,
    Http: { HttpURL: 'http://a/', HttpStatus: 500, HttpMethod: 'PUT', UserAgent: 'curl', ClientIp: '::1' },
    Annotations: {
      tier: [{ AnnotationValue: { StringValue: 'gold' }, ServiceIds: [web] }],
      n: [{ AnnotationValue: { NumberValue: 7 } }, { AnnotationValue: { BooleanValue: false } }],
    },
    Users: [{ UserName: 'ada', ServiceIds: [web] }],
    ServiceIds: [web, table],
    EntryPoint: web,
    ResourceARNs: [{ ARN: 'arn:x' }],
    InstanceIds: [{ Id: 'i-1' }],
    AvailabilityZones: [{ Name: 'us-east-1c' }],
    FaultRootCauses: [cause('AWS::DynamoDB', exceptions('first', 'deserialize'))],
    ResponseTimeRootCauses: [cause('AWS::DynamoDB', { Coverage: 0.9 })],
  },
  {
    Id: traceId(2),
    StartTime: T0 + 2,
    ServiceIds: [table],
    ErrorRootCauses: [cause('AWS::SQS', exceptions('denied'))],
  },
];

let local: Running;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recorded-'));
  const file = join(folder, 'windows.jsonl');
  const line = { StartTime: T0, EndTime: T0 + 60, Services: [], TraceSummaries: summaries };
  writeFileSync(file, `${JSON.stringify(line)}\n`);
  local = await startXRay({ recordings: [file] });
  rmSync(folder, { recursive: true });
});
afterAll(() => local.stop());

test.each<[expression: string, traces: readonly number[]]>([
  ['fault throttle !error !partial', [1]],
  ['ok', [2]],
  ['responsetime > 1 AND duration = 2', [1]],
  ['responsetime < 9 OR responsetime >= 9', [1]],
  ['http.status = 500 AND http.url CONTAINS "a" AND http.method = "PUT"', [1]],
  ['http.useragent AND http.clientip = "::1"', [1]],
  ['user = "ada" AND resource.arn AND instance.id = "i-1" AND availabilityzone', [1]],
  ['account.id = "111111111111"', [1]],
  ['inferred OR inferred = false', []],
  ['annotation.tier = "gold" AND annotation.n = 7 AND annotation.n = false', [1]],
  ['service("orders")', [1, 2]],
  ['service(id(name: "web", account.id: "111111111111"))', [1]],
  ['service("web") { fault AND responsetime = 1.5 AND http.status = 500 AND root }', [1]],
  ['service("orders") { fault OR ok OR responsetime OR http.url }', []],
  ['service("orders") { root = false }', [1]],
  ['service("web") { user = "ada" AND annotation.tier }', [1]],
  ['service("orders") { user OR annotation.tier OR annotation.n }', []],
  ['service() { type ENDSWITH "Table" }', [1, 2]],
  ['edge("web", "orders")', []],
])('of recorded summaries %s finds %j', async (expression, traces) => {
  expect(await found(expression)).toEqual(traces);
});

test.each<[expression: string, traces: readonly number[]]>([
  ['rootcause.fault.service', [1]],
  ['!rootcause.error.service', [1]],
  ['rootcause.fault.service { inferred and name = GetTemperature and type = "AWS::DynamoDB" }', [1]],
  ['rootcause.fault.service { index = 1 AND last AND !first }', [1]],
  ['rootcause.fault.service { index > 1 }', []],
  ['rootcause.fault.service { account.id = "123456789012" AND first }', [1]],
  ['rootcause.responsetime.service { last and type = "AWS::DynamoDB" }', [1]],
  ['rootcause.error.service { last and type = "AWS::DynamoDB" }', []],
  ['rootcause.responsetime.entity { remote and coverage > 0.7 and name = "GetTemperature" }', [1]],
  ['rootcause.responsetime.entity { last and coverage > 0.95 }', []],
  ['rootcause.responsetime.entity { first and coverage = 1 }', [1]],
  ['rootcause.fault.entity { last and name = "GetTemperature" AND index = 2 }', [1]],
  ['rootcause.fault.exception { last and name = "deserialize" }', [1]],
  ['rootcause.fault.exception { last and message = "no first" }', []],
  ['ROOTCAUSE.Error.Exception { message BEGINSWITH "no d" }', [2]],
  ['rootcause.json', [1, 2]],
  ['json', [1, 2]],
  ['rootcause.json = #[{}]', [1, 2]],
  ['rootcause.json = #[{ "Services": [{ "Name": "GetWeatherData" }, { "Type": "AWS::SQS" }] }]', [2]],
  ['rootcause.json != #[{ "Services": [{ "Name": "GetWeatherData" }, { "Type": "AWS::SQS" }] }]', [1]],
  ['rootcause.json = #[{ "Services": [{ "Name": "GetWeatherData" }] }]', []],
  ['rootcause.json = #[{ "Services": [{ "AccountId": 123456789012, "Type": null }, {}] }]', [1, 2]],
  ['rootcause.json = #[{ "Services": [{ "Name": null }, {}] }]', []],
  ['rootcause.json = #[{ "Services": [{}, { "EntityPath": [{ "Coverage": 0.9 }] }] }]', [1]],
  ['rootcause.json = #[{ "ClientImpacting": false }]', []],
  ['rootcause.json = #[{ "Services": [{}, {}] }, { "Nothing": "}]" }]', []],
])('of recorded root causes %s finds %j', async (expression, traces) => {
  expect(await found(expression)).toEqual(traces);
});

async function found(FilterExpression: string): Promise<number[]> {
  const range = { StartTime: new Date(T0 * 1000), EndTime: new Date((T0 + 60) * 1000) };
  const answer = await local.client.send(new GetTraceSummariesCommand({ ...range, FilterExpression }));
  return (answer.TraceSummaries ?? []).map(({ Id }) => Number(Id?.slice(-1))).sort();
}
