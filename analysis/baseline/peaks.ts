import { familyOfKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import { testedFamilies, type Tested } from '../model/observation';
import type { Entry, StepRecord } from '../model/record';
import { takeValue } from '../stats/peaks-over-threshold';

/** A window's score counts as a peak above this: one value in a thousand, -log10. */
export const peakLevel = 3;
/** Windows without a peak that end a cluster of peaks. */
const runWindows = 3;

/**
 * Takes a settled window's scores into the history of each family. A window teaches its family nothing while a
 * finding of it fires; values that were far out and did not fire are taken, or the level would ratchet.
 */
export function learnPeaks(baseline: Baseline, { peaks }: Entry, record: StepRecord): Baseline['peaks'] {
  if (peaks === undefined) return baseline.peaks;
  const firing = new Set(
    record.open.findings.filter((f) => f.status === 'firing').map((f) => familyOfKind(f.kind)),
  );
  const learned = (family: Tested): Baseline['peaks'][Tested] => {
    const score = peaks[family];
    if (score === undefined || firing.has(family)) return baseline.peaks[family];
    return takeValue(baseline.peaks[family], { at: baseline.settled, above: score - peakLevel }, runWindows);
  };
  return Object.fromEntries(testedFamilies.map((f) => [f, learned(f)] as const)) as Baseline['peaks'];
}
