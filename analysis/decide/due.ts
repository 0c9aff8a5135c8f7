import type { Baseline } from '../model/baseline';
import { type Decision, type Effective, isRange } from '../model/decision';
import type { StepRecord } from '../model/record';

/** Decisions that no record has put into effect yet, in the order in which they were taken. */
export function dueDecisions(
  { decided = [] }: Pick<Baseline, 'decided'>,
  decisions: readonly Decision[],
): readonly Effective[] {
  const done = new Set(decided);
  return decisions.filter((d): d is Effective => !isRange(d) && !done.has(d.id));
}

/**
 * The decisions that a record put into effect. The record names them, so that when they came does not matter: whoever
 * folds it again does the same.
 * @throws Error when one of them is missing; they are never deleted
 */
export function decisionsIn(
  { decided = [], sequence }: Pick<StepRecord, 'decided' | 'sequence'>,
  decisions: readonly Decision[],
): readonly Effective[] {
  const byId = new Map(decisions.map((d) => [d.id, d] as const));
  return decided.map((id) => {
    const decision = byId.get(id);
    if (decision === undefined || isRange(decision))
      throw new Error(`record ${sequence} names decision ${id}, which is not among those given`);
    return decision;
  });
}
