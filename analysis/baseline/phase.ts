import type { Baseline } from '../model/baseline';
import { type Decision, isRange } from '../model/decision';
import type { Settings } from '../model/settings';
import { contains, overlaps, type TimeWindow } from '../model/window';

/** What a window is for: `learning` teaches and never alerts; `teaches` goes into the baseline. */
export interface Phase {
  readonly learning: boolean;
  readonly teaches: boolean;
  /** True where no range of a person has ended before: services finish learning by themselves. */
  readonly byItself: boolean;
  /** True inside a rebase: open findings end here. */
  readonly rebasing: boolean;
  /** Ids of the decisions that say so, sorted. */
  readonly decisions: readonly string[];
}

/**
 * Tells what a window is for. A window wholly inside a person's learning or rebase range teaches and never alerts;
 * one across a border is judged and does not teach. Without a range that has ended, a scope learns by itself
 * until it has seen `bootstrapSeconds` of windows.
 */
export function phaseOf(
  window: TimeWindow,
  decisions: readonly Decision[],
  baseline: Pick<Baseline, 'learnedSeconds'>,
  settings: Pick<Settings, 'bootstrapSeconds'>,
): Phase {
  const ranges = decisions.filter(isRange);
  const taught = ranges.some((decision) => decision.range.end <= window.start);
  const inside = ranges.filter((decision) => contains(decision.range, window));
  if (inside.length > 0) {
    const rebasing = inside.some((decision) => decision.verb === 'rebase');
    const ids = inside.map((d) => d.id).sort();
    return { learning: true, teaches: true, byItself: !taught, rebasing, decisions: ids };
  }
  const across = ranges.some((decision) => overlaps(decision.range, window));
  const bootstrap = !across && !taught && baseline.learnedSeconds < settings.bootstrapSeconds;
  return { learning: bootstrap, teaches: !across, byItself: !taught, rebasing: false, decisions: [] };
}
