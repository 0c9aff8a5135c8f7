import { alertOf } from '../../../analysis/explain/alert';
import { mailMessage } from '../../../analysis/explain/message';
import type { Stage, Surroundings } from '../../../analysis/explain/surroundings';
import type { FindingKind } from '../../../analysis/model/assessment';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { finding } from './finding';

export const lambda = 'checkout|AWS::Lambda::Function|111122223333';
export const table = 'orders|AWS::DynamoDB::Table|';
export const edge = `${lambda}>${table}`;
export const T = 1_767_225_600;

/** What each kind looks like when it is told. */
export const told: Readonly<Record<FindingKind, Finding>> = {
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

/** One incident of these findings. */
export const incident = (findings: readonly Finding[], rest: Partial<Incident> = {}): Incident => ({
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

export const around = {
  scope: '111122223333/eu-west-1/Default',
  environment: 'prod',
  traces: ['1-69b141bf-1a1fbb11590a5c48b385262b'],
  noTraces: 'none were looked for',
  sampledRequests: 180,
  unseenMass: 0.002,
  impact: { entries: [{ name: 'web', type: 'AWS::ECS::Fargate' }], calls: 150, of: 180 },
  sight: {
    calls: 180,
    faultRatio: 0.0621,
    latencyFactor: 1.68,
    riseFactor: 2.6,
    dropFactor: 0.347,
    silenceWindows: 3,
  },
};

/** The mail that tells of an incident. */
export const mailOf = (
  about: Incident,
  findings: readonly Finding[],
  stage: Stage,
  surroundings: Surroundings,
) => mailMessage(alertOf({ incident: about, findings, stage }, surroundings));
