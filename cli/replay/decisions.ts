import type { Range } from '../../analysis/model/decision';
import { hashOf } from '../../analysis/model/identity';
import type { TimeWindow } from '../../analysis/model/window';

/** The ranges of `--learn` and `--rebase` as decisions; equal ranges give equal ids, and each counts once. */
export function decisionsOf(learn: readonly TimeWindow[], rebase: readonly TimeWindow[]): Range[] {
  const all = [
    ...learn.map((range) => decision('learn', range)),
    ...rebase.map((range) => decision('rebase', range)),
  ];
  return [...new Map(all.map((one) => [one.id, one] as const)).values()];
}

const decision = (verb: Range['verb'], range: TimeWindow): Range => ({
  id: hashOf('decision', verb, range.start, range.end),
  verb,
  range,
  by: 'command line',
  at: 0,
  reason: `--${verb}`,
});
