import { emptyBaseline } from '../../../analysis/baseline/current';
import { byRoute } from '../../../analysis/baseline/peaks';
import { assess, type Reading } from '../../../analysis/detect/assess';
import { detectors } from '../../../analysis/detect/detectors';
import { outlyingOf } from '../../../analysis/detect/scores';
import type { Baseline } from '../../../analysis/model/baseline';
import { type Observation, signals } from '../../../analysis/model/observation';
import { noPeaks, type Peaks } from '../../../analysis/stats/peaks-over-threshold';
import { defaults, edge, known, observation, taught, windows } from '../support/question';

const norm = windows(60, { calls: 100, fault: 2, requests: 50 });
const baseline: Baseline = {
  ...emptyBaseline,
  settled: 100,
  peaks: byRoute(() => ({ ...noPeaks, n: norm.length })),
  pooled: taught(norm),
  known: new Map([[edge, known('learned')]]),
};
const reading = (observations: readonly Observation[], rest: Partial<Reading> = {}): Reading => ({
  read: { window: { start: 900_000, end: 900_300 }, kind: 'settlement', lagSeconds: 180 },
  observations,
  seenEarlier: new Set(),
  phase: { learning: false, teaches: true, byItself: true, rebasing: false, decisions: [] },
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
  test('of the norm is normal in every signal, drift while its reference is not frozen learning', () => {
    expect(verdicts(reading([observation({ calls: 100, fault: 2, requests: 50 })]))).toEqual(
      signals.map((signal) => `${edge} ${signal} ${signal.endsWith('Drift') ? 'learning' : 'normal'}`),
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

  test('of a window in which X-Ray showed nothing is that of a silence, and none while learning or early', () => {
    expect(verdicts(reading([]))).toEqual([`${edge} presence normal`]);
    const phase = { learning: true, teaches: true, byItself: true, rebasing: false, decisions: [] };
    expect(verdicts(reading([], { phase }))).toEqual([`${edge} presence insufficientData`]);
    expect(verdicts(reading([], presence))).not.toContain(`${edge} presence anomalous`);
  });

  test('lets fewer than three failures prove nothing by themselves', () => {
    const rare = { ...baseline, pooled: taught(windows(600, { calls: 10 })) };
    const judgedWith = (fault: number) =>
      assess(reading([observation({ calls: 10, fault })]), rare, defaults).find(
        (a) => a.signal === 'faultRatio',
      );
    expect(judgedWith(2)).toMatchObject({ slight: true });
    expect(judgedWith(2)?.p).toBeLessThan(1e-3);
    expect(judgedWith(5)).toMatchObject({ verdict: 'anomalous', certain: true });
    expect(judgedWith(5)).not.toHaveProperty('slight');
  });

  test('of a node without numbers of its own is about its presence alone', () => {
    const node = { ...observation({ calls: 0 }, 'b||'), seen: true };
    const learned = { ...baseline, known: new Map([['b||', known('learned', {}, 'b||')]]) };
    expect(verdicts(reading([node]), learned)).toEqual(['b|| presence normal']);
  });

  test('teaches and never alerts while learning', () => {
    const phase = { learning: true, teaches: true, byItself: true, rebasing: false, decisions: [] };
    expect(verdicts(reading([observation({ calls: 100, fault: 99 })], { phase }))).toEqual(
      signals.map((signal) => `${edge} ${signal} learning`),
    );
  });

  test('asks first whether the window is abnormal: what such windows often show is not', () => {
    const doubtful = observation({ calls: 100, fault: 14 });
    const judgedAfter = (outcomes: Peaks) => {
      const past = { ...baseline, peaks: byRoute((_, f) => (f === 'outcomes' ? outcomes : noPeaks)) };
      return assess(reading([doubtful]), past, defaults).find((a) => a.signal === 'faultRatio');
    };
    const calm = judgedAfter({ ...noPeaks, n: 20_000 });
    const restless = judgedAfter({ ...noPeaks, n: 20_000, clusters: 2_000, excess: 6_000 });
    expect(calm).toMatchObject({ verdict: 'anomalous', certain: true });
    expect(restless).toMatchObject({ verdict: 'normal', p: calm?.p });
  });

  test('watches what only a second window can make certain', () => {
    // Single windows lie far out by habit here, and evidence adds up; what repeats does not.
    const calm = { ...noPeaks, n: 20_000 };
    const restless = { ...calm, clusters: 2_000, excess: 6_000 };
    const peaks = byRoute((route) => (route === 'repeated' ? calm : restless));
    const watched = assess(
      reading([observation({ calls: 100, fault: 14 })]),
      { ...baseline, peaks },
      defaults,
    );
    expect(watched.find((a) => a.signal === 'faultRatio')).toMatchObject({
      verdict: 'anomalous',
      certain: false,
    });
  });

  test('takes the probabilities of a learning window and judges nothing by them', () => {
    const phase = { learning: true, teaches: true, byItself: true, rebasing: false, decisions: [] };
    const taught = assess(reading([observation({ calls: 100, fault: 99 })], { phase }), baseline, defaults);
    const ratio = taught.find((a) => a.signal === 'faultRatio');
    expect(ratio).toMatchObject({ verdict: 'learning', matters: true });
    expect(ratio).not.toHaveProperty('kind');
    const { window } = reading([]).read;
    const { scores } = outlyingOf(taught, [], { window, settings: defaults });
    expect(scores.alone.outcomes).toBeGreaterThan(6);
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
