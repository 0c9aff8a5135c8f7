import { type JsonObject, textIn } from '../wire/json';
import { untimelinessOf } from './timely';

/** The most bytes X-Ray takes for one document. */
export const LARGEST_DOCUMENT_BYTES = 65_536;
/** Deeper documents are refused: nothing real nests like this. */
export const DEEPEST_NESTING = 200;

const SPAN_ID = /^[0-9a-f]{16}$/i;
/** The most characters of a name. */
export const LONGEST_NAME = 200;
const NAME_CHARACTER = String.raw`[\p{L}\p{N}\s_.:/%&#=+\\\-@]`;
const NAME = new RegExp(`^${NAME_CHARACTER}{1,${LONGEST_NAME}}$`, 'u');
/** What a name may not hold. */
export const NO_NAME_CHARACTERS = new RegExp(NAME_CHARACTER.replace('[', '[^'), 'gu');
/** Epoch seconds beyond this are milliseconds by mistake. */
const LATEST_SECONDS = 1e11;

/** Whether a text is a segment or subsegment id: 16 hexadecimal digits. */
export function isSpanId(value: unknown): value is string {
  return typeof value === 'string' && SPAN_ID.test(value);
}

/**
 * A trace id in X-Ray's form `1-<8 hex>-<24 hex>`, or undefined when it is none.
 * A W3C id of 32 hex digits is split 8 + 24, as X-Ray does.
 */
export function traceIdOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^1-[0-9a-f]{8}-[0-9a-f]{24}$/i.test(value)) return value.toLowerCase();
  if (/^[0-9a-f]{32}$/i.test(value)) return `1-${value.slice(0, 8)}-${value.slice(8)}`.toLowerCase();
  return undefined;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value < LATEST_SECONDS;
}

function problemOfTimes(raw: JsonObject, clock: number | undefined): string | undefined {
  const { start_time: start, end_time: end, in_progress: inProgress } = raw;
  if (!isTime(start)) return 'start_time must be a number of epoch seconds';
  if (end === undefined || end === null) {
    if (inProgress !== true) return 'end_time or in_progress true is required';
    return clock === undefined ? undefined : untimelinessOf([start, start], clock);
  }
  if (inProgress === true) return 'end_time and in_progress exclude each other';
  if (!isTime(end)) return 'end_time must be a number of epoch seconds';
  if (end < start) return 'end_time must not be before start_time';
  return clock === undefined ? undefined : untimelinessOf([start, end], clock);
}

/**
 * What is wrong with one segment or subsegment, as a sentence; undefined when it can be taken.
 * The rules are those of "X-Ray segment documents": id, name of at most 200 characters of a given set, start
 * time, and either an end time or in_progress.
 * @param clock epoch seconds; without it spans may come from any time
 */
export function problemOf(raw: JsonObject, clock: number | undefined): string | undefined {
  if (!isSpanId(raw.id)) return 'id must be 16 hexadecimal digits';
  const name = textIn(raw, 'name');
  if (name === undefined || !NAME.test(name)) {
    return 'name must be 1 to 200 letters, digits, whitespace or _ . : / % & # = + \\ - @';
  }
  if (raw.parent_id !== undefined && raw.parent_id !== null && !isSpanId(raw.parent_id)) {
    return 'parent_id must be 16 hexadecimal digits';
  }
  if (raw.subsegments !== undefined && raw.subsegments !== null && !Array.isArray(raw.subsegments)) {
    return 'subsegments must be a list';
  }
  return problemOfTimes(raw, clock);
}
