import type { TimeWindow } from './window';

/**
 * A person's word, kept for ever and an input of the fold. `learn`: windows wholly inside the range teach
 * and never alert. `rebase`: the same, and levels seen before the range no longer count while known edges do.
 */
export interface Decision {
  readonly id: string;
  readonly verb: 'learn' | 'rebase';
  readonly range: TimeWindow;
  readonly by: string;
  /** Epoch seconds at which it was taken. */
  readonly at: number;
  readonly reason: string;
}
