import { emptyBaseline, pooledPart } from '../../../analysis/baseline/current';
import { fold } from '../../../analysis/baseline/fold';
import { emptyNorm } from '../../../analysis/baseline/norm';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Decision } from '../../../analysis/model/decision';
import type { Finding, Status } from '../../../analysis/model/finding';
import type { Entry, StepRecord } from '../../../analysis/model/record';
import { entry } from '../../support/entry';
import { finding } from '../support/finding';
import { edge, observation } from '../support/question';

const settings = { halfLifeSeconds: 1e12 };
const suspicion = finding('latency', edge);

/** The record of one settled window with 20 calls of the edge, as number `index`. */
function record(index: number, rest: Partial<Entry> = {}, open: readonly Finding[] = []): StepRecord {
  const window = { start: index * 300, end: index * 300 + 300 };
  return {
    sequence: index,
    scope: 'test',
    cursor: { dueAt: window.end, windowStart: window.start, origin: 0 },
    entries: [
      entry({
        read: { window, kind: 'settlement', lagSeconds: 180 },
        observations: [observation({ calls: 20 })],
        requests: 20,
        ...rest,
      }),
    ],
    transitions: [],
    messages: [],
    open: { findings: open, incidents: [] },
  };
}
const folded = (records: readonly StepRecord[], decisions: readonly Decision[] = []): Baseline =>
  fold(emptyBaseline, records, decisions, settings);
const withheld = [{ subject: edge, families: ['latency' as const], findings: [suspicion.id] }];
const suspect = (index: number, status: Status): StepRecord =>
  record(index, { withheld }, [{ ...suspicion, status }]);
const timed = (baseline: Baseline): number | undefined => baseline.pooled.norms.get(edge)?.timed.n;

describe('The fold', () => {
  test('makes a candidate of what it first sees while judging, and a learned one while learning', () => {
    expect(folded([record(1)]).known.get(edge)).toMatchObject({
      standing: 'candidate',
      windows: 1,
      firstSeen: 300,
    });
    expect(folded([record(1, { learning: true })]).known.get(edge)?.standing).toBe('learned');
    expect(folded([record(1), record(2, { learning: true })]).known.get(edge)?.standing).toBe('learned');
    expect(folded([record(1), record(2)]).known.get(edge)).toMatchObject({
      standing: 'candidate',
      windows: 2,
    });
  });

  test('remembers the longest silence, unless trouble explains it', () => {
    const silent = { observations: [observation({ calls: 1 }, 'c||>d||')] };
    const quiet = [record(1), record(2, silent), record(3, silent)];
    expect(folded([...quiet, record(4)]).known.get(edge)?.longestSilence).toBe(2);
    const explained = record(4, { withheld: [{ subject: edge, families: ['presence'], findings: ['x'] }] });
    expect(folded([...quiet, explained]).known.get(edge)?.longestSilence).toBe(0);
  });

  test('holds what a pending finding withholds and teaches it when that was nothing', () => {
    const waiting = folded([record(1), suspect(2, 'pending')]);
    expect([timed(waiting), waiting.held.length]).toEqual([1, 1]);
    const released = fold(waiting, [record(3)], [], settings);
    expect([timed(released), released.held.length]).toEqual([3, 0]);
  });

  test('drops what it held when the finding fires', () => {
    const fired = folded([record(1), suspect(2, 'pending'), suspect(3, 'firing'), record(4)]);
    expect([timed(fired), fired.held.length]).toEqual([2, 0]);
  });

  test('never teaches what a firing finding withheld, even when it ends in the next record', () => {
    const after = folded([record(1), suspect(2, 'firing'), record(3)]);
    expect([timed(after), after.held.length]).toEqual([2, 0]);
  });

  test('gives an absent subject its silent window back when the finding was nothing', () => {
    const volume = [{ subject: edge, families: ['volume' as const], findings: [suspicion.id] }];
    const elsewhere = [observation({ calls: 1 }, 'c||>d||')];
    const absent = record(2, { withheld: volume, observations: elsewhere }, [
      { ...suspicion, status: 'pending' },
    ]);
    expect(folded([record(1), absent]).pooled.norms.get(edge)?.withheld).toBe(1);
    expect(folded([record(1), absent, record(3)]).pooled.norms.get(edge)).toMatchObject({
      withheld: 0,
      calls: { sum: 40 },
    });
  });

  test('goes on holding while the finding is pending', () => {
    const waiting = folded([record(1), suspect(2, 'pending'), suspect(3, 'pending')]);
    expect([timed(waiting), waiting.held.length]).toEqual([1, 2]);
  });

  test('holds each family for its own findings', () => {
    const both = [
      { subject: edge, families: ['latency' as const], findings: [suspicion.id] },
      { subject: edge, families: ['presence' as const], findings: ['new'] },
    ];
    const isNew = { ...finding('new-edge', edge), id: 'new' };
    const judged = record(2, { withheld: both }, [{ ...suspicion, status: 'pending' }, isNew]);
    expect(timed(folded([record(1), judged, record(3, {}, [isNew])]))).toBe(3);
  });

  test('learns nothing from a gap, a window across a border, or a window in which X-Ray showed nothing', () => {
    const one = folded([record(1)]);
    const nothing = [
      record(2, { gap: true }),
      record(3, { teaches: false }),
      record(4, { observations: [] }),
    ];
    const after = fold(one, nothing, [], settings);
    expect(after.pooled).toEqual(one.pooled);
    expect(after.watermark).toBe(4);
    // A judged window without any service is a silence of them all; one that was to teach would say nothing.
    expect(after.settled).toBe(3);
    const untaught = fold(one, [record(2, { observations: [], learning: true })], [], settings);
    expect(untaught).toMatchObject({ settled: 1, pooled: one.pooled });
  });

  test('forgets levels and what it held at the first window of a rebase, and keeps known edges', () => {
    const pending: Finding = { ...suspicion, status: 'pending' };
    const rebase: Decision = {
      id: 'r',
      verb: 'rebase',
      range: { start: 900, end: 1_500 },
      by: '',
      at: 0,
      reason: '',
    };
    const after = folded(
      [record(1, { learning: true }), suspect(2, 'pending'), record(3, { learning: true }, [pending])],
      [rebase],
    );
    expect(after).toMatchObject({ rebased: ['r'], held: [] });
    expect(pooledPart(after).windows).toBe(1);
    expect(after.known.get(edge)).toMatchObject({ standing: 'learned', windows: 3, firstSeen: 300 });
    expect(pooledPart(fold(after, [record(4, { learning: true })], [rebase], settings)).windows).toBe(2);
  });

  test('teaches the rhythm of the day and the week', () => {
    const after = folded([record(1), record(2)]);
    const { rhythm, calls } = after.pooled.norms.get(edge) ?? emptyNorm(0);
    expect(calls.sum).toBe(40);
    expect(rhythm?.map((sum, cell) => [cell, sum]).filter(([, sum]) => sum !== 0)).toEqual([
      [0, calls.sum],
      [24, calls.sum],
    ]);
  });

  test('counts the seconds of windows it learned in learning mode', () => {
    expect(
      folded([record(1, { learning: true }), record(2, { learning: true }), record(3)]).learnedSeconds,
    ).toBe(600);
  });
});
