import type { Baseline, Part } from '../model/baseline';
import { noDrift } from './drift';
import { currentPart, emptyPart, emptyPooled, slotCount } from './part';
import { emptyHistory } from './peaks';

/** The baseline of a scope that has seen nothing, with every slot of the week. */
export const emptyBaseline: Baseline = {
  version: 2,
  watermark: 0,
  epoch: 0,
  settled: 0,
  learnedUntil: 0,
  learnedSeconds: 0,
  rebased: [],
  peaks: emptyHistory,
  heldPeaks: [],
  pooled: emptyPooled(),
  slots: new Map(Array.from({ length: slotCount }, (_, slot) => [slot, emptyPart()] as const)),
  known: new Map(),
  held: [],
  drift: noDrift,
  shapes: new Map(),
};

/** The pooled part as it counts at the baseline's time. */
export const pooledPart = (baseline: Baseline): Part => currentPart(baseline.pooled, clockOf(baseline));

/**
 * The part of one hour of the week as it counts at the baseline's time.
 * @throws Error when that slot was not loaded: learning into it would forget what it knew
 */
export function slotPart(baseline: Baseline, slot: number): Part {
  const part = baseline.slots.get(slot);
  if (part === undefined) throw new Error(`slot ${slot} of the week is not loaded`);
  return currentPart(part, clockOf(baseline));
}

const clockOf = (baseline: Baseline): { epoch: number; generation: number } => ({
  epoch: baseline.epoch,
  generation: baseline.rebased.length,
});
