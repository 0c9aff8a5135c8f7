import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { severities, severityOf, worse } from '../../../analysis/incident/severity';
import type { FindingKind } from '../../../analysis/model/assessment';
import type { Severity } from '../../../analysis/model/finding';
import type { NewShape } from '../../../analysis/model/trace-shape';
import { assessment } from '../support/finding';

const inside = 'a||>b||';
const remote = 'a||>b|remote|';
const entry = 'outside|client|>b||';

const newShape = {
  services: ['a||'],
  traces: 2,
  sampled: 9,
  before: 99,
  earlier: 0,
  unseenMass: 0.01,
  examples: [],
};
const severity = (
  kind: FindingKind,
  subject: string,
  value: number,
  center: number,
  shape?: NewShape | 'denied',
): Severity =>
  severityOf(
    assessment(kind, subject, {
      observed: { value, unit: 'ratio', count: 100 },
      expected: { lower: 0, center, upper: 1, unit: 'ratio', windows: 100 },
      ...(shape === 'denied' ? { denied: true } : shape ? { shapes: [shape] } : {}),
    }),
  );

describe('The severity', () => {
  test('orders itself from info to critical', () => {
    expect(severities).toEqual(['info', 'low', 'medium', 'high', 'critical']);
    for (const a of severities)
      for (const b of severities) {
        expect(worse(a, b)).toBe(worse(b, a));
        expect(severities.indexOf(worse(a, b))).toBe(Math.max(severities.indexOf(a), severities.indexOf(b)));
      }
  });
});

describe('The table in docs/severity.md', () => {
  const lines = readFileSync(join(__dirname, '../../../docs/severity.md'), 'utf8').split('\n');
  const cells = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [header = [], , ...rows] = lines.filter((line) => line.startsWith('|')).map(cells);
  /** Every filled cell as `row: words` with the severity of its column. */
  const told = rows.flatMap(([row = '', ...words]) =>
    words.flatMap((text, i) =>
      text === '' ? [] : [[`${row.replace(/`/g, '')}: ${text}`, header[i + 1]] as const],
    ),
  );

  /** What each cell of the table means in numbers: kind, subject, observed, normal. */
  const meant: Readonly<
    Record<string, readonly [FindingKind, string, number, number, (NewShape | 'denied')?]>
  > = {
    'new-edge: to an AWS resource or another service': ['new-edge', inside, 1, 0],
    'new-edge: to an external host (type `remote`)': ['new-edge', remote, 1, 0],
    'new-edge: what a person denied': ['new-edge', inside, 1, 0, 'denied'],
    'new-node: always; the edge that brought it is judged apart': ['new-node', 'b||', 1, 0],
    'new-shape: a new combination of services': ['new-shape', 'a||', 2, 0, newShape],
    'new-shape: a service that no request of the entry point touched': [
      'new-shape',
      'a||',
      2,
      0,
      { ...newShape, service: 'b||' },
    ],
    'rename: inside the system': ['rename', 'b||', 9, 9],
    'rename: a new external host (type `remote`) in the place of another': ['rename', 'b|remote|', 9, 9],
    'vanished-edge: inside the system': ['vanished-edge', inside, 4, 0],
    'vanished-edge: at an entry point (the caller is a client)': ['vanished-edge', entry, 4, 0],
    'fault-ratio (5xx): below 5 % of the calls': ['fault-ratio', entry, 0.049, 0.001],
    'fault-ratio (5xx): from 5 %': ['fault-ratio', entry, 0.05, 0.001],
    'fault-ratio (5xx): from 50 % at an entry point': ['fault-ratio', entry, 0.5, 0.001],
    'error-ratio (4xx): below 5 %': ['error-ratio', inside, 0.049, 0.001],
    'error-ratio (4xx): from 5 %': ['error-ratio', inside, 0.05, 0.001],
    'error-ratio (4xx): from 50 %': ['error-ratio', inside, 0.5, 0.001],
    'latency-drift, fault-drift, rate-drift: always: it came over days and can wait for the morning': [
      'latency-drift',
      inside,
      9,
      1,
    ],
    'throttle-ratio (429): below 20 %': ['throttle-ratio', inside, 0.19, 0.001],
    'throttle-ratio (429): from 20 %': ['throttle-ratio', inside, 0.2, 0.001],
    'latency: up to twice the normal value': ['latency', inside, 0.199, 0.1],
    'latency: from 2 times': ['latency', inside, 0.2, 0.1],
    'latency: from 5 times': ['latency', inside, 0.5, 0.1],
    'fan-out, less: always': ['fan-out', inside, 0.5, 1],
    'fan-out, more: up to twice': ['fan-out', inside, 1.9, 1],
    'fan-out, more: from 2 times': ['fan-out', inside, 2, 1],
    'fan-out, more: from 5 times': ['fan-out', inside, 5, 1],
    'request-rate, less: down to a tenth': ['request-rate', inside, 10, 100],
    'request-rate, less: below a tenth': ['request-rate', inside, 9, 100],
    'request-rate, more: up to twice': ['request-rate', inside, 199, 100],
    'request-rate, more: from 2 times': ['request-rate', inside, 200, 100],
    'request-rate, more: from 10 times': ['request-rate', inside, 1_000, 100],
  };

  test('says nothing that is not tried here', () => {
    expect(told.map(([cell]) => cell).sort()).toEqual(Object.keys(meant).sort());
  });

  test.each(told)('%s: %s', (cell, expected) => {
    const [kind, subject, observed, normal, shape] = meant[cell] ?? ['latency', inside, Number.NaN, 1];
    expect(severity(kind, subject, observed, normal, shape)).toBe(expected);
  });
});
