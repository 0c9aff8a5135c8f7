import fc from 'fast-check';
import { emptyBaseline } from '../../../analysis/baseline/current';
import { fold } from '../../../analysis/baseline/fold';
import { agedHistory, emptyHistory, rebasedHistory } from '../../../analysis/baseline/peaks';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Decision } from '../../../analysis/model/decision';
import type { StepRecord } from '../../../analysis/model/record';
import { entry } from '../../support/entry';

const halfLifeSeconds = 3_000;
/** One settled window whose latency lay `score` out, ten windows to a half-life. */
const record = (index: number, score: number): StepRecord => ({
  sequence: index + 1,
  scope: 'test',
  cursor: { dueAt: index * 300, windowStart: index * 300, origin: 0 },
  entries: [
    entry({
      read: { window: { start: index * 300, end: index * 300 + 300 }, kind: 'settlement', lagSeconds: 180 },
      peaks: { latency: score },
    }),
  ],
  transitions: [],
  messages: [],
  open: { findings: [], incidents: [] },
});
const folded = (scores: readonly number[], decisions: readonly Decision[] = []): Baseline =>
  fold(
    emptyBaseline,
    scores.map((score, index) => record(index, score)),
    decisions,
    { halfLifeSeconds },
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
  test('is halved with each half-life, as the norm is', () => {
    const before = folded([3, ...quiet(9)]).peaks.latency;
    expect(before).toMatchObject({ n: 10, clusters: 1, excess: 1 });
    const after = folded([3, ...quiet(10)]).peaks.latency;
    expect(after).toMatchObject({ n: 6, clusters: 0.5, excess: 0.5 });
  });

  test('follows a tail that became quieter: after ten half-lives the old peaks count no more than a thousandth', () => {
    const wild = quiet(10).map((_, i) => (i % 5 === 0 ? 9 : 0));
    const { n, clusters } = folded([...wild, ...quiet(100)]).peaks.latency;
    expect(n).toBeGreaterThan(19);
    expect(clusters).toBeLessThan(2 / 1_000);
  });

  test('is worth no more than two hours of windows after a rebase, at the same rate and height', () => {
    const one = { n: 480, clusters: 20, excess: 9, last: 400, peak: 0.5 };
    const { latency, volume } = rebasedHistory({ ...emptyHistory, latency: one });
    expect(latency).toMatchObject({ n: 24, clusters: 1 });
    expect(latency.excess / latency.clusters).toBeCloseTo(9 / 20, 12);
    expect(volume).toEqual(emptyHistory.volume);
    const scores = [...quiet(9), 9];
    expect(folded(scores, [rebaseAt(2_700)]).peaks.latency).toEqual(folded(scores).peaks.latency);
  });

  test('ages the same in one stretch or in several', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(count, count, fc.nat(8), fc.nat(8), (n, clusters, first, second) => {
        const history = { ...emptyHistory, latency: { n, clusters, excess: clusters, last: 3, peak: 1 } };
        const twice = agedHistory(agedHistory(history, first), second);
        expect(twice).toEqual(agedHistory(history, first + second));
      }),
    );
  });

  test('a long history before a rebase weighs less than it did', () => {
    const scores = [...quiet(9), ...quiet(40)];
    const settings = { halfLifeSeconds: 1e9 };
    const records = scores.map((score, index) => record(index, score));
    const kept = fold(emptyBaseline, records, [], settings).peaks.latency.n;
    const reset = fold(emptyBaseline, records, [rebaseAt(40 * 300)], settings).peaks.latency.n;
    expect([kept, reset]).toEqual([49, 24 + 9]);
  });
});
