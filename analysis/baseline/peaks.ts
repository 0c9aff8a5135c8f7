import { familyOfKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Finding } from '../model/finding';
import { type Family, type Tested, testedFamilies } from '../model/observation';
import type { PeakHistory, Route, Scored } from '../model/peaks';
import type { Entry, StepRecord } from '../model/record';
import { fadePeaks, noPeaks, type Peaks, takeValue } from '../stats/peaks-over-threshold';
import { cellsOf, hoursOfDay } from './rhythm';

/**
 * A window's score counts as a peak above this: one value in a hundred, -log10; of values that repeat, one in twenty
 * twice; of evidence that adds up, one in a hundred beyond what is no evidence.
 */
export const peakLevels: Readonly<Record<Route, number>> = { alone: 2, repeated: 1.3, lasting: 2 };
/** A peak counts as at most this far above (winsorised): what lies far beyond its level may be trouble nobody named. */
const mostExcess: Readonly<Record<Route, number>> = { alone: 1, repeated: 1, lasting: 1.5 };
/** Windows without a peak that end a cluster of peaks. */
const runWindows = 3;

/** Something for each route and family. */
export function byRoute<T>(
  of: (route: Route, family: Tested) => T,
): Readonly<Record<Route, Record<Tested, T>>> {
  const families = (route: Route): Record<Tested, T> => ({
    volume: of(route, 'volume'),
    latency: of(route, 'latency'),
    outcomes: of(route, 'outcomes'),
    fanOut: of(route, 'fanOut'),
  });
  return { alone: families('alone'), repeated: families('repeated'), lasting: families('lasting') };
}

/** The history of a scope of which nothing is known. */
export const emptyHistory: PeakHistory = byRoute(() => noPeaks);

/** The history after so many half-lives, halved once for each, as the norm is. */
export const agedHistory = (peaks: PeakHistory, halfLives: number): PeakHistory =>
  halfLives > 0 ? byRoute((route, family) => fadePeaks(peaks[route][family], 0.5 ** halfLives)) : peaks;

/** Scores count for how restless an hour is up to this: what lies beyond may be trouble nobody named. */
const mostRestless = 4;
const noHours: NonNullable<Peaks['byHour']> = new Array<[number, number]>(hoursOfDay).fill([0, 0]);

/** Takes a score into the sums of its hour. */
function inHour({ byHour = noHours, squares = 0 }: Peaks, hour: number, score: number) {
  const value = Math.min(mostRestless, score);
  return {
    byHour: byHour.map(([n, sum], i) => (i === hour ? ([n + 1, sum + value] as const) : ([n, sum] as const))),
    squares: squares + value * value,
  };
}

type Peaked = Pick<Baseline, 'peaks' | 'heldPeaks'>;

/**
 * Takes a settled window's scores into the history of each family. A window teaches a family nothing while a finding of
 * it fires, nor where its values are in `doubt`; while one that it hit is pending it waits. Values that were far out and did
 * not fire are taken, or the level would ratchet.
 */
export function learnPeaks(
  baseline: Baseline,
  { peaks, read }: Entry,
  { open: { findings } }: StepRecord,
  doubt: ReadonlySet<Family>,
): Peaked {
  let next = settlePeaks(baseline, findings);
  if (peaks === undefined) return next;
  const hour = cellsOf(read.window)[0];
  for (const family of testedFamilies) {
    const alone = peaks.alone[family];
    const own = findings.filter((f) => familyOfKind(f.kind) === family);
    if (alone === undefined || doubt.has(family) || own.some((f) => f.status === 'firing')) continue;
    const { repeated, lasting } = peaks;
    const scores = { alone, repeated: repeated[family] ?? 0, lasting: lasting[family] ?? 0 };
    const scored = { at: baseline.settled, hour, scores };
    const hit = own.filter((f) => f.hits.includes(read.window.end)).map((f) => f.id);
    next =
      hit.length > 0
        ? { ...next, heldPeaks: [...next.heldPeaks, { family, findings: hit, scored }] }
        : { ...next, peaks: taken(next.peaks, family, scored) };
  }
  return next;
}

/** Drops what was held for findings that fired, takes what was held for findings that did not. */
function settlePeaks({ peaks, heldPeaks }: Peaked, findings: readonly Finding[]): Peaked {
  if (heldPeaks.length === 0) return { peaks, heldPeaks };
  const statusOf = new Map(findings.map((f) => [f.id, f.status] as const));
  let next = peaks;
  const kept = heldPeaks.filter((held) => {
    const statuses = held.findings.map((id) => statusOf.get(id));
    if (statuses.includes('firing')) return false;
    if (statuses.includes('pending')) return true;
    next = taken(next, held.family, held.scored);
    return false;
  });
  return { peaks: next, heldPeaks: kept };
}

function taken(peaks: PeakHistory, family: Tested, { at, hour, scores }: Scored): PeakHistory {
  const of = (route: Route): Peaks => {
    const above = scores[route] - peakLevels[route];
    const next = takeValue(peaks[route][family], { at, above }, { run: runWindows, most: mostExcess[route] });
    return { ...next, ...inHour(next, hour, scores[route]) };
  };
  return {
    alone: { ...peaks.alone, [family]: of('alone') },
    repeated: { ...peaks.repeated, [family]: of('repeated') },
    lasting: { ...peaks.lasting, [family]: of('lasting') },
  };
}
