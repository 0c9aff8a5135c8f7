import fc from 'fast-check';
import { type Alert, alertOf } from '../../../analysis/explain/alert';
import type { Stage, Surroundings } from '../../../analysis/explain/surroundings';
import type { Band, FindingKind, Measured, Unit } from '../../../analysis/model/assessment';
import type { Finding, Incident, Severity } from '../../../analysis/model/finding';

const kinds: readonly FindingKind[] = [
  'new-node',
  'new-edge',
  'vanished-edge',
  'latency',
  'fault-ratio',
  'error-ratio',
  'throttle-ratio',
  'request-rate',
  'latency-drift',
  'fault-drift',
  'rate-drift',
  'fan-out',
  'new-shape',
];
const severities: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];
const unitOf = (kind: FindingKind): Unit => {
  if (kind === 'latency' || kind === 'latency-drift') return 'seconds';
  if (kind === 'vanished-edge') return 'windows';
  if (kind === 'fan-out') return 'callsPerRequest';
  if (kind === 'new-shape') return 'traces';
  return kind.endsWith('-ratio') || kind === 'fault-drift' ? 'ratio' : 'calls';
};

/** Names as nobody would choose them: other scripts, half characters, control characters, long words, URLs. */
const hostile = fc.oneof(
  fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    'x'.repeat(200),
    ' lead and trail ',
    'two\nlines\r\n\nSubject: forged',
    '\u0000\u001b[31m',
    'größe 数据 😀',
    '\ud800',
    `https://sqs.eu-west-1.amazonaws.com/111122223333/${'queue-'.repeat(20)}`,
    'many short words '.repeat(11).trim(),
  ),
);
const service = fc
  .record({
    name: hostile,
    type: fc.option(fc.constantFrom('remote', 'AWS::SQS::Queue', 'AWS::Lambda::Function')),
  })
  .map(({ name, type }) => ({ name, ...(type ? { type } : {}) }));

const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const numbers = fc.record({
  value: amount,
  count: fc.nat(1e6),
  lower: amount,
  center: amount,
  upper: amount,
});
const hundredths = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);

const finding = (id: string): fc.Arbitrary<Finding> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      source: fc.option(service),
      target: service,
      severity: fc.constantFrom(...severities),
      confidence: hundredths,
      numbers,
      score: fc.double({ min: 0, max: 300, noNaN: true }),
    })
    .map(({ kind, source, target, severity, confidence, numbers: n, score }) => {
      const unit = unitOf(kind);
      const value = unit === 'ratio' ? n.value / 1e6 : n.value;
      const observed: Measured = { value, unit, count: n.count };
      const expected: Band = { lower: n.lower, center: n.center, upper: n.upper, unit, windows: 288 };
      const text = { why: '', hits: [], clean: 0, calm: 0, age: 1, revision: 1, status: 'firing' as const };
      const when = { startsAt: 1_790_000_000, detectedAt: 1_790_000_300, incidentId: 'b'.repeat(16) };
      const who = { ...(source ? { source } : {}), target, subject: 'subject', key: 'c'.repeat(16), id };
      return {
        type: 'finding',
        kind,
        severity,
        confidence,
        observed,
        expected,
        score,
        ...text,
        ...when,
        ...who,
      };
    });

const findings = fc
  .integer({ min: 1, max: 14 })
  .chain((count) =>
    fc.tuple(...Array.from({ length: count }, (_, i) => finding(i.toString(16).padStart(16, '0')))),
  );

const incident = (of: readonly Finding[]) =>
  fc
    .record({
      severity: fc.constantFrom(...severities),
      confidence: hundredths,
      scores: fc.array(hundredths, { maxLength: 3 }),
    })
    .map(
      ({ severity, confidence, scores }): Incident => ({
        type: 'incident',
        key: 'd'.repeat(16),
        id: 'b'.repeat(16),
        status: 'firing',
        revision: 3,
        startsAt: 1_790_000_000,
        detectedAt: 1_790_000_300,
        severity,
        confidence,
        findings: of.map(({ id }) => id),
        origins: scores.map((score, i) => ({ ...(of[i] ?? of[0])?.target, name: `${i}`, score })),
      }),
    );

const owner = fc.record({
  pattern: fc.constantFrom('*', 'a*', '?'),
  team: hostile,
  runbook: fc.constant('https://wiki.example.org/runbook'),
});

const around: fc.Arbitrary<Surroundings> = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns'),
  owners: fc.array(owner, { maxLength: 2 }),
  scope: fc.constantFrom('111122223333/eu-west-1/Default', 'local/us-gov-west-1/Default', 'local'),
  environment: fc.oneof(fc.constantFrom('', 'prod'), fc.string({ maxLength: 64, unit: 'binary' })),
  traces: fc.array(fc.constant(`1-6ab0e840-${'0'.repeat(24)}`), { maxLength: 3 }),
  noTraces: hostile,
  sampledRequests: fc.nat(1e6),
  unseenMass: fc.double({ min: 0, max: 1, noNaN: true }),
  sight: fc.record(
    {
      calls: fc.nat(1e6),
      faultRatio: fc.double({ min: 0, max: 1, noNaN: true }),
      latencyFactor: fc.double({ min: 1, max: 100, noNaN: true }),
      unjudged: fc.constant('not yet part of the norm'),
    },
    { requiredKeys: ['calls'] },
  ),
});

/** An incident of up to 14 findings, with hostile names, numbers and owners, at any stage. */
export const anyAlert: fc.Arbitrary<Alert> = findings.chain((of) =>
  fc
    .tuple(incident(of), fc.constantFrom<Stage>('opened', 'updated', 'resolved'), around)
    .map(([about, stage, surroundings]) => {
      const end = { status: 'resolved', endsAt: 1_790_003_000, resolution: 'not-seen-again' } as const;
      const now = stage === 'resolved' ? { ...about, ...end } : about;
      return alertOf({ incident: now, findings: of, stage }, surroundings);
    }),
);
