import { parseFilter } from '../../../emulator/traces/filter/filter';

/** Every expression in "Using filter expressions", "Getting data" and "Cross-account tracing" of the developer guide. */
const EXAMPLES = [
  'responsetime > 5',
  'duration >= 5 AND duration <= 8',
  'ok',
  '!ok',
  'ok = false',
  'rootcause.fault.entity { last and name = "deserialize" }',
  'rootcause.responsetime.entity { remote and coverage > 0.7 and name = "traces" }',
  'rootcause.fault.service { inferred and name = traces and type = "AWS::DynamoDB" }',
  'service("data-plane") {root = true and fault = true}',
  'http.status != 200',
  'ok !partial duration <3',
  'rootcause.fault.service { index > 5 }',
  'rootcause.responsetime.entity { last and coverage > 0.8 }',
  'http.url CONTAINS "/api/game/"',
  'user CONTAINS ""',
  'rootcause.fault.service { name = "Auth" }',
  'rootcause.responsetime.service { last and type = "AWS::DynamoDB" }',
  'rootcause.fault.exception { last and message = "Access Denied for account_id: 1234567890" }',
  'service("api.example.com") { fault }',
  'service() { fault }',
  'edge("api.example.com", "backend.example.com") { error }',
  'http.url BEGINSWITH "http://api.example.com/" AND http.url CONTAINS "/v2/" AND !service("api.example.com")',
  'http.url AND responseTime > 2',
  'annotation.gameid = "817DL6VO"',
  'annotation.age',
  '!annotation.age',
  'annotation.age > 29',
  'annotation[gameid] = "817DL6VO"',
  'annotation[age] > 29',
  '!annotation[age]',
  'service { annotation[request.id] = "917DL6VO" }',
  'edge { source.annotation[request.id] = "916DL6VO" }',
  'edge { destination.annotation[request.id] = "918DL6VO" }',
  'rootcause.json = #[{ "Services": [ { "Name": "GetWeatherData", "EntityPath": [{ "Name": "GetWeatherData" }, { "Name": "get_temperature" } ] }, { "Name": "GetTemperature", "EntityPath": [ { "Name": "GetTemperature" } ] } ] }]',
  'service(id(name: "service-name", type:"service::type")) { ok }',
  'edge(id(name: "service-one", type:"service::type"), id(name: "service-two", type:"service::type")) { ok }',
  'service("random-name") { error }',
  'service(id(name: "random-name", type: "AWS::Lambda::Function")) { error }',
  'service(id(type: "AWS::Lambda::Function")) { error }',
  'service(id(account.id:"X")) OR service(id(account.id:"Y"))',
  'service("api.example.com") { fault = true OR responsetime > 2.5 } AND annotation.account = "12345"',
];

test.each(EXAMPLES)('the documented expression %s is read', (expression) => {
  expect(parseFilter(expression)).toBeInstanceOf(Function);
});

test('the documented group example asks for the filter of its group', () => {
  const groups = (by: string, value: string) =>
    by === 'name' && value === 'high_response_time' ? 'responseTime > 3' : undefined;
  expect(parseFilter('group.name = "high_response_time" AND user = "alice"', groups)).toBeInstanceOf(
    Function,
  );
});

test('the one documented expression without its closing brace is refused at its end', () => {
  expect(() => parseFilter('rootcause.fault.exception { last and message = "x" ')).toThrow(
    'Invalid filter expression at its end: expected "!", "(", "}"',
  );
});
