import { incidentMessage } from '../../../analysis/explain/message';
import type { Stage } from '../../../analysis/explain/surroundings';
import type { FindingKind } from '../../../analysis/model/assessment';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { finding } from '../support/finding';

const lambda = 'checkout|AWS::Lambda::Function|111122223333';
const table = 'orders|AWS::DynamoDB::Table|';
const edge = `${lambda}>${table}`;
const T = 1_767_225_600;

/** What each kind looks like when it is told. */
const told: Readonly<Record<FindingKind, Finding>> = {
  'new-edge': finding('new-edge', `${lambda}>paste.example.net|remote|`, {
    severity: 'high',
    observed: { value: 7, unit: 'calls', count: 7 },
    expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: 2016 },
  }),
  'new-node': finding('new-node', 'audit|AWS::Lambda::Function|', {
    severity: 'low',
    observed: { value: 3, unit: 'calls', count: 3 },
    expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: 2016 },
  }),
  'vanished-edge': finding('vanished-edge', edge, {
    observed: { value: 3, unit: 'windows', count: 0 },
    expected: { lower: 0, center: 0, upper: 1, unit: 'windows', windows: 2016 },
  }),
  rename: finding('rename', 'orders-v2|AWS::DynamoDB::Table|', {
    severity: 'low',
    observed: { value: 171, unit: 'calls', count: 171 },
    expected: { lower: 110, center: 180, upper: 250, unit: 'calls', windows: 2016 },
    rename: {
      services: [{ from: table, to: 'orders-v2|AWS::DynamoDB::Table|' }],
      edges: [{ from: edge, to: `${lambda}>orders-v2|AWS::DynamoDB::Table|` }],
    },
  }),
  latency: finding('latency', edge, {
    severity: 'high',
    observed: { value: 1.42, unit: 'seconds', count: 180, statistic: 'p97' },
    expected: { lower: 0.11, center: 0.151, upper: 0.33, unit: 'seconds', windows: 2016 },
  }),
  'fault-ratio': finding('fault-ratio', edge, {
    severity: 'high',
    observed: { value: 42 / 180, unit: 'ratio', count: 180 },
    expected: { lower: 0, center: 0.004, upper: 0.0166, unit: 'ratio', windows: 2016 },
  }),
  'error-ratio': finding('error-ratio', edge, {
    observed: { value: 0.1, unit: 'ratio', count: 60 },
    expected: { lower: 0, center: 0.01, upper: 0.05, unit: 'ratio', windows: 2016 },
  }),
  'throttle-ratio': finding('throttle-ratio', edge, {
    observed: { value: 0.25, unit: 'ratio', count: 40 },
    expected: { lower: 0, center: 0, upper: 0.025, unit: 'ratio', windows: 2016 },
  }),
  'request-rate': finding('request-rate', edge, {
    observed: { value: 9, unit: 'calls', count: 9 },
    expected: { lower: 61, center: 118, upper: 175, unit: 'calls', windows: 24 },
  }),
  'latency-drift': finding('latency-drift', edge, {
    severity: 'low',
    observed: { value: 0.214, unit: 'seconds', count: 81_230 },
    expected: { lower: 0, center: 0.151, upper: 0.189, unit: 'seconds', windows: 2016 },
  }),
  'fault-drift': finding('fault-drift', edge, {
    severity: 'low',
    observed: { value: 0.023, unit: 'ratio', count: 81_230 },
    expected: { lower: 0, center: 0.005, upper: 0.015, unit: 'ratio', windows: 2016 },
  }),
  'rate-drift': finding('rate-drift', edge, {
    severity: 'low',
    observed: { value: 6_010, unit: 'calls', count: 42_070 },
    expected: { lower: 7_700, center: 11_600, upper: 17_400, unit: 'calls', windows: 2016 },
  }),
  'fan-out': finding('fan-out', edge, {
    observed: { value: 6.1, unit: 'callsPerRequest', count: 180 },
    expected: { lower: 1.02, center: 1.14, upper: 1.31, unit: 'callsPerRequest', windows: 2016 },
  }),
  'new-shape': finding('new-shape', lambda, {
    observed: { value: 9, unit: 'traces', count: 95 },
    expected: { lower: 0, center: 0, upper: 0, unit: 'traces', windows: 2016 },
    shape: {
      service: 'archive|AWS::S3::Bucket|',
      services: ['archive|AWS::S3::Bucket|', lambda, table],
      traces: 9,
      sampled: 95,
      before: 181_440,
      earlier: 0,
      unseenMass: 1 / 181_441,
      examples: ['1-69b141bf-1a1fbb11590a5c48b385262b'],
    },
  }),
};

const incident = (findings: readonly Finding[], rest: Partial<Incident> = {}): Incident => ({
  type: 'incident',
  key: 'aaaaaaaaaaaaaaaa',
  id: 'bbbbbbbbbbbbbbbb',
  status: 'firing',
  revision: 1,
  startsAt: T - 300,
  detectedAt: T,
  severity: findings[0]?.severity ?? 'medium',
  confidence: 0.97,
  findings: findings.map((f) => f.id),
  origins: [{ name: 'orders', type: 'AWS::DynamoDB::Table', score: 1 }],
  ...rest,
});

const around = {
  scope: '111122223333/eu-west-1/Default',
  environment: 'prod',
  traces: ['1-69b141bf-1a1fbb11590a5c48b385262b'],
  noTraces: 'none were looked for',
  sampledRequests: 180,
  unseenMass: 0.002,
  sight: {
    calls: 180,
    faultRatio: 0.0621,
    latencyFactor: 1.68,
    riseFactor: 2.6,
    dropFactor: 0.347,
    silenceWindows: 3,
  },
};

const text = (findings: readonly Finding[], stage: Stage, rest: Partial<Incident> = {}): string => {
  const { subject, body, attributes } = incidentMessage(incident(findings, rest), findings, stage, around);
  return `${subject}\n\n${body}\n${JSON.stringify(attributes)}`;
};

describe('The text of an alert', () => {
  test.each(Object.keys(told) as FindingKind[])('of kind %s reads as people would say it', (kind) => {
    expect(text([told[kind]], 'opened')).toMatchSnapshot();
  });

  test('of a new dependency tells what its calls do, or why that is not known', () => {
    const calls = {
      calls: 4,
      operations: [
        { name: 'dynamodb:Scan', count: 3 },
        { name: 'dynamodb:GetItem', count: 1 },
      ],
      resources: [{ name: 'table orders', count: 4 }],
      exceptions: [{ name: 'ThrottlingException', count: 2 }],
      first: { caller: 'checkout', at: T - 120, trace: '1-69b141bf-1a1fbb11590a5c48b385262b' },
    };
    const described = { ...told['new-edge'], calls };
    expect(text([described], 'opened')).toMatchSnapshot();
    expect(text([told.latency, { ...described, kind: 'new-node', id: 'f' }], 'opened')).toContain(
      'dynamodb:Scan (3 of 4)',
    );
    const unknown = { ...around, noCalls: 'no example trace was found' };
    const one = told['new-edge'];
    expect(incidentMessage(incident([one]), [one], 'opened', unknown).body).toContain(
      'Operation: unknown: no example trace was found\n',
    );
  });

  test('of more calls per request is led by these, not by the traffic that they are', () => {
    const traffic = { ...told['request-rate'], severity: 'high' as const, score: 90 };
    const { subject } = incidentMessage(
      incident([traffic, told['fan-out']]),
      [traffic, told['fan-out']],
      'opened',
      around,
    );
    expect(subject).toContain('Calls per request: checkout -> orders');
  });

  test('of an incident with many signals names the leading one, lists others once and counts the rest', () => {
    const callers = ['web', 'shop', 'cart'].flatMap((name) => [
      finding('latency', `${name}|AWS::ECS::Fargate|>${lambda}`, { ...pick(told.latency), score: 3 }),
      finding('latency', `${name}|AWS::ECS::Fargate|`, { ...pick(told.latency), score: 2 }),
    ]);
    const body = text([told.latency, told['fault-ratio'], ...callers], 'opened');
    expect(body).toMatchSnapshot();
    expect(body).toContain('Also in this incident (7)');
  });

  test('of an incident that is over says so, why, and for how long it lasted', () => {
    const over = { status: 'resolved', endsAt: T + 1200, resolution: 'back-to-normal' } as const;
    expect(text([told['fault-ratio'], told.latency], 'resolved', over)).toMatchSnapshot();
  });

  test('of an incident that got worse begins with that', () => {
    expect(text([told['fault-ratio']], 'updated', { revision: 2 })).toContain(
      'Still going on, and it changed: ',
    );
  });

  test('says why there is no example trace, and links no console where account and Region are not known', () => {
    const local = { ...around, scope: 'replay', traces: [] };
    const { subject, body } = incidentMessage(incident([told.latency]), [told.latency], 'opened', local);
    expect(body).toContain('- none were looked for');
    expect(subject).toBe('[HIGH] Slower than normal: checkout -> orders (prod)');
  });

  test('never claims certainty: a norm that knows everything it saw is said to know 99.9 %', () => {
    const { body } = incidentMessage(incident([told.latency]), [told.latency], 'opened', {
      ...around,
      sampledRequests: 1_000_000,
      unseenMass: 1e-9,
    });
    expect(body.match(/99\.9 %/g)).toHaveLength(2);
  });
});

const pick = ({ observed, expected, severity }: Finding): Partial<Finding> => ({
  observed,
  expected,
  severity,
});
