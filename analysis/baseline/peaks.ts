import { familyOfKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import { type Tested, testedFamilies } from '../model/observation';
import type { Entry, StepRecord } from '../model/record';
import { takeValue } from '../stats/peaks-over-threshold';

/** A window's score counts as a peak above this: one value in a hundred, -log10. */
export const peakLevel = 2;
/** A peak counts as at most this far above (winsorised): what lies beyond one in a thousand may be trouble nobody named. */
const mostExcess = 1;
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
    const above = Math.min(mostExcess, score - peakLevel);
    return takeValue(baseline.peaks[family], { at: baseline.settled, above }, runWindows);
  };
  return Object.fromEntries(testedFamilies.map((f) => [f, learned(f)] as const)) as Baseline['peaks'];
}
