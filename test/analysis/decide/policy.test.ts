import type { Decision } from '../../../analysis/model/decision';
import type { Settings } from '../../../analysis/model/settings';
import { parseSettings } from '../../../functions/settings';
import { origin, unfading } from '../../laws/drive';
import { known, type Line, type Links, learnedLine, norm } from '../support/line';

const edge = 'a|remote|>d|remote|';
const withNew: Links = [...norm, ['a', 'd', 4]];
const policy = (rules: Partial<Settings['policy']>): Partial<Settings> => ({
  policy: { never: [], allowed: [], ...rules },
});
const standingOf = (line: Line, subject = edge): string | undefined =>
  line.state.baseline.known.get(subject)?.standing;

/** A line under a policy that meets a new edge for some windows. */
function met(changes: Partial<Settings>, windows = 3): Line {
  const line = learnedLine(norm, changes);
  line.settle(known, known + windows, withNew);
  return line;
}

describe('A policy', () => {
  test.each([[{ to: 'd' }], [{ from: 'a', to: 'd' }], [{ from: '*', to: 'D*' }]])(
    'that allows %j makes such a call no finding',
    (rule) => {
      const line = met(policy({ allowed: [rule, { to: 'd' }] }));
      expect(line.told()).toEqual([]);
      expect(standingOf(line)).toBe('approved');
    },
  );

  test.each([[{ from: 'b', to: 'd' }], [{ to: 'e' }], [{ from: 'd', to: 'a' }]])(
    'that allows %j says nothing of another call',
    (rule) => {
      expect(met(policy({ allowed: [rule] })).told().length).toBeGreaterThan(0);
    },
  );

  test('that forbids a call makes its first sighting a critical alert', () => {
    const line = met(policy({ never: [{ from: 'a', to: 'd' }] }), 1);
    expect(line.state.open.findings.find(({ subject }) => subject === edge)).toMatchObject({
      denied: true,
      severity: 'critical',
      revision: 1,
    });
  });

  test('that forbids a call keeps learning from making it normal', () => {
    const line = learnedLine(withNew, policy({ never: [{ from: 'a', to: 'd' }] }));
    expect(standingOf(line)).toBe('denied');
    expect(line.state.open.findings).toMatchObject([{ subject: edge, denied: true }]);
  });

  test('that forbids wins over one that allows, and a person over both', () => {
    const line = met(policy({ never: [{ to: 'd' }], allowed: [{ to: 'd' }] }));
    expect(standingOf(line)).toBe('denied');
    const word: Decision = {
      id: 'w',
      verb: 'approve',
      about: { subjects: [edge, 'd|remote|'], services: [], findings: [] },
      by: 'ana',
      at: origin,
      reason: 'after all',
    };
    line.decisions = [word];
    line.settle(known + 3, known + 6, withNew);
    expect(standingOf(line)).toBe('approved');
    expect(line.state.open.findings).toEqual([]);
  });

  test('that changes changes nothing of what was recorded', () => {
    const line = met(policy({ allowed: [{ to: 'd' }] }), 1);
    expect(line.strides.at(-1)?.record.entries[0]?.ruled).toEqual([
      ['a|remote|>d|remote|', 'approved'],
      ['d|remote|', 'approved'],
    ]);
  });

  test.each([
    [{ policy: { never: [{}] } }, /policy\.never\.0\.to: /],
    [{ policy: { forbid: [] } }, /policy\.forbid: \[\] - there is no such setting/],
    [{ promoteAfterDistinctDays: -1 }, /promoteAfterDistinctDays: -1 - /],
  ])('%j is refused with what is wrong', (given, message) => {
    expect(() => parseSettings(given)).toThrow(message);
  });
});

describe('A candidate', () => {
  const day = 86_400 / unfading.windowSeconds;

  /** Seen once a day for some days. */
  const seenFor = (line: Line, days: number): void => {
    for (let i = 0; i < days; i += 1) {
      const at = known + i * day;
      line.settle(at, at + 1, withNew);
    }
  };

  test('stays one for ever by default', () => {
    const line = learnedLine();
    seenFor(line, 10);
    expect(standingOf(line)).toBe('candidate');
    expect(line.state.baseline.known.get(edge)?.days).toBe(10);
  });

  test('is learned after so many different days where a setting says so, and not within one', () => {
    const line = learnedLine(norm, { promoteAfterDistinctDays: 3 });
    line.settle(known, known + 12, withNew);
    expect(standingOf(line)).toBe('candidate');
    seenFor(line, 4);
    expect(standingOf(line)).toBe('learned');
  });
});
