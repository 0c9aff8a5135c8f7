import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { severities, severityOf, worse } from '../../../analysis/incident/severity';
import type { FindingKind } from '../../../analysis/model/assessment';
import type { Severity } from '../../../analysis/model/finding';
import { assessment } from '../support/finding';

const inside = 'a||>b||';
const remote = 'a||>b|remote|';
const entry = 'outside|client|>b||';

const severity = (kind: FindingKind, subject: string, value: number, center: number): Severity =>
  severityOf(
    assessment(kind, subject, {
      observed: { value, unit: 'ratio', count: 100 },
      expected: { lower: 0, center, upper: 1, unit: 'ratio', windows: 100 },
    }),
  );

describe('The severity', () => {
  test.each([
    ['new-edge', inside, 1, 0, 'medium'],
    ['new-edge', remote, 1, 0, 'high'],
    ['new-node', 'b||', 1, 0, 'low'],
    ['vanished-edge', inside, 9, 0, 'medium'],
    ['vanished-edge', entry, 9, 0, 'critical'],
    ['fault-ratio', inside, 0.03, 0.001, 'medium'],
    ['fault-ratio', inside, 0.05, 0.001, 'high'],
    ['fault-ratio', inside, 0.9, 0.001, 'high'],
    ['fault-ratio', entry, 0.49, 0.001, 'high'],
    ['fault-ratio', entry, 0.5, 0.001, 'critical'],
    ['error-ratio', inside, 0.04, 0.001, 'low'],
    ['error-ratio', inside, 0.05, 0.001, 'medium'],
    ['error-ratio', entry, 0.5, 0.001, 'high'],
    ['throttle-ratio', inside, 0.19, 0.001, 'medium'],
    ['throttle-ratio', inside, 0.2, 0.001, 'high'],
    ['latency', inside, 0.18, 0.1, 'low'],
    ['latency', inside, 0.2, 0.1, 'medium'],
    ['latency', inside, 0.5, 0.1, 'high'],
    ['request-rate', inside, 150, 100, 'low'],
    ['request-rate', inside, 200, 100, 'medium'],
    ['request-rate', inside, 1_000, 100, 'high'],
    ['request-rate', inside, 40, 100, 'medium'],
    ['request-rate', inside, 9, 100, 'high'],
  ] as const)('of %s on %s at %p against %p is %s', (kind, subject, value, center, expected) => {
    expect(severity(kind, subject, value, center)).toBe(expected);
  });

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
  const path = join(__dirname, '../../../docs/severity.md');
  const subjects: Readonly<Record<string, string>> = {
    anywhere: inside,
    'to a remote host': remote,
    'at an entry': entry,
  };
  const rows = (existsSync(path) ? readFileSync(path, 'utf8') : '')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim().replace(/`/g, '')))
    .filter((cells) => cells.length === 7 && severities.some((name) => name === cells[5]));

  test('has a row for every kind', () => {
    expect([...new Set(rows.map(([, kind]) => kind))].sort()).toEqual([
      'error-ratio',
      'fault-ratio',
      'latency',
      'new-edge',
      'new-node',
      'request-rate',
      'throttle-ratio',
      'vanished-edge',
    ]);
  });

  test('is what the code does, row by row', () => {
    const told = rows.map(([, kind = '', where = '', observed, normal]) => {
      const subject = kind === 'new-node' ? 'b||' : (subjects[where] ?? `unknown place: ${where}`);
      return severity(kind as FindingKind, subject, Number(observed), Number(normal));
    });
    expect(told).toEqual(rows.map((cells) => cells[5]));
  });
});
