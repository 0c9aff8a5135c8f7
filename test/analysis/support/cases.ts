import { type Alert, alertOf } from '../../../analysis/explain/alert';
import type { Stage, Surroundings } from '../../../analysis/explain/surroundings';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { finding } from './finding';
import { around, incident, lambda, T, told } from './told';

/** A team in another zone that answers for two of the services. */
const surroundings: Surroundings = {
  ...around,
  timeZone: 'Europe/Berlin',
  owners: [
    { pattern: 'order*', team: 'storage', runbook: 'https://wiki.example.org/runbooks/orders' },
    { pattern: 'checkout', team: 'payments' },
  ],
};

const newDependency: Finding = {
  ...told['new-edge'],
  calls: {
    calls: 4,
    operations: [{ name: 'POST', count: 4 }],
    resources: [{ name: 'paste.example.net/api/*', count: 4 }],
    exceptions: [],
    first: { caller: 'checkout', at: T - 120, trace: '1-69b141bf-1a1fbb11590a5c48b385262b' },
  },
};

const slow = (subject: string, score: number): Finding =>
  finding('latency', subject, {
    observed: { value: 1.6, unit: 'seconds', count: 90, statistic: 'p95' },
    expected: { lower: 0.2, center: 0.25, upper: 0.5, unit: 'seconds', windows: 2016 },
    score,
  });

const fiveEdges: readonly Finding[] = [
  told.latency,
  told['fault-ratio'],
  slow(`shop|AWS::ECS::Fargate|>${lambda}`, 40),
  slow(`web|AWS::ECS::Fargate|>shop|AWS::ECS::Fargate|`, 30),
  slow(`cart|AWS::Lambda::Function|111122223333>${lambda}`, 20),
  slow(`mobile|AWS::ECS::Fargate|>cart|AWS::Lambda::Function|111122223333`, 10),
];

const at = (name: string, type: string): Partial<Incident> => ({ origins: [{ name, type, score: 1 }] });

const alert = (
  findings: readonly Finding[],
  stage: Stage = 'opened',
  rest: Partial<Incident> = {},
  changes: Partial<Surroundings> = {},
): Alert => {
  const when = { startsAt: T - 300, detectedAt: T, incidentId: 'bbbbbbbbbbbbbbbb' };
  const known = findings.map((f) => ({ ...f, ...when, why: 'drawn up for the test' }));
  const about = incident(known, rest);
  return alertOf({ incident: about, findings: known, stage }, { ...surroundings, ...changes });
};

/** What every format has a golden of. */
export const cases: readonly (readonly [what: string, alert: Alert])[] = [
  ['a new dependency', alert([newDependency], 'opened', at('checkout', 'AWS::Lambda::Function'))],
  ['latency', alert([told.latency])],
  [
    'a vanished edge',
    alert(
      [told['vanished-edge']],
      'opened',
      {},
      { traces: [], noTraces: 'a call that stopped leaves no trace' },
    ),
  ],
  ['an incident of five edges', alert(fiveEdges)],
  [
    'a resolve',
    alert(
      [told['fault-ratio'], told.latency],
      'resolved',
      { status: 'resolved', endsAt: T + 1_200, detectedAt: T + 1_200, resolution: 'back-to-normal' },
      { traces: [], noTraces: 'none were looked for' },
    ),
  ],
  ['a new trace shape', alert([told['new-shape']], 'opened', at('checkout', 'AWS::Lambda::Function'))],
];
