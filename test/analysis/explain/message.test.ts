import type { Stage } from '../../../analysis/explain/surroundings';
import type { FindingKind } from '../../../analysis/model/assessment';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { finding } from '../support/finding';
import { around, incident, lambda, mailOf, T, told } from '../support/told';

const text = (findings: readonly Finding[], stage: Stage, rest: Partial<Incident> = {}): string => {
  const { subject, body, attributes } = mailOf(incident(findings, rest), findings, stage, around);
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
    expect(mailOf(incident([one]), [one], 'opened', unknown).body).toContain(
      'Operation: unknown: no example trace was found\n',
    );
  });

  test('of more calls per request is led by these, not by the traffic that they are', () => {
    const traffic = { ...told['request-rate'], severity: 'high' as const, score: 90 };
    const { subject } = mailOf(
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
    const { subject, body } = mailOf(incident([told.latency]), [told.latency], 'opened', local);
    expect(body).toContain('- none were looked for');
    expect(subject).toBe('[HIGH] Slower than normal: checkout -> orders (prod)');
  });

  test('never claims certainty: a norm that knows everything it saw is said to know 99.9 %', () => {
    const { body } = mailOf(incident([told.latency]), [told.latency], 'opened', {
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
