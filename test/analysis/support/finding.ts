import type { Assessment, FindingKind } from '../../../analysis/model/assessment';
import type { Finding } from '../../../analysis/model/finding';
import { hashOf } from '../../../analysis/model/identity';
import type { Signal } from '../../../analysis/model/observation';
import { subjectOfKey } from '../../../analysis/model/subject';

const signalOf: Record<FindingKind, Signal> = {
  'new-node': 'presence',
  'new-edge': 'presence',
  'vanished-edge': 'presence',
  rename: 'presence',
  latency: 'latency',
  'fault-ratio': 'faultRatio',
  'error-ratio': 'errorRatio',
  'throttle-ratio': 'throttleRatio',
  'request-rate': 'requestRate',
  'latency-drift': 'latencyDrift',
  'fault-drift': 'faultDrift',
  'rate-drift': 'rateDrift',
  'fan-out': 'fanOut',
  'new-shape': 'traceShape',
};

/** An assessment with a comparison: three times the normal value, anomalous unless told otherwise. */
export const assessment = (
  kind: FindingKind,
  subject: string,
  rest: Partial<Assessment> = {},
): Assessment => ({
  subject,
  signal: signalOf[kind],
  verdict: 'anomalous',
  kind,
  observed: { value: 0.3, unit: 'ratio', count: 100 },
  expected: { lower: 0, center: 0.1, upper: 0.2, unit: 'ratio', windows: 100 },
  p: 1e-4,
  matters: true,
  why: 'drawn up for the test',
  ...rest,
});

/** A finding that fires now. */
export function finding(kind: FindingKind, subject: string, rest: Partial<Finding> = {}): Finding {
  const { observed, expected } = assessment(kind, subject);
  if (observed === undefined || expected === undefined) throw new Error('a comparison has both');
  const at = subjectOfKey(subject);
  const key = hashOf('finding', kind, 'test', subject);
  return {
    type: 'finding',
    key,
    id: hashOf(key, 0),
    kind,
    subject,
    status: 'firing',
    revision: 1,
    startsAt: 0,
    detectedAt: 300,
    severity: 'medium',
    confidence: 0.8,
    ...(at.kind === 'node' ? {} : { source: at.source }),
    target: at.target,
    observed,
    expected,
    score: 4,
    why: '',
    hits: [300],
    clean: 0,
    calm: 0,
    age: 1,
    ...rest,
  };
}
