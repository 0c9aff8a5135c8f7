import type { Baseline, Part } from '../model/baseline';
import { noDrift } from './drift';
import { currentPart, emptyPart } from './part';
import { emptyHistory } from './peaks';

/** The baseline of a scope that has seen nothing. */
export const emptyBaseline: Baseline = {
  version: 3,
  watermark: 0,
  epoch: 0,
  settled: 0,
  learnedUntil: 0,
  learnedSeconds: 0,
  rebased: [],
  peaks: emptyHistory,
  heldPeaks: [],
  pooled: emptyPart(),
  known: new Map(),
  held: [],
  drift: noDrift,
  shapes: new Map(),
};

/** The norms as they count at the baseline's time. */
export const pooledPart = ({ pooled, epoch, rebased }: Baseline): Part =>
  currentPart(pooled, { epoch, generation: rebased.length });
