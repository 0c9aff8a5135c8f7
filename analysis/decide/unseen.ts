import type { Known } from '../model/baseline';

/** What nobody has seen yet and may be decided in advance; `at` is in epoch seconds. It is a candidate until it is decided. */
export const unseen = (subject: string, { at, settled }: { at: number; settled: number }): Known => ({
  subject,
  standing: 'candidate',
  firstSeen: at,
  lastSeen: at,
  windows: 0,
  lastSettled: settled,
  longestSilence: 0,
});
