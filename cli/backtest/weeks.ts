import type { Sent } from './rehearsal';

const weekSeconds = 604_800;

/** A week of what would have been sent; the last one may be shorter. Epoch seconds. */
export interface Week {
  readonly from: number;
  readonly to: number;
  readonly sent: readonly Sent[];
}

/**
 * Weeks from the first judged window on; a message belongs to the week in which it would have gone out, one that goes
 * out after the last window to the last week. None where nothing was judged.
 */
export function weeksOf(sent: readonly Sent[], from: number | undefined, to: number | undefined): Week[] {
  if (from === undefined || to === undefined) return [];
  const count = Math.ceil((to - from) / weekSeconds);
  const weekAt = (time: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor((time - from) / weekSeconds)));
  return Array.from({ length: count }, (_, week) => ({
    from: from + week * weekSeconds,
    to: Math.min(to, from + (week + 1) * weekSeconds),
    sent: sent.filter(({ at }) => weekAt(at) === week),
  }));
}

/** Judged seconds as weeks. */
export const weeksIn = (seconds: number): number => seconds / weekSeconds;
