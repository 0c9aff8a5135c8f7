import fc from 'fast-check';
import type { Assessment } from '../../analysis/model/assessment';
import type { Decision } from '../../analysis/model/decision';
import { type Signal, signals } from '../../analysis/model/observation';
import { splitSubjectKey } from '../../analysis/model/subject';
import { observe } from '../../analysis/observe';
import { bytes, isSettlement, lookAt, origin, run, type Stride, settings, stride } from './drive';
import { plans } from './history';

const verdicts = ['alreadyJudged', 'anomalous', 'insufficientData', 'learning', 'normal'];

/** The signals each subject of a read must be told about, from what was seen and known and from nothing else. */
function expectedSignals({ look, before }: Stride): Map<string, readonly Signal[]> {
  if (!('decoded' in look)) return new Map();
  const observations = observe(look.decoded.graph);
  const expected = new Map<string, readonly Signal[]>();
  for (const { subject, outcomes } of observations) {
    const bareNode = splitSubjectKey(subject).kind === 'node' && outcomes.total === 0;
    expected.set(subject, look.read.kind === 'presence' || bareNode ? ['presence'] : signals);
  }
  if (look.read.kind === 'presence') return expected;
  for (const subject of before.baseline.known.keys())
    if (!expected.has(subject) && splitSubjectKey(subject).kind !== 'node')
      expected.set(subject, ['presence']);
  return expected;
}

const bySubject = (assessments: readonly Assessment[]): Map<string, readonly Signal[]> => {
  const found = new Map<string, Signal[]>();
  for (const { subject, signal } of assessments) found.set(subject, [...(found.get(subject) ?? []), signal]);
  return found;
};

describe('Law 3: every window, read, edge and signal', () => {
  test('gets exactly one assessment with one of the five verdicts', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        for (const taken of run(plan, { gaps: new Set([17]) })) {
          expect(bytes(bySubject(taken.assessments))).toBe(bytes(expectedSignals(taken)));
          for (const { verdict } of taken.assessments) expect(verdicts).toContain(verdict);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('is counted in the record, the anomalous ones in full', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        for (const { record, assessments } of run(plan)) {
          const [entry] = record.entries;
          const counted = Object.values(entry?.verdicts ?? {}).reduce((sum, count) => sum + count, 0);
          expect(counted).toBe(assessments.length);
          expect(entry?.anomalies).toEqual(assessments.filter((a) => a.verdict === 'anomalous'));
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe('Law 9: judge before learning', () => {
  test('what happens later never changes an earlier assessment', () => {
    fc.assert(
      fc.property(plans(20), plans(20), fc.integer({ min: 1, max: 19 }), (plan, other, turn) => {
        const before = ({ look }: Stride) =>
          look.read.window.end + look.read.lagSeconds <= origin + (turn + 1) * settings.windowSeconds;
        const earlier = (strides: readonly Stride[]) =>
          bytes(strides.filter(before).map((s) => s.assessments));
        expect(earlier(run(plan, { later: { from: turn, plan: other } }))).toBe(earlier(run(plan)));
      }),
      { numRuns: 10 },
    );
  });

  test('whether a window teaches does not change how it is judged', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        for (const taken of run(plan).filter(isSettlement)) {
          const { start } = taken.look.read.window;
          if (taken.record.entries[0]?.learning) continue;
          const border: Decision = {
            id: 'across',
            verb: 'learn',
            range: { start: start + 10, end: start + 20 },
            by: 'law',
            at: start,
            reason: 'a range that begins inside the window',
          };
          const untaught = stride(taken.before, taken.look, { decisions: [border] });
          expect(untaught.record.entries[0]?.teaches).toBe(false);
          expect(untaught.assessments).toEqual(taken.assessments);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('a value is compared with the norm as it was before the value: doubling it changes no expected band', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        const wild = { ...plan, edges: plan.edges.map((edge) => ({ ...edge, rate: edge.rate * 5 })) };
        for (const taken of run(plan).filter(isSettlement).slice(-4)) {
          const again = stride(taken.before, lookAt(wild, taken.look.read), { settings });
          const bands = new Map(
            taken.assessments
              .filter((a) => a.signal === 'requestRate' && a.expected)
              .map((a) => [a.subject, a.expected] as const),
          );
          for (const a of again.assessments.filter((x) => x.signal === 'requestRate' && x.expected))
            if (bands.has(a.subject)) expect(a.expected).toEqual(bands.get(a.subject));
        }
      }),
      { numRuns: 10 },
    );
  });
});
