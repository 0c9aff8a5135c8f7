import { decodeGraph } from '../../analysis/graph/decode';
import { newLine } from '../../analysis/line';
import { type FindingKind, isDrift } from '../../analysis/model/assessment';
import type { Decision } from '../../analysis/model/decision';
import type { Finding, Transition } from '../../analysis/model/finding';
import type { Settings } from '../../analysis/model/settings';
import { parseSettings } from '../../functions/settings';
import { stride } from './drive';
import { normalFrom, poissonFrom, randomFrom } from './random';
import { statisticsOf, type XrayService } from './xray';

const hour = 3_600;
const day = 86_400;
/** A Thursday, 00:00 UTC; learning takes the first week, whole days only. */
const start = 604_800 * 2_810;
const learnedDays = 7;
const settings: Settings = { ...parseSettings({}), windowSeconds: hour, presenceLagsSeconds: [] };

/** What the orders service does on a day after learning, relative to its norm. */
interface Change {
  readonly latency?: number;
  readonly faultRatio?: number;
  readonly calls?: number;
}
type Course = (daysSinceLearning: number) => Change;

const edges = [
  { source: 0, target: 1, rate: 120 },
  { source: 1, target: 2, rate: 80 },
  { source: 1, target: 3, rate: 30 },
];

/** An hour: rhythm of day and week, over-dispersed counts, heavy tails, levels that differ from hour to hour. */
function services(random: () => number, time: number, change: Change): XrayService[] {
  const weekend = Math.floor(time / day) % 7 === 2 || Math.floor(time / day) % 7 === 3;
  const rhythm = (1 + 0.6 * Math.sin((2 * Math.PI * time) / day)) * (weekend ? 0.4 : 1);
  const calls = edges.map(({ target, rate }) => {
    const changed = target === 2 ? change : {};
    const mean = rate * (changed.calls ?? 1) * rhythm * Math.exp(0.2 * normalFrom(random));
    const count = 1 + poissonFrom(random, mean);
    const level = 0.1 * (changed.latency ?? 1) * Math.exp(0.1 * normalFrom(random)) * (1 + 0.2 * rhythm);
    const ratio = (changed.faultRatio ?? 0.005) * Math.exp(0.3 * normalFrom(random));
    const seconds = Array.from({ length: count }, () => level * Math.exp(0.6 * normalFrom(random)));
    return { seconds, fault: seconds.filter(() => random() < ratio).length };
  });
  return ['outside', 'shop', 'orders', 'stock'].map((Name, id) => ({
    ReferenceId: id,
    Name,
    Type: id === 0 ? 'client' : 'remote',
    State: 'unknown',
    Edges: edges.flatMap((edge, i) =>
      edge.source === id ? [{ ReferenceId: edge.target, ...statisticsOf(calls[i] ?? { seconds: [] }) }] : [],
    ),
  }));
}

interface Life {
  readonly days: number;
  readonly seed?: number;
  readonly decisions?: readonly Decision[];
  readonly falseAlarmsPerWeek?: number;
}

/** Transitions of a system that learns a week by itself and then lives `days`. */
function lived(
  course: Course,
  { days, seed = 1, decisions = [], falseAlarmsPerWeek = 1 }: Life,
): readonly Transition[] {
  const random = randomFrom(seed);
  const strictness = { ...settings, falseAlarmsPerWeek };
  const told: Transition[] = [];
  let state = newLine('drift', start);
  for (let at = start; at < start + (learnedDays + days) * day; at += hour) {
    const window = { start: at, end: at + hour };
    const read = { window, kind: 'settlement', lagSeconds: settings.settleLagSeconds } as const;
    const since = Math.floor((at - start) / day) - learnedDays;
    const decoded = decodeGraph([services(random, at, course(Math.max(0, since + 1)))], window);
    const taken = stride(state, { read, gap: false, decoded }, { settings: strictness, decisions });
    told.push(...taken.record.transitions);
    state = taken.after;
  }
  return told;
}

const began = (told: readonly Transition[]): Finding[] =>
  told.filter((t): t is Finding => t.type === 'finding' && t.status === 'firing' && t.revision === 1);
const slow = (findings: readonly Finding[]): Finding[] => findings.filter((f) => isDrift(f.kind));
const ended = (told: readonly Transition[]): Finding[] =>
  slow(told.filter((t): t is Finding => t.type === 'finding' && t.status === 'resolved'));
const names = (findings: readonly Finding[]): string[] => findings.map((f) => `${f.kind} ${f.target.name}`);
const daysAfterLearning = (finding: Finding): number => (finding.detectedAt - start) / day - learnedDays;

const upTo = (days: number, since: number): number => Math.min(days, since);

describe('Slow drift', () => {
  test.each<[string, string, Course]>([
    ['latency, 5 % a day', 'latency-drift orders', (d) => ({ latency: 1.05 ** upTo(10, d) })],
    [
      'the fault ratio, from 0.5 % to 5 %',
      'fault-drift orders',
      (d) => ({ faultRatio: 0.005 * 10 ** (upTo(10, d) / 10) }),
    ],
    ['calls, 8 % more a day', 'rate-drift orders', (d) => ({ calls: 1.08 ** upTo(10, d) })],
    ['calls, 8 % fewer a day', 'rate-drift orders', (d) => ({ calls: 0.92 ** upTo(10, d) })],
  ])(
    'of %s over ten days is reported by the day after, once, as one incident of low urgency',
    (_what, name, course) => {
      const told = lived(course, { days: 21 });
      const drifts = slow(began(told));
      expect(names(drifts)).toEqual([name]);
      const [drift] = drifts;
      expect(daysAfterLearning(drift as Finding)).toBeLessThanOrEqual(11.1);
      expect(drift).toMatchObject({ severity: 'low' });
      const incidents = told.filter((t) => t.type === 'incident' && t.findings.includes(drift?.id ?? ''));
      expect(incidents.filter((t) => t.status === 'firing' && t.revision === 1)).toHaveLength(1);
      expect(incidents.filter((t) => t.status === 'resolved')).toEqual([]);
    },
  );

  test.each<[string, FindingKind, Course]>([
    ['latency, 1.5 % a day', 'latency', (d) => ({ latency: 1.015 ** upTo(20, d) })],
    ['faults, a tenth of a point a day', 'fault-ratio', (d) => ({ faultRatio: 0.005 + 0.001 * upTo(14, d) })],
  ])('that poisons the norm (%s) passes every window as normal and is reported', (_what, sudden, course) => {
    const of = began(lived(course, { days: 35, falseAlarmsPerWeek: 0.01 })).filter(
      (f) => f.target.name === 'orders',
    );
    const drift = of.findIndex((f) => isDrift(f.kind));
    expect(of[drift]?.kind).toBe(sudden === 'latency' ? 'latency-drift' : 'fault-drift');
    expect(names(of.slice(0, drift))).not.toContain(`${sudden} orders`);
  });

  test('that goes back ends as back to normal', () => {
    const there = (d: number): Change => ({ latency: d <= 12 ? 1.04 ** d : 1.04 ** Math.max(0, 24 - d) });
    expect(ended(lived(there, { days: 35 }))).toMatchObject([
      { kind: 'latency-drift', resolution: 'back-to-normal' },
    ]);
  });

  test('ends with a rebase, after which the reference begins anew and the new level is normal', () => {
    const at = start + (learnedDays + 14) * day;
    const rebase: Decision = {
      id: 'r',
      verb: 'rebase',
      range: { start: at, end: at + 7 * day },
      by: 'someone',
      at,
      reason: 'the new release is slower',
    };
    const course: Course = (d) => ({ latency: 1.05 ** upTo(10, d) });
    const told = lived(course, { days: 42, decisions: [rebase] });
    expect(names(slow(began(told)))).toEqual(['latency-drift orders']);
    expect(ended(told)).toMatchObject([{ kind: 'latency-drift', resolution: 'rebased' }]);
  });

  test.each([1, 2, 3])('is not seen in 26 weeks of rhythm and noise (%d)', (seed) => {
    const told = began(lived(() => ({}), { days: 175, seed }));
    expect(names(slow(told))).toEqual([]);
  });
});
