import { emptyBaseline } from '../../../analysis/baseline/current';
import { assess, type Reading } from '../../../analysis/detect/assess';
import { detectors } from '../../../analysis/detect/detectors';
import type { Baseline } from '../../../analysis/model/baseline';
import { type Observation, signals } from '../../../analysis/model/observation';
import { defaults, edge, known, observation, taught, windows } from '../support/question';

const norm = windows(60, { calls: 100, fault: 2 });
const baseline: Baseline = {
  ...emptyBaseline,
  settled: 100,
  pooled: taught(norm),
  known: new Map([[edge, known('learned')]]),
};
const reading = (observations: readonly Observation[], rest: Partial<Reading> = {}): Reading => ({
  read: { window: { start: 900_000, end: 900_300 }, kind: 'settlement', lagSeconds: 180 },
  observations,
  seenEarlier: new Set(),
  phase: { learning: false, teaches: true, rebasing: false, decisions: [] },
  ...rest,
});
const verdicts = (...args: [Reading, Baseline?]) =>
  assess(args[0], args[1] ?? baseline, defaults).map(
    ({ subject, signal, verdict }) => `${subject} ${signal} ${verdict}`,
  );
const presence: Partial<Reading> = {
  read: { window: { start: 900_000, end: 900_300 }, kind: 'presence', lagSeconds: 900 },
};

describe('The detectors', () => {
  test('are one for each signal', () => {
    expect(detectors.map(({ signal }) => signal)).toEqual(signals);
  });
});

describe('The assessment of a settlement', () => {
  test('of the norm is normal in every signal', () => {
    expect(verdicts(reading([observation({ calls: 100, fault: 2 })]))).toEqual(
      signals.map((signal) => `${edge} ${signal} normal`),
    );
  });

  test('finds the one signal that left the norm', () => {
    expect(verdicts(reading([observation({ calls: 100, fault: 50 })]))).toContain(
      `${edge} faultRatio anomalous`,
    );
    expect(verdicts(reading([observation({ calls: 100, fault: 50 })]))).toContain(`${edge} latency normal`);
  });

  test('calls nothing anomalous that is improbable but does not matter', () => {
    const strict = { ...defaults, ratioEffect: { difference: 0.6, factor: 2 } };
    const found = assess(reading([observation({ calls: 100, fault: 50 })]), baseline, strict);
    expect(found.find(({ signal }) => signal === 'faultRatio')).toMatchObject({
      verdict: 'normal',
      matters: false,
    });
  });

  test('judges the silence of a learned edge that was not listed', () => {
    expect(verdicts(reading([observation({ calls: 1 }, 'c||>d||')]))).toContain(`${edge} presence normal`);
  });

  test('of a window in which X-Ray showed nothing is insufficient data', () => {
    expect(verdicts(reading([]))).toEqual([`${edge} presence insufficientData`]);
  });

  test('of a node without numbers of its own is about its presence alone', () => {
    const node = { ...observation({ calls: 0 }, 'b||'), seen: true };
    const learned = { ...baseline, known: new Map([['b||', known('learned', {}, 'b||')]]) };
    expect(verdicts(reading([node]), learned)).toEqual(['b|| presence normal']);
  });

  test('teaches and never alerts while learning', () => {
    const phase = { learning: true, teaches: true, rebasing: false, decisions: [] };
    expect(verdicts(reading([observation({ calls: 100, fault: 99 })], { phase }))).toEqual(
      signals.map((signal) => `${edge} ${signal} learning`),
    );
  });

  test('controls false alarms over the whole window: among many normal ones a finding must be clearer', () => {
    const doubtful = observation({ calls: 100, fault: 14 });
    const alone = assess(reading([doubtful]), baseline, { ...defaults, falseDiscoveryRate: 0.01 });
    const p = alone.find(({ signal }) => signal === 'faultRatio')?.p ?? 1;
    const rate = p * 5 * 1.5;
    const subjects = Array.from({ length: 20 }, (_, i) => `n${i}||>m||`);
    const norms = new Map([
      [edge, taught(norm).norms.get(edge)] as const,
      ...subjects.map((s) => [s, taught(norm, s).norms.get(s)] as const),
    ]);
    const many: Baseline = {
      ...baseline,
      pooled: {
        ...baseline.pooled,
        norms: new Map([...norms].flatMap(([s, n]) => (n ? [[s, n] as const] : []))),
      },
      known: new Map([edge, ...subjects].map((s) => [s, known('learned', {}, s)] as const)),
    };
    const settings = { ...defaults, falseDiscoveryRate: rate };
    const verdict = (observations: readonly Observation[]) =>
      assess(reading(observations), many, settings).find(
        (a) => a.subject === edge && a.signal === 'faultRatio',
      )?.verdict;
    expect(verdict([doubtful])).toBe('anomalous');
    expect(verdict([doubtful, ...subjects.map((s) => observation({ calls: 100, fault: 2 }, s))])).toBe(
      'normal',
    );
  });
});

describe('The assessment of a presence read', () => {
  test('asks of what was seen whether it belongs, and nothing else', () => {
    const fresh = observation({ calls: 2 }, 'a||>new||');
    expect(verdicts(reading([observation({ calls: 100, fault: 90 }), fresh], presence))).toEqual([
      `${edge} presence normal`,
      'a||>new|| presence anomalous',
    ]);
  });

  test('does not judge again what an earlier read saw', () => {
    expect(
      verdicts(reading([observation({ calls: 2 })], { ...presence, seenEarlier: new Set([edge]) })),
    ).toEqual([`${edge} presence alreadyJudged`]);
  });

  test('leaves silence to the settlement', () => {
    const silent = { ...baseline, known: new Map([[edge, known('learned', { lastSettled: 10 })]]) };
    expect(verdicts(reading([observation({ calls: 0 })], presence), silent)).toEqual([
      `${edge} presence insufficientData`,
    ]);
  });
});
