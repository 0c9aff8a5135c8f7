import type { Assessment } from '../model/assessment';
import type { Severity } from '../model/finding';
import { subjectOfKey } from '../model/subject';

export const severities: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** The worse of two severities. */
export const worse = (a: Severity, b: Severity): Severity =>
  severities.indexOf(a) >= severities.indexOf(b) ? a : b;

/**
 * How bad a finding is, by kind, effect and reach; the table stands in docs/severity.md. How sure we are is
 * its confidence, which is another matter.
 */
export function severityOf(assessment: Assessment): Severity {
  const { kind } = assessment;
  if (kind === undefined) return 'info';
  if (assessment.denied) return 'critical';
  const observed = assessment.observed?.value ?? 0;
  const center = assessment.expected?.center ?? 0;
  const entry = subjectOfKey(assessment.subject);
  const atEntry = entry.kind !== 'node' && entry.source.type === 'client';
  switch (kind) {
    case 'new-edge':
      return entry.target.type === 'remote' ? 'high' : 'medium';
    case 'new-node':
      return 'low';
    case 'new-shape':
      return assessment.shapes?.[0]?.service === undefined ? 'low' : 'medium';
    case 'rename':
      return entry.target.type === 'remote' ? 'medium' : 'low';
    case 'vanished-edge':
      return atEntry ? 'critical' : 'medium';
    case 'fault-ratio':
      return atEntry && observed >= 0.5 ? 'critical' : observed >= 0.05 ? 'high' : 'medium';
    case 'error-ratio':
      return observed >= 0.5 ? 'high' : observed >= 0.05 ? 'medium' : 'low';
    case 'throttle-ratio':
      return observed >= 0.2 ? 'high' : 'medium';
    case 'latency-drift':
    case 'fault-drift':
    case 'rate-drift':
      return 'low';
    case 'latency':
      return steps(observed / Math.max(center, 1e-3), 5);
    case 'fan-out':
      return observed < center ? 'medium' : steps(observed / center, 5);
    case 'request-rate':
      return observed < center ? (observed < center / 10 ? 'high' : 'medium') : steps(observed / center, 10);
  }
}

const steps = (factor: number, high: number): Severity =>
  factor >= high ? 'high' : factor >= 2 ? 'medium' : 'low';
