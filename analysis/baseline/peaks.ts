import { familyOfKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Tested } from '../model/observation';
import type { Entry, StepRecord } from '../model/record';
import { fadePeaks, noPeaks, type Peaks, takeValue } from '../stats/peaks-over-threshold';
import { cellsOf, hoursOfDay } from './rhythm';

/** A window's score counts as a peak above this: one value in a hundred, -log10. */
export const peakLevel = 2;
/** A peak counts as at most this far above (winsorised): what lies beyond one in a thousand may be trouble nobody named. */
const mostExcess = 1;
/** Windows without a peak that end a cluster of peaks. */
const runWindows = 3;

type History = Baseline['peaks'];

/** The history of a scope of which nothing is known. */
export const emptyHistory: History = {
  volume: noPeaks,
  latency: noPeaks,
  outcomes: noPeaks,
  fanOut: noPeaks,
};

/** The history after so many half-lives, halved once for each, as the norm is. */
export const agedHistory = (peaks: History, halfLives: number): History =>
  halfLives > 0 ? ofEach((family) => fadePeaks(peaks[family], 0.5 ** halfLives)) : peaks;

/** Windows that the history before a rebase is worth after it, at most. */
const rebasedWorth = 24;

/**
 * The history after a rebase: begun anew, with what was before as a prior worth two hours of 5-minute windows. Levels
 * of before say nothing now, but how honest the probabilities of this scope are is not forgotten at once.
 */
export const rebasedHistory = (peaks: History): History =>
  ofEach((family) => fadePeaks(peaks[family], Math.min(1, rebasedWorth / Math.max(1, peaks[family].n))));

const ofEach = (peaksOf: (family: Tested) => Peaks): History => ({
  volume: peaksOf('volume'),
  latency: peaksOf('latency'),
  outcomes: peaksOf('outcomes'),
  fanOut: peaksOf('fanOut'),
});

const noHours: NonNullable<Peaks['hours']> = new Array<[number, number]>(hoursOfDay).fill([0, 0]);

const byHour = (
  hours: NonNullable<Peaks['hours']>,
  hour: number,
  above: boolean,
): NonNullable<Peaks['hours']> =>
  hours.map(([n, over], i) => (i === hour ? [n + 1, over + (above ? 1 : 0)] : [n, over]));

/**
 * Takes a settled window's scores into the history of each family. A window teaches its family nothing while a
 * finding of it fires; values that were far out and did not fire are taken, or the level would ratchet.
 */
export function learnPeaks(baseline: Baseline, { peaks, read }: Entry, record: StepRecord): History {
  if (peaks === undefined) return baseline.peaks;
  const firing = new Set(
    record.open.findings.filter((f) => f.status === 'firing').map((f) => familyOfKind(f.kind)),
  );
  return ofEach((family) => {
    const score = peaks[family];
    if (score === undefined || firing.has(family)) return baseline.peaks[family];
    const above = Math.min(mostExcess, score - peakLevel);
    const next = takeValue(baseline.peaks[family], { at: baseline.settled, above }, runWindows);
    return { ...next, hours: byHour(next.hours ?? noHours, cellsOf(read.window)[0], above > 0) };
  });
}
