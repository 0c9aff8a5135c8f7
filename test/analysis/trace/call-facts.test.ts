import { callFacts } from '../../../analysis/trace/call-facts';
import { shown, urlPlace } from '../../../analysis/trace/redact';
import { alone, type Raw, segment, subsegment, T0, toHost, toTable } from '../../emulator/support/documents';
import { awsSample, describeWithRecordings } from '../../support/recordings';

const text = (...documents: readonly Raw[]) => documents.map((document) => JSON.stringify(document));
const checkout = { name: 'checkout', type: 'AWS::Lambda::Function' };
const read = (documents: readonly string[], target: string, type = 'AWS::DynamoDB::Table') =>
  callFacts([{ id: 'trace', documents }], { source: checkout, target: { name: target, type }, aliases: [] });

/** One call of checkout, described by `more`. */
const calling = (name: string, more: Raw) =>
  text(segment(1, 'checkout', [0, 1], { subsegments: [subsegment(2, name, [0.2, 0.5], more)] }));

describe('What a call does', () => {
  test.each([
    [
      'a table',
      'orders',
      calling('DynamoDB', { namespace: 'aws', aws: { operation: 'Scan', table_name: 'orders' } }),
      'dynamodb:Scan',
      'table orders',
    ],
    [
      'a queue by its URL',
      'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs',
      calling('SQS', {
        namespace: 'aws',
        aws: { operation: 'SendMessage', queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs' },
      }),
      'sqs:SendMessage',
      'queue jobs',
    ],
    [
      'a function by its ARN',
      'mailer',
      calling('Lambda', {
        namespace: 'aws',
        aws: {
          operation: 'Invoke',
          function_name: 'arn:aws:lambda:eu-west-1:111122223333:function:mailer:7',
        },
      }),
      'lambda:Invoke',
      'function mailer',
    ],
    [
      'a host',
      'api.example.com',
      calling('api.example.com', toHost('API.example.com')),
      'GET',
      'api.example.com/path',
    ],
    [
      'a database',
      'shop@db.example.com',
      calling('pg', {
        namespace: 'remote',
        sql: {
          url: 'postgres://me:secret@db.example.com:5432/shop',
          sanitized_query: "select * from users where mail = 'a@b.c'",
          user: 'me',
        },
      }),
      'select',
      undefined,
    ],
  ])('to %s is told', (_what, target, documents, operation, resource) => {
    const { facts, rejects } = read(documents, target, target.includes('example.com') ? 'remote' : undefined);
    expect(facts?.operations).toEqual([{ name: operation, count: 1 }]);
    expect(facts?.resources).toEqual(resource === undefined ? [] : [{ name: resource, count: 1 }]);
    expect(facts?.first).toEqual({ caller: 'checkout', at: T0 + 0.2, trace: 'trace' });
    expect(rejects).toBe(0);
    expect(JSON.stringify(facts)).not.toMatch(/secret|a@b\.c|users/);
  });

  test('is found in subsegments sent alone, nested deep, and not among those of other callers and targets', () => {
    const scan = { namespace: 'aws', aws: { operation: 'Scan', table_name: 'orders' } };
    const documents = text(
      segment(1, 'checkout', [0, 1]),
      subsegment(2, '## work', [0.1, 0.9], {
        ...alone(1),
        subsegments: [subsegment(3, 'DynamoDB', [0.2, 0.3], scan)],
      }),
      subsegment(4, 'DynamoDB', [0.05, 0.3], { ...alone(1), ...toTable('stock') }),
      segment(5, 'batch', [0, 1], { subsegments: [subsegment(6, 'DynamoDB', [0, 0.3], toTable('orders'))] }),
      subsegment(7, 'DynamoDB', [0.4, 0.5], { ...alone(99), ...scan }),
      segment(8, 'orders', [0.2, 0.3], { inferred: true, namespace: 'aws', aws: { operation: 'Scan' } }),
    );
    expect(read(documents, 'orders').facts).toMatchObject({
      calls: 2,
      operations: [{ name: 'dynamodb:Scan', count: 2 }],
      first: { caller: 'checkout', at: T0 + 0.2 },
    });
  });

  test('includes the types of its exceptions and nothing of their messages', () => {
    const cause = { exceptions: [{ type: 'AccessDenied', message: 'user jane may not', id: 'x' }] };
    const { facts } = read(calling('DynamoDB', { ...toTable('orders'), cause, fault: true }), 'orders');
    expect(facts?.exceptions).toEqual([{ name: 'AccessDenied', count: 1 }]);
    expect(JSON.stringify(facts)).not.toContain('jane');
  });

  test('of a renamed target is found under the alias', () => {
    const aliases = [{ name: 'orders', to: { name: 'bestellungen' } }];
    const target = { name: 'bestellungen', type: 'AWS::DynamoDB::Table' };
    const documents = calling('DynamoDB', toTable('orders'));
    expect(callFacts([{ id: 't', documents }], { target, aliases }).facts?.calls).toBe(1);
  });
});

describeWithRecordings('What the calls of the documentation do', () => {
  test('is what their documents show', () => {
    const { Traces } = awsSample('traces-xray-api-gettingdata-7.json') as {
      Traces: { Id: string; Segments: { Document: string }[] }[];
    };
    const traces = Traces.map(({ Id, Segments }) => ({ id: Id, documents: Segments.map((s) => s.Document) }));
    const asked = { source: { name: 'Scorekeep' }, aliases: [] };
    const user = { name: 'scorekeep-user', type: 'AWS::DynamoDB::Table' };
    expect(callFacts(traces, { ...asked, target: user }).facts).toMatchObject({
      operations: [{ name: 'dynamodb:UpdateItem' }],
      resources: [{ name: 'table scorekeep-user' }],
    });
    const lambda = { name: 'random-name', type: 'AWS::Lambda' };
    expect(callFacts(traces, { ...asked, target: lambda }).facts).toMatchObject({
      operations: [{ name: 'lambda:Invoke', count: 1 }],
    });
  });
});

describe('Bad documents', () => {
  test('are counted, and the others are used', () => {
    const good = calling('DynamoDB', toTable('orders'));
    const timeless = text(
      segment(9, 'checkout', [0, 1], {
        subsegments: [subsegment(10, 'DynamoDB', [0, 1], { ...toTable('orders'), start_time: 1e300 })],
      }),
    );
    const { facts, rejects } = read([...good, 'not JSON', '[]', 'null', ...timeless], 'orders');
    expect(facts?.calls).toBe(1);
    expect(rejects).toBe(4);
  });

  test('with a circle of parents or members of the wrong kind end and are no call', () => {
    const documents = text(
      { ...subsegment(1, 'a', [0, 1]), type: 'subsegment', parent_id: 'b', id: 'c' },
      { ...subsegment(2, 'b', [0, 1]), type: 'subsegment', parent_id: 'c', id: 'b' },
      segment(3, 'checkout', [0, 1], {
        subsegments: [{ namespace: 'aws', aws: 7, http: [], cause: 'x', name: {} }, 5],
      }),
    );
    expect(read(documents, 'orders')).toEqual({ rejects: 0 });
  });

  test('with hostile names are shown as one short line of text', () => {
    const operation = `Scan\r\nBcc: all@example.com\u202e${'x'.repeat(500)}`;
    const { facts } = read(
      calling('DynamoDB', { namespace: 'aws', aws: { operation, table_name: 'orders' } }),
      'orders',
    );
    const name = facts?.operations[0]?.name ?? '';
    expect(name).toHaveLength(120);
    expect(name).toMatch(/^dynamodb:Scan\ufffd\ufffdBcc: all@example.com\ufffdx+\.\.\.$/);
  });
});

describe('A URL', () => {
  test.each([
    ['https://me:pw@API.example.com:8443/v1/items?token=x#y', 'api.example.com/v1/items'],
    ['https://api.example.com/users/42/mail/', 'api.example.com/users/*/mail'],
    ['https://a.b/o/6ba7b810-9dad-11d1-80b4-00c04fd430c8/x', 'a.b/o/*/x'],
    ['https://a.b/reset/jane@example.com', 'a.b/reset/*'],
    ['https://a.b/s/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', 'a.b/s/*'],
    ['https://a.b/list;session=0123456789abcdef', 'a.b/list'],
    ['http://[::1]:80/x', '[::1]/x'],
    ['https://a.b', 'a.b'],
    ['/only/a/path', undefined],
    ['javascript:alert(1)', undefined],
  ])('%s is shown as %s', (url, place) => {
    expect(urlPlace(url)).toBe(place);
  });

  test('of any length is shown in 120 characters', () => {
    expect(shown('x'.repeat(1_000))).toHaveLength(120);
  });
});
