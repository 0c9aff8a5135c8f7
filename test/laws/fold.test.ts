import fc from 'fast-check';
import { emptyBaseline } from '../../analysis/baseline/current';
import { fold } from '../../analysis/baseline/fold';
import type { Decision } from '../../analysis/model/decision';
import type { StepRecord } from '../../analysis/model/record';
import { splitSubjectKey } from '../../analysis/model/subject';
import { bytes, origin, run, settings } from './drive';
import { plans } from './history';

/** Learning and rebase ranges somewhere in the history. */
const decisions = fc.array(
  fc.record({
    verb: fc.constantFrom('learn' as const, 'rebase' as const),
    from: fc.nat(8_000),
    lasts: fc.nat(2_000),
  }),
  { maxLength: 2 },
);
const asDecisions = (
  drawn: readonly { verb: 'learn' | 'rebase'; from: number; lasts: number }[],
): Decision[] =>
  drawn.map(({ verb, from, lasts }, i) => ({
    id: `d${i}`,
    verb,
    range: { start: origin + from, end: origin + from + lasts },
    by: 'law',
    at: origin + from,
    reason: 'drawn',
  }));

/** Words about subjects that the plan has, services of theirs and all, said somewhere in the history. */
const words = fc.array(
  fc.record({
    verb: fc.constantFrom(
      'approve' as const,
      'deny' as const,
      'benign' as const,
      'restart' as const,
      'mute' as const,
    ),
    at: fc.nat(8_000),
    which: fc.nat(20),
    how: fc.constantFrom('subjects' as const, 'services' as const, 'all' as const),
  }),
  { maxLength: 4 },
);
type DrawnWord = {
  readonly verb: 'approve' | 'deny' | 'benign' | 'restart' | 'mute';
  readonly at: number;
  readonly which: number;
  readonly how: 'subjects' | 'services' | 'all';
};

const asWords = (drawn: readonly DrawnWord[], subjects: readonly string[]): Decision[] =>
  drawn.map(({ verb, at, which, how }, i) => {
    const subject = subjects[which % Math.max(1, subjects.length)] ?? 'nobody||';
    const about = {
      subjects: how === 'subjects' ? [subject] : [],
      services: how === 'services' ? [splitSubjectKey(subject).target] : [],
      findings: [],
      ...(how === 'all' ? { all: true as const } : {}),
    };
    const said = { id: `w${i}`, about, by: 'law', at: origin + at, reason: 'drawn' };
    return verb === 'mute'
      ? { ...said, verb, period: { start: origin + at, end: origin + at + 900 } }
      : { ...said, verb };
  });

/** Cuts records into chunks at the given places. */
function chunksOf(records: readonly StepRecord[], places: readonly number[]): StepRecord[][] {
  const at = [...new Set([0, ...places.map((place) => place % (records.length + 1)), records.length])];
  at.sort((a, b) => a - b);
  return at.slice(1).map((end, i) => records.slice(at[i], end));
}

describe('Law 14: the fold', () => {
  const cases = fc.record({
    plan: plans(),
    drawn: decisions,
    said: words,
    places: fc.array(fc.nat(), { maxLength: 6 }),
  });

  test('does not depend on where snapshots were taken', () => {
    fc.assert(
      fc.property(cases, ({ plan, drawn, said, places }) => {
        const subjects = [...(run(plan).at(-1)?.after.baseline.known.keys() ?? [])];
        const decided = [...asDecisions(drawn), ...asWords(said, subjects)];
        const strides = run(plan, { decisions: decided });
        const records = strides.map(({ record }) => record);
        const folded = chunksOf(records, places).reduce(
          (b, chunk) => fold(b, chunk, decided, settings),
          emptyBaseline,
        );
        expect(bytes(folded)).toBe(bytes(fold(emptyBaseline, records, decided, settings)));
        expect(bytes(folded)).toBe(bytes(strides.at(-1)?.after.baseline));
      }),
      { numRuns: 15 },
    );
  });

  test('refuses a record that is not the next one', () => {
    const [first] = run({ seed: 1, windows: 2, services: 3, edges: [] }).map(({ record }) => record);
    if (first === undefined) throw new Error('the history has a record');
    const again = fold(emptyBaseline, [first], [], settings);
    expect(() => fold(again, [first], [], settings)).toThrow('fold expects record 2, got 1');
  });
});
