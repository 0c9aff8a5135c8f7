import type { Norm, Part } from '../model/baseline';
import { neighbourhood, type RatioPrior } from '../stats/dispersion';

/** The ways a call can end badly. */
export const failures = ['fault', 'error', 'throttle'] as const;
export type Failure = (typeof failures)[number];

/** What all subjects of a scope together suggest of each ratio: quiet ones borrow strength from it. */
export type Neighbours = Readonly<Record<Failure, RatioPrior>>;

/** Pools the ratios of all subjects. O(subjects). */
export function neighboursOf(part: Part): Neighbours {
  const norms = [...part.norms.values()];
  const of = (failure: Failure): RatioPrior =>
    neighbourhood(norms.map((norm: Norm) => ({ ratio: norm[failure], trials: norm.trials })));
  return { fault: of('fault'), error: of('error'), throttle: of('throttle') };
}
