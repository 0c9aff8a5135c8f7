import type { NormView, Question } from './question';

/** The norm of a subject's volume: this hour of the week where two weeks have shown it, else all hours. */
export function volumeView(q: Pick<Question, 'slot' | 'pooled' | 'settings'>): NormView | undefined {
  const { slot, pooled } = q;
  return slot && slot.weeks >= 2 && slot.windows >= q.settings.minimumWindows / 2 ? slot : pooled;
}
