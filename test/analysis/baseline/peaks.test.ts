import fc from 'fast-check';
import { emptyBaseline } from '../../../analysis/baseline/current';
import { fold } from '../../../analysis/baseline/fold';
import { agedHistory, byRoute, emptyHistory, peakLevels } from '../../../analysis/baseline/peaks';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Decision } from '../../../analysis/model/decision';
import type { Finding, Status } from '../../../analysis/model/finding';
import type { Route } from '../../../analysis/model/peaks';
import type { StepRecord } from '../../../analysis/model/record';
import { entry } from '../../support/entry';
import { finding } from '../support/finding';
import { edge } from '../support/question';

const halfLifeSeconds = 3_000;
/** What the latency of one settled window scored by itself, or by the given routes; the others scored nothing. */
type Score = number | Partial<Record<Route, number>>;
/** One settled window whose latency lay so far out, ten windows to a half-life, with what was open after it. */
const record = (index: number, score: Score, open: readonly Finding[] = []): StepRecord => {
  const scores = {
    alone: 0,
    repeated: 0,
    lasting: 0,
    ...(typeof score === 'number' ? { alone: score } : score),
  };
  return {
    sequence: index + 1,
    scope: 'test',
    cursor: { dueAt: index * 300, windowStart: index * 300, origin: 0 },
    entries: [
      entry({
        read: { window: { start: index * 300, end: index * 300 + 300 }, kind: 'settlement', lagSeconds: 180 },
        peaks: {
          alone: { latency: scores.alone },
          repeated: { latency: scores.repeated },
          lasting: { latency: scores.lasting },
        },
      }),
    ],
    transitions: [],
    messages: [],
    open: { findings: open, incidents: [] },
  };
};
const foldedAll = (
  records: readonly StepRecord[],
  decisions: readonly Decision[] = [],
  settings = { halfLifeSeconds },
): Baseline => fold(emptyBaseline, records, decisions, settings);
const folded = (scores: readonly Score[], decisions: readonly Decision[] = []): Baseline =>
  foldedAll(
    scores.map((score, index) => record(index, score)),
    decisions,
  );
const rebaseAt = (start: number): Decision => ({
  id: `r${start}`,
  verb: 'rebase',
  range: { start, end: start + 300 },
  by: 'test',
  at: start,
  reason: 'a new norm',
});
const quiet = (windows: number): number[] => new Array<number>(windows).fill(0);

describe('The history of scores', () => {
  test.each<[string, Score, Partial<Record<Route, number>>]>([
    ['one value far out', { alone: 3 }, { alone: 1 }],
    ['values that repeat', { alone: 1.9, repeated: 1.9 }, { repeated: 1 }],
    ['evidence that lasts', { alone: 1.5, lasting: 3 }, { lasting: 1 }],
    ['what lies below each level', peakLevels, {}],
  ])('counts %s by its own route', (_what, score, clusters) => {
    const { peaks } = folded([score]);
    const counted = { alone: 0, repeated: 0, lasting: 0, ...clusters };
    for (const route of ['alone', 'repeated', 'lasting'] as const)
      expect([route, peaks[route].latency.clusters]).toEqual([route, counted[route]]);
    expect(peaks.alone.volume).toEqual(emptyHistory.alone.volume);
  });

  test('is halved with each half-life, as the norm is', () => {
    const before = folded([3, ...quiet(9)]).peaks.alone.latency;
    expect(before).toMatchObject({ n: 10, clusters: 1, excess: 1 });
    const after = folded([3, ...quiet(10)]).peaks.alone.latency;
    expect(after).toMatchObject({ n: 6, clusters: 0.5, excess: 0.5 });
  });

  test('takes a value beyond all measure for one just far out: it may be trouble that nobody named', () => {
    expect(folded([300]).peaks).toEqual(folded([5]).peaks);
  });

  test('follows a tail that became quieter: after ten half-lives the old peaks count no more than a thousandth', () => {
    const wild = quiet(10).map((_, i) => (i % 5 === 0 ? 9 : 0));
    const { n, clusters } = folded([...wild, ...quiet(100)]).peaks.alone.latency;
    expect(n).toBeGreaterThan(19);
    expect(clusters).toBeLessThan(2 / 1_000);
  });

  test('outlives a rebase: how far calm windows lie out is a habit of the system, whatever its norm', () => {
    const scores = [...quiet(9), 9, ...quiet(4)];
    expect(folded(scores, [rebaseAt(3_000)]).peaks).toEqual(folded(scores).peaks);
  });

  test('ages the same in one stretch or in several', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(count, count, fc.nat(8), fc.nat(8), (n, clusters, first, second) => {
        const history = byRoute(() => ({ n, clusters, excess: clusters, last: 3, peak: 1 }));
        const twice = agedHistory(agedHistory(history, first), second);
        expect(twice).toEqual(agedHistory(history, first + second));
      }),
    );
  });
});

describe('The scores of a window that began a finding', () => {
  /** The finding that window 5 began, as it stands after it or a later window. */
  const suspicion = (status: Status): Finding => finding('latency', edge, { status, hits: [1_800] });
  const calm = quiet(5).map((score, i) => record(i, score));
  const settings = { halfLifeSeconds: 1e12 };
  const waiting = [...calm, record(5, 3, [suspicion('pending')])];
  const since = (...rest: readonly StepRecord[]): Baseline => foldedAll([...waiting, ...rest], [], settings);

  test('wait while it is pending', () => {
    const { peaks, heldPeaks } = since(record(6, 0, [suspicion('pending')]));
    expect(heldPeaks).toHaveLength(1);
    expect(peaks.alone.latency).toMatchObject({ n: 6, clusters: 0 });
  });

  test('teach nothing when it fires, nor does any window while it does', () => {
    const { peaks, heldPeaks } = since(
      record(6, 3, [suspicion('firing')]),
      record(7, 3, [suspicion('firing')]),
    );
    expect(heldPeaks).toEqual([]);
    expect(peaks).toEqual(foldedAll(calm, [], settings).peaks);
  });

  test('teach as if there had been none when it is not confirmed', () => {
    const { peaks, heldPeaks } = since(record(6, 0));
    expect(heldPeaks).toEqual([]);
    expect(peaks.alone.latency).toMatchObject({ n: 7, clusters: 1, excess: 1 });
  });

  test('wait in the families of its kind alone', () => {
    const other = finding('fault-ratio', edge, { status: 'pending', hits: [1_800] });
    const { peaks, heldPeaks } = foldedAll([...calm, record(5, 3, [other])], [], settings);
    expect(heldPeaks).toEqual([]);
    expect(peaks.alone.latency).toMatchObject({ n: 6, clusters: 1 });
  });

  test('are forgotten at a rebase, which ends the finding', () => {
    const { peaks, heldPeaks } = foldedAll([...waiting, record(6, 0)], [rebaseAt(1_800)], settings);
    expect(heldPeaks).toEqual([]);
    expect(peaks.alone.latency).toMatchObject({ n: 6, clusters: 0 });
  });
});
