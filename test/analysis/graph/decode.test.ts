import { decodeGraph } from '../../../analysis/graph/decode';
import { statisticsOf } from '../../laws/xray';
import { awsSample, describeWithRecordings } from '../../support/recordings';

const window = { start: 0, end: 300 };
const service = (ReferenceId: number, Name: string, rest: object = {}) => ({
  ReferenceId,
  Name,
  Type: 'remote',
  ...rest,
});
const calls = (count: number, seconds = 0.1) =>
  statisticsOf({ seconds: new Array<number>(count).fill(seconds) });
const decode = (...services: unknown[]) => decodeGraph([services], window);
const reasons = ({ rejects }: ReturnType<typeof decode>) =>
  rejects.map(({ what, reason }) => `${what}: ${reason}`);

describe('A page', () => {
  test.each([
    ['nothing', undefined, 'page of undefined'],
    ['null', null, 'page of object'],
    ['a text', 'Services', 'page of string'],
    ['an object', { Services: [] }, 'page of object'],
  ])('that is %s is rejected', (_what, page, at) => {
    expect(decodeGraph([page], window).rejects).toEqual([
      { what: 'page', reason: 'Services is not a list', at },
    ]);
  });

  test('may be empty', () => {
    expect(decodeGraph([[]], window)).toEqual({
      graph: { window, services: [], edges: [] },
      rejects: [],
      edgesReceived: 0,
      edgesMerged: 0,
    });
  });
});

describe('A service', () => {
  test.each([
    ['null', null, 'service without a name'],
    ['without a name', { ReferenceId: 1 }, 'service without a name'],
    ['with an empty name', service(1, ''), 'service without a name'],
    ['with a name of which nothing is left', service(1, '.'), 'service without a name'],
    ['without a reference', { Name: 'a' }, 'service without a ReferenceId'],
    [
      'with a reference that has no text',
      { Name: 7, ReferenceId: { toString: null } },
      'service without a name',
    ],
    ['at the metadata address', service(1, '169.254.169.254'), 'link-local address'],
    ['at the metadata address and port', service(1, '169.254.170.2:80'), 'link-local address'],
  ])('%s is rejected with its edges', (_what, value, reason) => {
    const edges = { Edges: [{ ReferenceId: 1 }, { ReferenceId: 2 }] };
    const decoded = decode(value === null ? value : { ...value, ...edges });
    const lost =
      value === null ? [] : [`edge: caller rejected: ${reason}`, `edge: caller rejected: ${reason}`];
    expect(reasons(decoded)).toEqual([`service: ${reason}`, ...lost]);
    expect(decoded.graph.services).toEqual([]);
  });

  test('keeps its type only where X-Ray gives one, and its account unless it is "all"', () => {
    const { graph } = decode(
      { ReferenceId: 1, Name: 'a', Type: null, AccountId: 'all' },
      { ReferenceId: 2, Name: 'b', AccountId: '111122223333' },
    );
    expect(graph.services.map(({ key }) => key)).toEqual(['a||', 'b||111122223333']);
    expect(Object.keys(graph.services[0] ?? {})).not.toContain('type');
  });

  test('has its control characters replaced, which is reported', () => {
    const decoded = decode(service(1, 'shop\u0000\u202e'));
    expect(decoded.graph.services[0]?.name).toBe('shop\ufffd\ufffd');
    expect(reasons(decoded)).toEqual(['name: control characters replaced']);
  });

  test('that is a remote host is one however it is written', () => {
    const { graph } = decode(service(1, 'API.example.com.'), service(2, 'api.example.com'));
    expect(graph.services.map(({ name }) => name)).toEqual(['api.example.com']);
  });

  test('listed twice with one reference counts once, with two references adds up', () => {
    const active = { State: 'active', ...calls(3) };
    expect(decode(service(1, 'a', active), service(1, 'a', active)).graph.services[0]?.outcomes.total).toBe(
      3,
    );
    expect(decode(service(1, 'a', active), service(2, 'a', active)).graph.services[0]?.outcomes.total).toBe(
      6,
    );
  });

  test('that an alias joins with its inferred twin counts its own calls once, in either order', () => {
    const aliases = [{ name: 'api.example.com', to: { name: 'api', type: 'AWS::ECS::Fargate' } }];
    const own = { ReferenceId: 1, Name: 'api', Type: 'AWS::ECS::Fargate', State: 'active', ...calls(4) };
    const inferred = service(2, 'api.example.com', { State: 'unknown', Root: true, ...calls(4, 0.2) });
    const [a, b] = [
      [own, inferred],
      [inferred, own],
    ].map((page) => decodeGraph([page], window, aliases).graph);
    expect(a?.services).toHaveLength(1);
    expect(a?.services[0]).toMatchObject({ active: true, root: true, outcomes: { ok: 4, total: 4 } });
    expect(a?.services[0]?.responseTimeSeconds).toBe(0.4);
    expect(b).toEqual(a);
  });

  test('whose edges are not a list is kept and the edges are reported', () => {
    const decoded = decode(service(1, 'a', { Edges: { ReferenceId: 1 } }));
    expect(decoded.graph.services).toHaveLength(1);
    expect(reasons(decoded)).toEqual(['service: Edges is not a list']);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty'])(
    'named %s is a service like any other',
    (name) => {
      const { graph, rejects } = decode(service(1, name, { Edges: [{ ReferenceId: 1, ...calls(1) }] }));
      expect(graph.edges.map(({ source, target }) => [source, target])).toEqual([
        [`${name.toLowerCase()}|remote|`, `${name.toLowerCase()}|remote|`],
      ]);
      expect(rejects).toEqual([]);
    },
  );
});

describe('An edge', () => {
  const to = (...Edges: unknown[]) => decode(service(1, 'a', { Edges }), service(2, 'b'));

  test('may point at a service of a later page', () => {
    const pages = [[service(1, 'a', { Edges: [{ ReferenceId: 2, ...calls(2) }] })], [service(2, 'b')]];
    expect(decodeGraph(pages, window).graph.edges).toMatchObject([
      { kind: 'call', source: 'a|remote|', target: 'b|remote|' },
    ]);
  });

  test('to a service of no page is rejected', () => {
    expect(reasons(to({ ReferenceId: 9, ...calls(1) }))).toEqual([
      'edge: target is in no page of the answer',
    ]);
  });

  test('without a reference is rejected', () => {
    expect(reasons(to({ ...calls(1) }, null, 'text'))).toEqual(
      new Array<string>(3).fill('edge: edge without a ReferenceId'),
    );
  });

  test('without statistics was seen, how often is unknown', () => {
    const decoded = to({ ReferenceId: 2 });
    expect(decoded.graph.edges).toMatchObject([{ counted: false, outcomes: { total: 0 } }]);
    expect(reasons(decoded)).toEqual(['statistics: no statistics']);
  });

  test('that is a link has an event age and needs no statistics', () => {
    const link = {
      ReferenceId: 2,
      EdgeType: 'link',
      SummaryStatistics: {},
      ReceivedEventAgeHistogram: [{ Value: 0, Count: 3 }],
    };
    const decoded = to(link);
    expect(decoded.graph.edges).toEqual([
      { kind: 'link', source: 'a|remote|', target: 'b|remote|', eventAge: [[0, 3]] },
    ]);
    expect(decoded.rejects).toEqual([]);
  });

  test('listed twice is one with both counts', () => {
    const decoded = to({ ReferenceId: 2, ...calls(2) }, { ReferenceId: 2, ...calls(3) });
    expect(decoded.graph.edges).toMatchObject([{ outcomes: { ok: 5, total: 5 }, responseTimeSeconds: 0.5 }]);
    expect([decoded.edgesReceived, decoded.edgesMerged]).toEqual([2, 1]);
  });

  test('of a call and of a link between the same services are two', () => {
    const decoded = to(
      { ReferenceId: 2, ...calls(2) },
      { ReferenceId: 2, EdgeType: 'link', SummaryStatistics: {} },
    );
    expect(decoded.graph.edges.map(({ kind }) => kind)).toEqual(['link', 'call']);
  });
});

test('An edge to a rejected service is rejected for the same reason', () => {
  const metadata = { ReferenceId: 2, Name: '169.254.170.2', Type: 'remote' };
  const { graph, rejects } = decode(
    service(1, 'shop', { Edges: [{ ReferenceId: 2, ...calls(3) }] }),
    metadata,
  );
  expect(graph.edges).toEqual([]);
  expect(rejects.map(({ what, reason }) => `${what}: ${reason}`)).toEqual([
    'service: link-local address',
    'edge: target rejected: link-local address',
  ]);
});

describeWithRecordings('The service graph in the documentation of X-Ray', () => {
  test('is read whole', () => {
    const { Services } = awsSample('service-graph-xray-api-gettingdata-2.json');
    const { graph, rejects, edgesReceived } = decodeGraph([Services], window);
    const host = 'xray-sample.elasticbeanstalk.com';
    const [client, machine] = [`${host}|client|`, `${host}|AWS::EC2::Instance|`];
    expect(graph.services.map(({ key, active, outcomes }) => [key, active, outcomes.total])).toEqual([
      ['SNS|AWS::SNS|', false, 2],
      ['awseb-e-dixzws4s9p-stack-StartupSignupsTable-4IMSMHAYX2BA|AWS::DynamoDB::Table|', false, 2],
      [machine, true, 4],
      [client, false, 0],
    ]);
    expect(graph.edges.find(({ source, target }) => source === client && target === machine)).toMatchObject({
      outcomes: { ok: 3, error: 1, throttle: 0, fault: 0, total: 4 },
      responseTimeSeconds: 0.273,
    });
    expect(rejects).toEqual([]);
    expect(graph.edges).toHaveLength(edgesReceived);
  });
});

describe('A name that an edge gives as another one of its callee', () => {
  const alias = (name: string, type = 'remote') => [{ Name: name, Names: [name], Type: type }];
  const edgeTo = (ReferenceId: number, count: number, Aliases: unknown = []) => ({
    ReferenceId,
    Aliases,
    ...calls(count),
  });
  const orders = service(2, 'orders', { Type: 'AWS::ECS::Fargate', State: 'active', Edges: [], ...calls(5) });
  const inferred = service(3, 'orders.internal', { State: 'unknown', Edges: [], ...calls(2) });
  const caller = (...edges: unknown[]) => service(1, 'web', { Type: 'AWS::ECS::Fargate', Edges: edges });
  const names = ({ graph }: ReturnType<typeof decode>) => graph.services.map(({ name }) => name);
  const counts = ({ graph }: ReturnType<typeof decode>) =>
    graph.edges.map((edge) => edge.kind === 'call' && `${edge.target} ${edge.outcomes.total}`);

  test('is that callee where its segments are missing, on whichever page it stands', () => {
    const services = [inferred, caller(edgeTo(3, 2), edgeTo(2, 5, alias('Orders.internal'))), orders];
    for (const pages of [[services], services.map((one) => [one])]) {
      const decoded = decodeGraph(pages, window);
      expect(names(decoded)).toEqual(['orders', 'web']);
      expect(counts(decoded)).toEqual(['orders|AWS::ECS::Fargate| 7']);
      expect(decoded).toMatchObject({ edgesReceived: 2, edgesMerged: 1, rejects: [] });
    }
  });

  test.each<[string, unknown[]]>([
    [
      'of two callees, as a load balancer',
      [
        service(4, 'stock', { Type: 'AWS::ECS::Fargate', State: 'active', Edges: [], ...calls(1) }),
        caller(edgeTo(3, 2), edgeTo(2, 5, alias('orders.internal')), edgeTo(4, 1, alias('orders.internal'))),
      ],
    ],
    ['of another type', [caller(edgeTo(3, 2), edgeTo(2, 5, alias('orders.internal', 'AWS::SQS::Queue')))]],
    ['that cannot be read', [caller(edgeTo(3, 2), edgeTo(2, 5, [null, { Name: 7, Names: 'x' }, 'x']))]],
  ])('%s says nothing', (_what, services) => {
    expect(names(decode(inferred, orders, ...services))).toContain('orders.internal');
  });

  test('does not swallow a service that sends segments itself', () => {
    const active = { ...inferred, State: 'active' };
    expect(
      names(decode(active, orders, caller(edgeTo(3, 2), edgeTo(2, 5, alias('orders.internal'))))),
    ).toContain('orders.internal');
  });
});
