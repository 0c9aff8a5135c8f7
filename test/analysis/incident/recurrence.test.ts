import { tellings } from '../../../analysis/explain/tellings';
import { isReminderDue, recurring, rememberEnded } from '../../../analysis/incident/recurrence';
import type { Incident } from '../../../analysis/model/finding';
import type { EndedIncident } from '../../../analysis/model/record';
import { origin, unfading } from '../../laws/drive';
import { known, type Line, type Links, learnedLine, norm, toA } from '../support/line';

const length = unfading.windowSeconds;
const withNew: Links = [...norm, ['a', 'd', 4]];

/** What people hear of a line: stage and number of the window, counted from the end of the known ones. */
const heard = (line: Line): string[] =>
  line.strides.flatMap(({ before, record, look }) =>
    tellings(before.open, record).map(
      ({ stage }) => `${(look.read.window.start - origin) / length - known} ${stage}`,
    ),
  );

/** A new edge that is there for a window, again and again, `gap` windows apart. */
function flapping(line: Line, times: number, gap: number): void {
  for (let i = 0; i < times; i += 1) {
    const at = known + i * (gap + 1);
    line.settle(at, at + 1, withNew);
    line.settle(at + 1, at + 1 + gap, norm);
  }
}

describe('What comes back', () => {
  test('is told as often as the setting says, and then no more', () => {
    const line = learnedLine(norm, { quietAfter: 3 });
    flapping(line, 6, 8);
    expect(heard(line)).toEqual([
      '0 opened',
      '6 resolved',
      '9 opened',
      '15 resolved',
      '18 opened',
      '24 resolved',
    ]);
    const opened = line.told().flatMap((t) => (t.type === 'incident' && t.status === 'firing' ? [t] : []));
    expect(opened.map(({ recurrence, quiet }) => [recurrence?.times ?? 0, quiet ?? false])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [3, true],
      [4, true],
      [5, true],
    ]);
  });

  test('is told again after a week without it', () => {
    const line = learnedLine(norm, { quietAfter: 1, recurringSeconds: 20 * length });
    flapping(line, 2, 8);
    line.settle(known + 18, known + 48, norm);
    line.settle(known + 48, known + 49, withNew);
    expect(heard(line)).toEqual(['0 opened', '6 resolved', '48 opened']);
  });

  test('is told when it becomes worse than it ever was', () => {
    const line = learnedLine(norm, { quietAfter: 1 });
    flapping(line, 2, 8);
    const edge = 'a|remote|>d|remote|';
    const nobody = { services: [], findings: [] };
    line.settle(known + 18, known + 19, withNew);
    line.decisions = [
      { id: 'd', verb: 'deny', about: { ...nobody, subjects: [edge] }, by: 'ana', at: 0, reason: 'no' },
    ];
    line.settle(known + 19, known + 20, withNew);
    expect(heard(line)).toEqual(['0 opened', '6 resolved', '19 opened']);
  });

  const incident = (changes: Partial<Incident> = {}): Incident => ({
    type: 'incident',
    key: 'k',
    id: 'i',
    status: 'firing',
    revision: 1,
    startsAt: 1_000,
    detectedAt: 1_300,
    severity: 'medium',
    confidence: 0.9,
    findings: [],
    origins: [],
    ...changes,
  });
  const ended: EndedIncident = { key: 'k', times: 3, since: 0, severity: 'medium', endsAt: 900 };

  test.each([
    ['as bad as ever is quiet', {}, true],
    ['worse is loud', { severity: 'high' }, undefined],
    ['critical is always loud', { severity: 'critical' }, undefined],
    ['another one is loud', { key: 'other' }, undefined],
  ] as const)('an incident that is %s', (_what, changes, quiet) => {
    expect(recurring(incident(changes), [ended], { quietAfter: 3 }).quiet).toBe(quiet);
  });

  test('what a person decided is no recurrence', () => {
    const over = incident({ status: 'resolved', resolution: 'approved', endsAt: 2_000 });
    expect(rememberEnded([ended], [over], { now: 2_000, recurringSeconds: 10_000 })).toEqual([]);
  });

  test('keeps the worst of what it was', () => {
    const over = incident({
      status: 'resolved',
      resolution: 'back-to-normal',
      severity: 'low',
      endsAt: 2_000,
    });
    expect(rememberEnded([ended], [over], { now: 2_000, recurringSeconds: 10_000 })).toEqual([
      { key: 'k', times: 4, since: 0, severity: 'medium', endsAt: 2_000 },
    ]);
  });
});

describe('Reminders', () => {
  test('come after the set time, each later one after twice as long', () => {
    const line = learnedLine(norm, { remindSeconds: 4 * length, adoptSeconds: 1e9 });
    line.settle(known, known + 32, withNew);
    expect(heard(line)).toEqual(['0 opened', '4 reminder', '12 reminder', '28 reminder']);
  });

  test('end when somebody takes the incident on', () => {
    const line = learnedLine(norm, { remindSeconds: 4 * length });
    line.settle(known, known + 5, withNew);
    const about = { subjects: ['a|remote|>d|remote|'], services: [], findings: [] };
    line.decisions = [{ id: 'a', verb: 'acknowledge', about, by: 'ana', at: 0, reason: 'mine' }];
    line.settle(known + 5, known + 40, withNew);
    expect(heard(line)).toEqual(['0 opened', '4 reminder', '5 acknowledged']);
  });

  test.each([
    ['is due', {}, 100, true],
    ['is not due yet', {}, 99, false],
    ['waits twice as long after the first', { reminders: 1 }, 199, false],
    ['is not for what is over', { status: 'resolved' }, 1_000, false],
    ['is not for what is quiet', { quiet: true }, 1_000, false],
  ] as const)('one %s', (_what, changes, after, due) => {
    const open = { status: 'firing', detectedAt: 0, ...changes } as Incident;
    expect(isReminderDue(open, after, { remindSeconds: 100 })).toBe(due);
  });
});

describe('A lasting new level on which nobody decides', () => {
  const busier: Links = [toA, ['a', 'b', 400], ['outside', 'c', 20]];

  test('counts as normal in the end, is told once, and its frozen reference stays', () => {
    const line = learnedLine(norm, { adoptSeconds: 12 * length });
    line.settle(known, known + 40, busier);
    const told = line
      .told()
      .flatMap((t) => (t.type === 'finding' ? [`${t.kind} ${t.status} ${t.resolution}`] : []));
    expect(told.filter((text) => text.includes('a|b') || text.startsWith('request-rate'))).toEqual([
      'request-rate firing undefined',
      'request-rate resolved new-level',
    ]);
    expect(line.state.open.findings).toEqual([]);
    expect(line.state.baseline.drift.courses.has('a|remote|>b|remote|')).toBe(true);
  });

  test('does not if it is a call that was never there before', () => {
    const line = learnedLine(norm, { adoptSeconds: 12 * length });
    line.settle(known, known + 40, withNew);
    expect(line.state.baseline.known.get('a|remote|>d|remote|')?.standing).toBe('candidate');
  });
});
