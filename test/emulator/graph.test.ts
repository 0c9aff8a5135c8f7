import type { Raw } from './support/documents';
import { alone, segment, spanId, subsegment, T0, toHost, toTable, traceId } from './support/documents';
import { countsOf, edge, edgesOf, node, nodesOf } from './support/sketch';
import { type Running, startXRay } from './support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay();
});
afterEach(() => local.stop());

describe('nodes and edges from segments', () => {
  test('a root segment gives its node, a client of the same name, and equal numbers on the edge between', async () => {
    local.put(segment(1, 'web', [0, 0.25], { origin: 'AWS::EC2::Instance' }));
    const graph = await local.graph();
    expect(edgesOf(graph)).toEqual(['web|client -> web|AWS::EC2::Instance']);
    const [client, web] = [node(graph, 'web', 'client'), node(graph, 'web', 'AWS::EC2::Instance')];
    expect(client).toMatchObject({ State: 'unknown' });
    expect(client.SummaryStatistics).toBeUndefined();
    expect(web).toMatchObject({
      Root: true,
      State: 'active',
      ResponseTimeHistogram: [{ Value: 0.25, Count: 1 }],
    });
    expect(edge(graph, client, web).SummaryStatistics).toEqual(web.SummaryStatistics);
  });

  test.each<[string, Raw, string]>([
    ['DynamoDB', toTable('orders'), 'orders|AWS::DynamoDB::Table'],
    ['DynamoDB', { namespace: 'aws', aws: { resource_names: ['orders'] } }, 'orders|AWS::DynamoDB::Table'],
    ['DynamoDB', { namespace: 'aws', aws: { operation: 'ListTables' } }, 'DynamoDB|AWS::DynamoDB'],
    ['SQS', { namespace: 'aws', aws: { queue_url: 'https://sqs/1/q' } }, 'https://sqs/1/q|AWS::SQS::Queue'],
    ['SNS', { namespace: 'aws', aws: { topic_arn: 'arn:aws:sns:eu-west-1:1:t' } }, 'SNS|AWS::SNS'],
    ['S3', { namespace: 'aws', aws: { operation: 'GetObject' } }, 'S3|AWS::S3'],
    ['SSM', { namespace: 'aws' }, 'SSM|AWS::SSM'],
    ['Secrets Manager', { namespace: 'aws', aws: {} }, 'Secrets Manager|AWS::Unknown'],
    ['Lambda', { namespace: 'aws', aws: { function_name: 'pay' } }, 'pay|AWS::Lambda'],
    ['x', toHost('user:secret@Api.Example.com:8443'), 'Api.Example.com|remote'],
    ['billing', { namespace: 'remote' }, 'billing|remote'],
    [
      'shop@db.example',
      { namespace: 'remote', sql: { sanitized_query: 'SELECT 1' } },
      'shop@db.example|Database::SQL',
    ],
    [
      'q',
      { namespace: 'remote', sql: { url: 'jdbc:postgresql://h.example:5432/shop' } },
      'shop@h.example|Database::SQL',
    ],
    ['q', { namespace: 'remote', sql: { url: 'h.example:3306/shop' } }, 'shop@h.example|Database::SQL'],
    ['PGSQL Query', { namespace: 'remote', sql: { sanitized_query: 'SELECT 1' } }, 'PGSQL Query|remote'],
  ])('a call named %s with %j infers the node %s', async (name, call, expected) => {
    local.put(segment(1, 'web', [0, 1], { subsegments: [subsegment(2, name, [0.1, 0.5], call)] }));
    const graph = await local.graph();
    expect(edgesOf(graph)).toEqual([`web| -> ${expected}`, 'web|client -> web|']);
    const [inferred = '', type] = expected.split('|');
    const callee = node(graph, inferred, type);
    expect(callee).toMatchObject({ State: 'unknown', ResponseTimeHistogram: [{ Value: 0.4, Count: 1 }] });
    expect(callee.DurationHistogram).toEqual(callee.ResponseTimeHistogram);
  });

  test('a subsegment without namespace is internal: no node, no edge, but calls inside it count', async () => {
    const inner = subsegment(3, 'DynamoDB', [0.2, 0.3], toTable('orders'));
    local.put(
      segment(1, 'web', [0, 1], {
        subsegments: [subsegment(2, '## work', [0.1, 0.5], { subsegments: [inner] })],
      }),
    );
    expect(nodesOf(await local.graph())).toEqual(['orders|AWS::DynamoDB::Table', 'web|', 'web|client']);
  });

  test('the callee’s own segment replaces the inferred node; edge and node keep their own numbers', async () => {
    local.put(
      segment(1, 'web', [0, 1], {
        subsegments: [subsegment(2, 'api', [0.1, 0.6], toHost('api.example.com'))],
      }),
    );
    expect(edgesOf(await local.graph())).toContain('web| -> api.example.com|remote');
    local.put(
      segment(3, 'api', [0.2, 0.5], { parent_id: spanId(2), fault: true, origin: 'AWS::ECS::Container' }),
    );
    const graph = await local.graph();
    expect(nodesOf(graph)).toEqual(['api|AWS::ECS::Container', 'web|', 'web|client']);
    const api = node(graph, 'api');
    const call = edge(graph, node(graph, 'web', ''), api);
    expect(call.ResponseTimeHistogram).toEqual([{ Value: 0.5, Count: 1 }]);
    expect(countsOf(call)).toEqual([1, 0, 0, 0, 1]);
    expect(api.ResponseTimeHistogram).toEqual([{ Value: 0.3, Count: 1 }]);
    expect(countsOf(api)).toEqual([0, 0, 0, 1, 1]);
    expect(api.Root).toBeUndefined();
  });

  test.each<[string, Raw, string, unknown[]]>([
    [
      'by its host',
      toHost('orders.internal'),
      'orders',
      [{ Name: 'orders.internal', Names: ['orders.internal'], Type: 'remote' }],
    ],
    ['by its own name', toHost('orders'), 'orders', []],
    ['by its function name', { namespace: 'aws', aws: { function_name: 'pay' } }, 'pay', []],
  ])('an edge to a callee that was called %s says by what other name', async (_, call, callee, aliases) => {
    const calls = [subsegment(2, 'call', [0, 1], call), subsegment(3, 'call', [1, 2], call)];
    local.put(segment(1, 'web', [0, 2], { subsegments: calls }));
    local.put(segment(4, callee, [0, 1], { parent_id: spanId(2) }));
    local.put(segment(5, callee, [1, 2], { parent_id: spanId(3) }));
    const graph = await local.graph();
    const [client, web] = [node(graph, 'web', 'client'), node(graph, 'web', '')];
    expect(edge(graph, web, node(graph, callee)).Aliases).toEqual(aliases);
    expect(edge(graph, client, web).Aliases).toEqual([]);
  });

  test('with traced true the callee is waited for: no inferred node, then the real one', async () => {
    const traced = {
      namespace: 'remote',
      http: { request: { url: 'https://api/', method: 'GET', traced: true } },
    };
    local.put(segment(1, 'web', [0, 1], { subsegments: [subsegment(2, 'api', [0.1, 0.6], traced)] }));
    expect(nodesOf(await local.graph())).toEqual(['web|', 'web|client']);
    local.put(segment(3, 'api', [0.2, 0.5], { parent_id: spanId(2) }));
    expect(edgesOf(await local.graph())).toContain('web| -> api|');
  });

  test('a Lambda function is two nodes of one name, and only the function has an account', async () => {
    const lambda = { aws: { function_name: 'pay' }, namespace: 'aws' };
    local.put(
      segment(1, 'web', [0, 2], { subsegments: [subsegment(2, 'Lambda', [0.1, 1], lambda)] }),
      segment(3, 'pay', [0.2, 0.9], {
        parent_id: spanId(2),
        origin: 'AWS::Lambda',
        aws: { account_id: '123456789012' },
      }),
      segment(4, 'pay', [0.3, 0.8], {
        parent_id: spanId(3),
        origin: 'AWS::Lambda::Function',
        aws: { account_id: '123456789012' },
        subsegments: [subsegment(5, 'SNS', [0.4, 0.5], { namespace: 'aws' })],
      }),
    );
    const graph = await local.graph();
    expect(edgesOf(graph)).toEqual([
      'pay|AWS::Lambda -> pay|AWS::Lambda::Function',
      'pay|AWS::Lambda::Function -> SNS|AWS::SNS',
      'web| -> pay|AWS::Lambda',
      'web|client -> web|',
    ]);
    expect(node(graph, 'pay', 'AWS::Lambda').AccountId).toBeUndefined();
    expect(node(graph, 'pay', 'AWS::Lambda::Function').AccountId).toBe('123456789012');
  });

  test('duration lasts until the last traced activity, response time until the response', async () => {
    local.put(segment(1, 'web', [0, 1]), subsegment(2, 'S3', [0.5, 3], { namespace: 'aws', ...alone(1) }));
    const web = node(await local.graph(), 'web', '');
    expect([web.ResponseTimeHistogram, web.DurationHistogram]).toEqual([
      [{ Value: 1, Count: 1 }],
      [{ Value: 3, Count: 1 }],
    ]);
  });
});

describe('outcomes', () => {
  test.each<[Raw, number[]]>([
    [{}, [1, 0, 0, 0, 1]],
    [{ error: true }, [0, 1, 0, 0, 1]],
    [{ error: true, throttle: true }, [0, 0, 1, 0, 1]],
    [{ error: true, throttle: true, fault: true }, [0, 0, 0, 1, 1]],
    [{ http: { response: { status: 404 } } }, [0, 1, 0, 0, 1]],
    [{ http: { response: { status: 429 } } }, [0, 0, 1, 0, 1]],
    [{ http: { response: { status: 503 } } }, [0, 0, 0, 1, 1]],
    [{ error: false, http: { response: { status: 500 } } }, [1, 0, 0, 0, 1]],
  ])('a segment with %j counts as ok, error, throttle, fault, total = %j', async (flags, counts) => {
    local.put(segment(1, 'web', [0, 1], flags));
    expect(countsOf(node(await local.graph(), 'web', ''))).toEqual(counts);
  });
});

describe('order of arrival', () => {
  test('a subsegment that arrives before its segment appears once the segment is there', async () => {
    local.put(subsegment(2, 'DynamoDB', [0.1, 0.2], { ...toTable('orders'), ...alone(1) }));
    expect(await local.graph()).toEqual([]);
    local.put(segment(1, 'web', [0, 1]));
    expect(edgesOf(await local.graph())).toContain('web| -> orders|AWS::DynamoDB::Table');
  });

  test('an in-progress segment is remembered, not counted; its complete document counts once', async () => {
    local.put({ ...segment(1, 'web', [0, 1]), end_time: undefined, in_progress: true });
    expect(await local.graph()).toEqual([]);
    local.put(segment(1, 'web', [0, 1]));
    local.put(segment(1, 'web', [0, 1]));
    local.put({ ...segment(1, 'web', [0, 1]), end_time: undefined, in_progress: true });
    expect(countsOf(node(await local.graph(), 'web', ''))).toEqual([1, 0, 0, 0, 1]);
  });

  test('a subsegment sent both inside its segment and alone counts once', async () => {
    const call = subsegment(2, 'DynamoDB', [0.1, 0.2], toTable('orders'));
    local.put({ ...call, ...alone(1) }, segment(1, 'web', [0, 1], { subsegments: [call] }));
    expect(countsOf(node(await local.graph(), 'orders'))).toEqual([1, 0, 0, 0, 1]);
  });

  test('a subsegment still open inside its segment is closed by the one sent alone, whichever comes first', async () => {
    const call = subsegment(2, 'DynamoDB', [0.1, 0.2], toTable('orders'));
    const open = { ...call, end_time: undefined, in_progress: true };
    local.put(segment(1, 'web', [0, 1], { subsegments: [open] }), { ...call, ...alone(1) });
    local.put({ ...call, ...alone(1), trace_id: traceId(2) });
    local.put(segment(1, 'web', [0, 1], { trace_id: traceId(2), subsegments: [open] }));
    expect(countsOf(node(await local.graph(), 'orders'))).toEqual([2, 0, 0, 0, 2]);
  });

  test('a request belongs to the window in which it ended, and a window’s end is not part of it', async () => {
    local.put(segment(1, 'web', [50, 60]));
    expect(await local.graph(0, 60)).toEqual([]);
    expect(nodesOf(await local.graph(60, 120))).toEqual(['web|', 'web|client']);
  });
});

describe('links', () => {
  const sent = subsegment(2, 'SQS', [0.1, 0.2], { namespace: 'aws', aws: { queue_url: 'https://sqs/1/q' } });
  const link = {
    trace_id: traceId(1),
    id: spanId(2),
    attributes: { 'aws.xray.reserved.reference_type': 'parent' },
  };
  const consumer = { trace_id: traceId(2), origin: 'AWS::Lambda', links: [link] };

  test('a queue’s consumer hangs on the queue by a link with event ages and no statistics', async () => {
    local.put(segment(3, 'worker', [5.2, 6], consumer), segment(1, 'web', [0, 1], { subsegments: [sent] }));
    const graph = await local.graph();
    expect(edgesOf(graph)).toEqual([
      'https://sqs/1/q|AWS::SQS::Queue => worker|AWS::Lambda',
      'web| -> https://sqs/1/q|AWS::SQS::Queue',
      'web|client -> web|',
    ]);
    expect(edge(graph, node(graph, 'https://sqs/1/q'), node(graph, 'worker'))).toMatchObject({
      EdgeType: 'link',
      SummaryStatistics: {},
      ResponseTimeHistogram: [],
      ReceivedEventAgeHistogram: [{ Value: 5, Count: 1 }],
    });
  });

  test('a link whose other end never came draws nothing, and its segment is still no client’s', async () => {
    local.put(segment(3, 'worker', [5, 6], consumer));
    expect(edgesOf(await local.graph())).toEqual([]);
    expect(node(await local.graph(), 'worker').Root).toBeUndefined();
  });
});

test('times of nodes and edges are whole seconds on the wire', async () => {
  local.put(segment(1, 'web', [0.9, 2.1]));
  const body = JSON.stringify({ StartTime: T0, EndTime: T0 + 300.5 });
  const answer = await fetch(`${local.url}/ServiceGraph`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({
    StartTime: T0,
    EndTime: T0 + 300.5,
    Services: [{ StartTime: T0, EndTime: T0 + 2 }, {}],
  });
});
