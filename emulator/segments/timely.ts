import { OLDEST_START_SECONDS } from '../wire/range';

/** How far a span may be ahead: what X-Ray documents for its OTLP endpoint; for segments it documents nothing. */
const MOST_AHEAD_SECONDS = 2 * 3600;

/**
 * Why a span comes from a time that is not taken, as a sentence; undefined when it may be taken.
 * X-Ray keeps traces for 30 days and drops older ones that are sent, as makers of exporters to it report. Without a
 * bound, documents with times from anywhere would each open minutes of their own, and fill the memory with them.
 * @param times when it started and ended, epoch seconds
 * @param clock what time it is, epoch seconds
 */
export function untimelinessOf([start, end]: readonly [number, number], clock: number): string | undefined {
  if (start < clock - OLDEST_START_SECONDS) return `start_time is more than 30 days before ${told(clock)}`;
  if (end > clock + MOST_AHEAD_SECONDS) return `a time is more than 2 hours ahead of ${told(clock)}`;
  return undefined;
}

/** The clock, to the second; one beyond what a calendar knows as it is. */
function told(clock: number): string {
  const date = new Date(Math.floor(clock) * 1000);
  const shown = Number.isNaN(date.getTime()) ? String(clock) : date.toISOString();
  return `the clock of X-Ray Local, which says ${shown}`;
}
