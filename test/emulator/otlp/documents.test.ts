import type { Raw } from '../support/documents';
import { spanId, T0, traceId } from '../support/documents';
import { attributes, documents, exportOf, KIND, LOCAL, type Plain, REMOTE, span } from '../support/otlp';

type Said = Readonly<Record<string, Plain>>;
const WEB = { 'service.name': 'web' };
const CALL = { kind: KIND.client, parentSpanId: spanId(9) };
const AWS_CALL = { 'rpc.system': 'aws-api', 'rpc.service': 'DynamoDB', 'rpc.method': 'PutItem' };

/** The only document of a span that says something. */
function only(said: Said, more: Raw = {}, resource: Said = WEB): Raw {
  const made = documents(exportOf(resource, span(1, 'GET /', { attributes: attributes(said), ...more })));
  expect(made).toHaveLength(1);
  return made[0] ?? {};
}

test('a SERVER span of a plain service becomes this document', () => {
  const said = {
    'http.request.method': 'GET',
    'http.response.status_code': 200,
    'url.full': 'http://web/x',
    a: 1,
  };
  const resource = { ...WEB, 'telemetry.sdk.name': 'opentelemetry', 'telemetry.sdk.language': 'nodejs' };
  expect(only(said, { parentSpanId: spanId(2) }, resource)).toEqual({
    name: 'web',
    id: spanId(1),
    trace_id: traceId(1),
    parent_id: spanId(2),
    start_time: T0,
    end_time: T0 + 1,
    http: { request: { method: 'GET', url: 'http://web/x' }, response: { status: 200 } },
    aws: { xray: { sdk: 'opentelemetry for nodejs', auto_instrumentation: false } },
    metadata: {
      default: {
        'otel.resource.service.name': 'web',
        'otel.resource.telemetry.sdk.name': 'opentelemetry',
        'otel.resource.telemetry.sdk.language': 'nodejs',
        a: 1,
      },
    },
  });
});

test('a DynamoDB call becomes this subsegment', () => {
  const said = { ...AWS_CALL, 'aws.dynamodb.table_names': ['orders'], 'aws.region': 'eu-west-1' };
  expect(only({ ...said, 'http.status_code': 200 }, CALL)).toEqual({
    name: 'DynamoDB',
    id: spanId(1),
    trace_id: traceId(1),
    parent_id: spanId(9),
    type: 'subsegment',
    namespace: 'aws',
    start_time: T0,
    end_time: T0 + 1,
    http: { request: {}, response: { status: 200 } },
    aws: { operation: 'PutItem', region: 'eu-west-1', table_name: 'orders' },
    metadata: {
      default: { 'rpc.system': 'aws-api', 'rpc.service': 'DynamoDB', 'aws.dynamodb.table_names': ['orders'] },
    },
  });
});

describe('What a span becomes', () => {
  const parent = { parentSpanId: spanId(9) };
  const marked = { attributes: attributes({ 'aws.span.kind': 'LOCAL_ROOT' }) };
  test.each<[string, Raw, readonly string[]]>([
    ['a SERVER span without parent', { kind: KIND.server }, ['segment']],
    ['a SERVER span with a parent', { kind: KIND.server, ...parent, flags: REMOTE }, ['segment']],
    ['a SERVER span with a local parent', { kind: KIND.server, ...parent, flags: LOCAL }, ['segment']],
    ['an INTERNAL span without parent', { kind: KIND.internal }, ['segment']],
    ['an INTERNAL span whose parent is zeros', { kind: KIND.internal, parentSpanId: spanId(0) }, ['segment']],
    ['an INTERNAL span with a remote parent', { kind: KIND.internal, ...parent, flags: REMOTE }, ['segment']],
    [
      'an INTERNAL span with a local parent',
      { kind: KIND.internal, ...parent, flags: LOCAL },
      ['subsegment'],
    ],
    ['an INTERNAL span marked local root', { kind: KIND.internal, ...parent, ...marked }, ['segment']],
    ['a span of unknown kind with a parent', { kind: 0, ...parent }, ['subsegment']],
    ['a span of a kind that is not there yet', { kind: 77, ...parent }, ['subsegment']],
    ['a CLIENT span with a parent that may be anywhere', { kind: KIND.client, ...parent }, ['subsegment']],
    [
      'a CLIENT span with the bit only that says remote',
      { kind: KIND.client, ...parent, flags: 0x200 },
      ['subsegment'],
    ],
    ['a CLIENT span without parent', { kind: KIND.client }, ['subsegment', 'segment']],
    [
      'a PRODUCER span with a remote parent',
      { kind: KIND.producer, ...parent, flags: REMOTE },
      ['subsegment', 'segment'],
    ],
    ['a CONSUMER span with a local parent', { kind: KIND.consumer, ...parent, flags: LOCAL }, ['subsegment']],
    ['a CONSUMER span with a remote parent', { kind: KIND.consumer, ...parent, flags: REMOTE }, ['segment']],
    [
      'a CONSUMER span marked local root',
      { kind: KIND.consumer, ...parent, ...marked },
      ['subsegment', 'segment'],
    ],
  ])('%s: %j becomes %j', (_, more, kinds) => {
    const made = documents(exportOf(WEB, span(1, 'work', more)));
    expect(made.map((document) => document.type ?? 'segment')).toEqual(kinds);
  });

  test('a call that begins a process is its service’s segment and, under the span’s id, the call', () => {
    const said = { ...AWS_CALL, 'aws.table_name': 'orders', 'http.status_code': 503, x: 'y' };
    const link = { traceId: 'a'.repeat(32), spanId: spanId(7) };
    const spans = [span(1, 'put', { kind: KIND.client, attributes: attributes(said), links: [link] })];
    const [call, service] = documents(exportOf({ ...WEB, 'service.version': '1.2' }, ...spans));
    expect(call).toMatchObject({
      id: spanId(1),
      parent_id: service?.id,
      namespace: 'aws',
      name: 'DynamoDB',
      fault: true,
    });
    expect(call?.links).toHaveLength(1);
    expect(service).toEqual({
      name: 'web',
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      trace_id: traceId(1),
      start_time: T0,
      end_time: T0 + 1,
      fault: true,
      service: { version: '1.2' },
      aws: { xray: { auto_instrumentation: false } },
      metadata: { default: { 'otel.resource.service.name': 'web', 'otel.resource.service.version': '1.2' } },
    });
    expect(documents(exportOf({ ...WEB, 'service.version': '1.2' }, ...spans))).toEqual([call, service]);
  });

  test('a marked consumer’s links belong to its service, and what it received from is remote', () => {
    const said = {
      'aws.span.kind': 'LOCAL_ROOT',
      'aws.local.service': 'billing',
      'aws.remote.service': 'kafka',
    };
    const links = [{ traceId: 'a'.repeat(32), spanId: spanId(7) }];
    const more = { kind: KIND.consumer, attributes: attributes(said), links };
    const [call, service] = documents(exportOf(WEB, span(1, 'process', more)));
    expect(call).toMatchObject({ name: 'kafka', namespace: 'remote' });
    expect(call).not.toHaveProperty('links');
    expect(service).toMatchObject({ name: 'billing', links: [{ id: spanId(7) }] });
  });
});

test('ids that are made up differ from span to span and from exception to exception', () => {
  const events = [{ name: 'exception' }, { name: 'exception' }];
  const calls = [1, 2].map((n) => span(n, 'call', { kind: KIND.client, events }));
  const made = documents(exportOf(WEB, ...calls));
  const ids = made.flatMap(({ id, cause }) => [
    id,
    ...(cause as { exceptions: Raw[] }).exceptions.map((one) => one.id),
  ]);
  expect(new Set(made.map(({ id }) => id)).size).toBe(4);
  expect(new Set(ids).size).toBe(12);
});

describe('Names', () => {
  test.each<[string, Said]>([
    ['web', {}],
    ['shop', { 'aws.local.service': 'shop', 'peer.service': 'peer' }],
    ['peer', { 'peer.service': 'peer', 'rpc.service': 'rpc' }],
  ])('a segment is called %s by %j', (name, said) => {
    expect(only(said).name).toBe(name);
  });

  test.each<[string, Said]>([
    ['kafka', { 'aws.remote.service': 'kafka', 'peer.service': 'peer' }],
    ['DynamoDB', { 'aws.remote.service': 'AWS::DynamoDB', ...AWS_CALL }],
    ['S3', { 'aws.remote.service': 'AWS.SDK.S3', 'rpc.system': 'aws-api' }],
    ['AWS::DynamoDB', { 'aws.remote.service': 'AWS::DynamoDB' }],
    ['peer', { 'peer.service': 'peer', 'aws.service': 'S3' }],
    ['S3', { 'aws.service': 'S3', 'rpc.service': 'rpc' }],
    ['shop@db.example', { 'db.name': 'shop', 'db.connection_string': 'jdbc:mysql://db.example:3306' }],
    ['shop@pg.example', { 'db.namespace': 'shop', 'server.address': 'pg.example' }],
    ['shop', { 'db.name': 'shop' }],
    ['rpc', { 'rpc.service': 'rpc', 'http.host': 'host' }],
    ['host:8080', { 'http.host': 'host:8080', 'net.peer.name': 'net' }],
    ['net', { 'net.peer.name': 'net', 'server.address': 'server' }],
    ['server', { 'server.address': 'server' }],
    ['GET /', {}],
    ['peer', { 'peer.service': 'p(e)e*r' }],
    ['Größe 漢字', { 'peer.service': 'Größe 漢字' }],
    ['span', { 'peer.service': '***' }],
    ['é'.repeat(200), { 'peer.service': 'é'.repeat(300) }],
  ])('a call is to %s by %j', (name, said) => {
    expect(only(said, CALL).name).toBe(name);
  });

  test('work inside a process is called as its span, and a segment without service as its span', () => {
    expect(only({ 'aws.remote.service': 'kafka' }, { ...CALL, kind: KIND.internal })).toMatchObject({
      name: 'GET /',
    });
    expect(only({}, {}, {})).toMatchObject({ name: 'GET /' });
  });
});

describe('Namespaces of subsegments', () => {
  const remote = { 'aws.remote.service': 'kafka' };
  test.each<[string, Said, number, string | undefined]>([
    ['a call', {}, KIND.client, 'remote'],
    ['a call of the AWS SDK', { 'rpc.system': 'aws-api' }, KIND.client, 'aws'],
    ['a message sent by the AWS SDK', { 'rpc.system': 'aws-api', ...remote }, KIND.producer, 'aws'],
    ['a call that names its AWS service', { 'aws.service': 'S3' }, KIND.client, 'aws'],
    ['a call by gRPC', { 'rpc.system': 'grpc' }, KIND.client, 'remote'],
    ['a message to somewhere', {}, KIND.producer, undefined],
    ['a message to a service that is told', remote, KIND.producer, 'remote'],
    ['a message from a service that is told', remote, KIND.consumer, 'remote'],
    ['work inside the process', remote, KIND.internal, undefined],
  ])('%s: %j of kind %i is in namespace %j', (_, said, kind, namespace) => {
    expect(only(said, { ...CALL, kind }).namespace).toBe(namespace);
  });
});

describe('The http block', () => {
  const status = { 'http.status_code': 200 };
  test.each<[Said, Raw | undefined]>([
    [{ 'http.url': 'https://a/b', 'http.host': 'c' }, { url: 'https://a/b' }],
    [{ ...status, 'url.full': 'https://a/b?q' }, { url: 'https://a/b?q' }],
    [{ 'http.scheme': 'https', 'http.host': 'a:8443', 'http.target': '/b?c' }, { url: 'https://a:8443/b?c' }],
    [{ ...status, 'net.peer.name': 'a', 'net.peer.port': 8080 }, { url: 'http://a:8080/' }],
    [{ ...status, 'net.peer.name': 'a', 'net.peer.port': '80' }, { url: 'http://a/' }],
    [
      { 'url.scheme': 'https', 'server.address': 'a', 'server.port': 443, 'url.path': '/b' },
      { url: 'https://a/b' },
    ],
    [
      { ...status, 'server.address': '::1', 'server.port': 81, 'url.query': 'c=d' },
      { url: 'http://[::1]:81/?c=d' },
    ],
    [
      { ...status, 'net.peer.ip': '10.0.0.1' },
      { url: 'http://10.0.0.1/', client_ip: '10.0.0.1' },
    ],
    [
      { 'http.method': 'PUT', 'http.user_agent': 'curl' },
      { method: 'PUT', user_agent: 'curl' },
    ],
    [
      { 'http.request.method': 'PUT', 'user_agent.original': 'curl' },
      { method: 'PUT', user_agent: 'curl' },
    ],
    [{ 'server.address': 'a', 'server.port': 81 }, undefined],
  ])('of a call that says %j has the request %j', (said, request) => {
    const { http } = only(said, CALL);
    expect(http && (http as Raw).request).toEqual(request);
  });

  test.each<[Said, Raw]>([
    [{ 'http.server_name': 'a', 'net.host.port': 81, 'http.target': '/b' }, { url: 'http://a:81/b' }],
    [{ 'net.host.name': 'a', 'net.host.port': 80, 'url.path': '/b' }, { url: 'http://a/b' }],
    [
      {
        'server.address': 'a',
        'server.port': 8443,
        'url.scheme': 'https',
        'url.path': '/b',
        'url.query': '?c',
      },
      { url: 'https://a:8443/b?c' },
    ],
    [{ 'url.path': '/b' }, {}],
    [
      { 'url.path': '/', 'client.address': '1.2.3.4' },
      { client_ip: '1.2.3.4', x_forwarded_for: true },
    ],
    [
      { 'url.path': '/', 'client.address': '1.2.3.4', 'network.peer.address': '10.0.0.1' },
      { client_ip: '1.2.3.4' },
    ],
    [{ 'url.path': '/', 'client.address': 'somewhere', 'network.peer.address': '::1' }, { client_ip: '::1' }],
    [{ 'http.client_ip': '1.2.3.4' }, { client_ip: '1.2.3.4', x_forwarded_for: true }],
  ])('of a server that says %j has the request %j', (said, request) => {
    expect(only(said).http).toEqual({ request, response: {} });
  });

  test('the older and the newer names of status and length are one', () => {
    const older = only({ 'http.status_code': 404, 'http.response_content_length': 5 });
    const newer = only({ 'http.response.status_code': 404, 'http.response.body.size': 5 });
    expect(older).toEqual(newer);
    expect(older.http).toEqual({ request: {}, response: { status: 404, content_length: 5 } });
  });
});

describe('How a span ended', () => {
  test.each<[Said, Raw | undefined, Raw]>([
    [{}, undefined, {}],
    [{}, { code: 1 }, {}],
    [{}, { code: 2 }, { fault: true }],
    [{ 'http.status_code': 200 }, { code: 2 }, { fault: true }],
    [{ 'http.status_code': 404 }, { code: 2 }, { error: true }],
    [{ 'http.response.status_code': 404 }, undefined, { error: true }],
    [{ 'http.response.status_code': 429 }, undefined, { error: true, throttle: true }],
    [{ 'http.response.status_code': 500 }, { code: 1 }, { fault: true }],
    [{ 'http.response.status_code': '500' }, undefined, {}],
  ])('%j with status %j has the flags %j', (said, status, flags) => {
    const { fault, error, throttle } = only(said, { status });
    expect({ fault, error, throttle }).toEqual(flags);
  });

  test('a status message is the cause where no exception was recorded', () => {
    expect(only({}, { status: { code: 2, message: 'no stock' } }).cause).toEqual({
      exceptions: [{ id: expect.stringMatching(/^[0-9a-f]{16}$/), message: 'no stock' }],
    });
    expect(only({}, { status: { code: 1, message: 'fine' } })).not.toHaveProperty('cause');
  });

  const raised = (stacktrace: string): unknown => {
    const said = { 'exception.type': 'E', 'exception.message': 'm', 'exception.stacktrace': stacktrace };
    const events = [{ name: 'log' }, { name: 'exception', attributes: attributes(said) }];
    return only({}, { ...CALL, events, status: { code: 2, message: 'unused' } }).cause;
  };
  const lines = (...all: readonly string[]) => all.join('\n');
  test.each<[string, string, readonly (readonly [string, number, string])[] | undefined]>([
    [
      'JavaScript',
      lines(
        'E: m',
        '    at Object.put [as f] (/app/a b.js:10:5)',
        '    at file:///app/b.mjs:7:1',
        '    at async Promise.all (index 0)',
      ),
      [
        ['/app/a b.js', 10, 'Object.put [as f]'],
        ['file:///app/b.mjs', 7, ''],
      ],
    ],
    [
      'Java',
      lines(
        'E: m',
        '\tat app//org.Shop.buy(Shop.java:42)',
        '\tat org.Main.main(Native Method)',
        '\t... 3 more',
        'Caused by: X: y',
        '\tat z.Z.z(Z.java:1)',
      ),
      [
        ['Shop.java', 42, 'org.Shop.buy'],
        ['Native Method', 0, 'org.Main.main'],
      ],
    ],
    [
      'Python',
      lines(
        'Traceback (most recent call last):',
        '  File "old.py", line 1, in old',
        'During handling of the above exception, another exception occurred:',
        '',
        'Traceback (most recent call last):',
        '  File "main.py", line 3, in <module>',
        '    buy()',
        '  File "shop.py", line 9, in buy',
        'E: m',
      ),
      [
        ['shop.py', 9, 'buy'],
        ['main.py', 3, '<module>'],
      ],
    ],
    [
      '.NET',
      lines('E: m', '   at Shop.Buy(Int32 n) in C:\\src\\Shop.cs:line 12', '   at Shop.Main()'),
      [
        ['C:\\src\\Shop.cs', 12, 'Shop.Buy(Int32 n)'],
        ['', 0, 'Shop.Main()'],
      ],
    ],
    ['no language', 'something happened', undefined],
  ])('an exception of %s keeps its frames, innermost first', (_, stacktrace, frames) => {
    const stack = frames?.map(([path, line, label]) => ({ path, line, label }));
    expect(raised(stacktrace)).toEqual({
      exceptions: [
        { id: expect.any(String), type: 'E', message: 'm', remote: true, ...(stack && { stack }) },
      ],
    });
  });

  test('a stack trace that is meant to be slow is not', () => {
    const slow = ['   at a in b', '    at a (', '\tat a/', '    at :1:', '  File "'].map(
      (text) => text.slice(0, 4) + text.slice(4).repeat(30_000),
    );
    const start = performance.now();
    raised(lines(...slow));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('The sql block', () => {
  test.each<[Said, Raw | undefined]>([
    [
      {
        'db.system': 'mysql',
        'db.name': 'shop',
        'db.connection_string': 'mysql://db:3306',
        'db.statement': 'SELECT 1',
        'db.user': 'me',
      },
      {
        connection_string: 'mysql://db:3306/shop',
        database_type: 'mysql',
        sanitized_query: 'SELECT 1',
        user: 'me',
      },
    ],
    [
      {
        'db.system.name': 'postgresql',
        'db.namespace': 'shop',
        'server.address': 'pg',
        'db.query.text': 'SELECT 1',
      },
      { connection_string: 'pg/shop', database_type: 'postgresql', sanitized_query: 'SELECT 1' },
    ],
    [{ 'db.system': 'sqlite' }, { connection_string: 'localhost/', database_type: 'sqlite' }],
    [{ 'db.system': 'redis', 'server.address': 'cache' }, undefined],
  ])('of %j is %j', (said, sql) => {
    const document = only(said, CALL);
    expect(document.sql).toEqual(sql);
    expect(document.metadata).toEqual(
      sql
        ? said['server.address']
          ? { default: { 'server.address': 'pg' } }
          : undefined
        : { default: said },
    );
  });
});

describe('The aws block', () => {
  test.each<[Said, Raw]>([
    [{ 'aws.operation': 'Put', 'rpc.method': 'x' }, { operation: 'Put' }],
    [{ 'aws.request_id': 'r' }, { request_id: 'r' }],
    [{ 'aws.requestId': 'r' }, { request_id: 'r' }],
    [{ 'aws.request.id': 'r' }, { request_id: 'r' }],
    [{ 'aws.queue_url': 'q' }, { queue_url: 'q' }],
    [{ 'messaging.url': 'm', 'aws.queue.url': 'q' }, { queue_url: 'm' }],
    [{ 'aws.sqs.queue.url': 'q' }, { queue_url: 'q' }],
    [{ 'aws.table.name': 't' }, { table_name: 't' }],
    [{ 'aws.dynamodb.table_names': 't' }, { table_name: 't' }],
    [{ 'aws.dynamodb.table_names': ['t', 'u'] }, { resource_names: ['t', 'u'] }],
    [
      { 'aws.account_id': '1', 'cloud.region': 'eu' },
      { account_id: '1', region: 'eu' },
    ],
    [{ 'faas.invoked_name': 'f' }, { function_name: 'f' }],
  ])('of a call that says %j is %j', (said, aws) => {
    expect(only(said, CALL).aws).toEqual(aws);
  });

  test('a call takes its region from its resource where it does not say one itself', () => {
    const resource = { 'cloud.region': 'eu-west-1' };
    expect(only({ 'aws.operation': 'Put' }, CALL, resource).aws).toEqual({
      operation: 'Put',
      region: 'eu-west-1',
    });
    expect(only({ 'aws.operation': 'Put' }, CALL, { ...resource, 'cloud.provider': 'gcp' }).aws).toEqual({
      operation: 'Put',
    });
    expect(only({}, CALL, resource)).not.toHaveProperty('aws');
  });

  const place = (platform: string, more: Said = {}) => ({
    'cloud.provider': 'aws',
    'cloud.platform': platform,
    ...more,
  });
  test.each<[Said, string | undefined, Raw]>([
    [
      place('aws_ec2', { 'host.id': 'i-1', 'host.type': 'm5' }),
      'AWS::EC2::Instance',
      { ec2: { instance_id: 'i-1', instance_size: 'm5' } },
    ],
    [place('aws_ecs', { 'container.name': 'c' }), 'AWS::ECS::Container', { ecs: { container: 'c' } }],
    [
      place('aws_ecs', { 'aws.ecs.launchtype': 'FARGATE' }),
      'AWS::ECS::Fargate',
      { ecs: { launch_type: 'FARGATE' } },
    ],
    [place('aws_ecs', { 'aws.ecs.launchtype': 'ec2' }), 'AWS::ECS::EC2', { ecs: { launch_type: 'ec2' } }],
    [
      place('aws_eks', { 'k8s.cluster.name': 'k', 'k8s.pod.name': 'p' }),
      'AWS::EKS::Container',
      { eks: { cluster_name: 'k', pod: 'p' } },
    ],
    [
      place('aws_elastic_beanstalk', {
        'service.instance.id': '7',
        'service.namespace': 'prod',
        'service.version': 'v',
      }),
      'AWS::ElasticBeanstalk::Environment',
      { elastic_beanstalk: { deployment_id: 7, environment_name: 'prod', version_label: 'v' } },
    ],
    [
      place('aws_lambda', { 'aws.log.group.names': ['/a', '/b'] }),
      'AWS::Lambda::Function',
      { cloudwatch_logs: [{ log_group: '/a' }, { log_group: '/b' }] },
    ],
    [
      place('aws_app_runner', { 'aws.log.group.arns': 'arn:aws:logs:eu:1:log-group:/a' }),
      'AWS::AppRunner::Service',
      { cloudwatch_logs: [{ log_group: '/a', arn: 'arn:aws:logs:eu:1:log-group:/a' }] },
    ],
    [
      place('aws_something', { 'cloud.account.id': '123456789012', 'cloud.region': 'eu' }),
      undefined,
      { account_id: '123456789012', region: 'eu' },
    ],
    [
      { 'telemetry.sdk.name': 'x', 'telemetry.sdk.version': '2', 'telemetry.distro.version': '3' },
      undefined,
      { xray: { sdk: 'x', sdk_version: '2', auto_instrumentation: true } },
    ],
  ])('of a segment on %j, with its origin %s', (resource, origin, aws) => {
    const document = only({}, {}, resource);
    expect(document.origin).toBe(origin);
    expect(document.aws).toEqual({ xray: { auto_instrumentation: false }, ...aws });
  });

  test('a segment in another cloud has neither origin nor aws block', () => {
    const document = only(
      {},
      {},
      { 'cloud.provider': 'gcp', 'cloud.platform': 'aws_ec2', 'cloud.region': 'x' },
    );
    expect([document.origin, document.aws]).toEqual([undefined, {}]);
  });

  test('the version is the service’s, or else its image’s', () => {
    expect(only({}, {}, { 'service.version': '1', 'container.image.tag': '2' }).service).toEqual({
      version: '1',
    });
    expect(only({}, {}, { 'container.image.tag': '2' }).service).toEqual({ version: '2' });
  });
});

describe('Annotations and metadata', () => {
  test('attributes are metadata unless listed, and the list reaches the resource of a segment', () => {
    const said = {
      a: 'x',
      'b-c.d': 2,
      e: [1],
      f: { g: true },
      'aws.xray.annotations': ['b-c.d', 'e', 'otel.resource.service.name', 'none'],
    };
    const document = only(said);
    expect(document.annotations).toEqual({ 'b_c.d': 2, 'otel.resource.service.name': 'web' });
    expect(document.metadata).toEqual({ default: { a: 'x', e: [1], f: { g: true } } });
    expect(only(said, CALL).annotations).toEqual({ 'b_c.d': 2 });
  });

  test('a namespace of metadata can be carried as JSON; what is no object stays as it is', () => {
    const deep = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const said = {
      'aws.xray.metadata.debug': '{"a":1}',
      'aws.xray.metadata.Default': '{"b":2}',
      'aws.xray.metadata.bad': '[1]',
      'aws.xray.metadata.deep': deep,
      c: 3,
    };
    expect(only(said, CALL).metadata).toEqual({
      debug: { a: 1 },
      default: { b: 2, 'aws.xray.metadata.bad': '[1]', 'aws.xray.metadata.deep': deep, c: 3 },
    });
  });

  test.each<[string, Raw, unknown]>([
    ['an integer JSON cannot hold', { intValue: '9007199254740993' }, '9007199254740993'],
    ['an integer as a number', { intValue: -5 }, -5],
    ['bytes', { bytesValue: 'AQI=' }, 'AQI='],
    ['a number that is none', { doubleValue: 'NaN' }, 'NaN'],
    ['an empty text', { stringValue: '' }, ''],
    ['false', { boolValue: false }, false],
    ['zero', { intValue: '0' }, 0],
    ['an empty list', { arrayValue: {} }, []],
    ['a list with an empty value', { arrayValue: { values: [{}] } }, [null]],
    [
      'a key that JavaScript fears',
      { kvlistValue: { values: [{ key: '__proto__', value: { intValue: 1 } }] } },
      JSON.parse('{"__proto__":1}'),
    ],
  ])('%s is kept', (_, value, kept) => {
    const made = documents(exportOf({}, span(1, 'x', { ...CALL, attributes: [{ key: 'k', value }] })));
    expect(made[0]?.metadata).toEqual({ default: { k: kept } });
  });

  test('an empty value is left out, the user is not told twice, and names of JavaScript are only names', () => {
    const list = [
      { key: 'k' },
      { key: 'enduser.id', value: { stringValue: 'me' } },
      { key: 'constructor', value: { stringValue: 'x' } },
    ];
    const [document] = documents(exportOf({}, span(1, 'x', { ...CALL, attributes: list })));
    expect(document).toMatchObject({ user: 'me', metadata: { default: { constructor: 'x' } } });
    expect(document?.metadata).toEqual({ default: { constructor: 'x' } });
  });
});

test('a list of annotations that is none and a user that is no text are metadata', () => {
  const said = { 'aws.xray.annotations': 'a', a: 1, 'enduser.id': 7 };
  expect(only(said, CALL).metadata).toEqual({ default: said });
});

test('links keep their attributes', () => {
  const reference = { 'aws.xray.reserved.reference_type': 'child' };
  const links = [
    {
      traceId: '5B8EFFF798038103D269B633813FC60C',
      spanId: 'EEE19B7EC3C1B174',
      attributes: attributes(reference),
    },
    { traceId: 'a'.repeat(32), spanId: spanId(2) },
  ];
  expect(only({}, { links }).links).toEqual([
    { trace_id: '1-5b8efff7-98038103d269b633813fc60c', id: 'eee19b7ec3c1b174', attributes: reference },
    { trace_id: `1-${'a'.repeat(8)}-${'a'.repeat(24)}`, id: spanId(2) },
  ]);
});
