import type { NormSize } from './norm';
import type { TruthSize } from './truth';

const hour = 3_600;
const day = 24 * hour;

/** How much is judged of each part. */
export interface DetectionSize {
  readonly norm: NormSize;
  readonly truth: TruthSize;
  /** One variant of so many is replayed. */
  readonly variants: number;
}

/** `smoke` takes half a minute, `full` (a tenth of the norm) about five, `whole` about an hour, of one core. */
export const sizes: Readonly<Record<'smoke' | 'full' | 'whole', DetectionSize>> = {
  smoke: {
    norm: { systems: 2, edges: 12, windowSeconds: hour },
    truth: { systems: 2, edges: 8, places: 1, learnedSeconds: day, longest: hour },
    variants: 10,
  },
  full: {
    norm: { systems: 20, edges: 50, windowSeconds: hour },
    truth: { systems: 4, edges: 12, places: 3, learnedSeconds: 7 * day, longest: 10 * day },
    variants: 10,
  },
  whole: {
    norm: { systems: 200, edges: 50, windowSeconds: hour },
    truth: { systems: 20, edges: 12, places: 3, learnedSeconds: 7 * day, longest: 10 * day },
    variants: 1,
  },
};
