import { invalidRequest } from './failure';
import { type JsonObject, numberIn } from './json';

/** A half-open stretch of time `[start, end)` in epoch seconds, fractions allowed. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

const LONGEST_RANGE_SECONDS = 6 * 3600;
/** How long X-Ray keeps traces. */
export const OLDEST_START_SECONDS = 30 * 86_400;

function requiredTime(input: JsonObject, member: string): number {
  const value = numberIn(input, member);
  if (value === undefined)
    throw invalidRequest(`${member} is required and must be a number of epoch seconds`);
  return value;
}

/**
 * Reads StartTime and EndTime of a request, epoch seconds as JSON numbers.
 * Throws InvalidRequestException when one is missing, when End is not after Start, when the range exceeds
 * six hours (that text is X-Ray's own), or when it starts more than 30 days before `now`.
 */
export function timeRange(input: JsonObject, now: number): TimeRange {
  const start = requiredTime(input, 'StartTime');
  const end = requiredTime(input, 'EndTime');
  if (end <= start) throw invalidRequest('EndTime must be after StartTime');
  if (end - start > LONGEST_RANGE_SECONDS) throw invalidRequest('Time range cannot be longer than 6 hours');
  if (start < now - OLDEST_START_SECONDS) throw invalidRequest('StartTime cannot be more than 30 days ago');
  return { start, end };
}

/** Whether a moment lies in a half-open range. */
export function inRange(range: TimeRange, seconds: number): boolean {
  return seconds >= range.start && seconds < range.end;
}
