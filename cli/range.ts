import type { TimeWindow } from '../analysis/model/window';

const isoPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)([Zz]|[+-]\d{2}:?\d{2})?)?$/;
const epochPattern = /^\d+(\.\d+)?$/;
/** Epoch seconds of the year 5138; more is almost certainly milliseconds. */
const latest = 1e11;

/**
 * Reads a time: ISO 8601 (UTC where no zone is given) or epoch seconds. Returns epoch seconds, or why not.
 * @example parseTime('2023-04-17T14:25:00Z') // => 1681741500
 */
export function parseTime(text: string): number | string {
  if (epochPattern.test(text)) {
    const seconds = Number(text);
    return seconds < latest ? seconds : `'${text}' is too large for epoch seconds; are these milliseconds?`;
  }
  const match = isoPattern.exec(text);
  const [, date = '', time = '00:00', zone = 'Z'] = match ?? [];
  const offset = /^[zZ]$/.test(zone) ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2');
  const seconds = match ? Date.parse(`${date}T${time.replace(',', '.')}${offset}`) / 1000 : Number.NaN;
  if (Number.isNaN(seconds) || !isCalendarDay(date)) {
    return `'${text}' is no time; write ISO 8601 (2023-04-17T14:25:00Z) or epoch seconds (1681741500)`;
  }
  return seconds;
}

/** Dates such as 30 February are refused, not moved to March. */
function isCalendarDay(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

/**
 * Reads `FROM..TO`, half-open, either side may be left out. Returns epoch seconds, or why not.
 * @example parseRange('..1681741500') // => { start: -Infinity, end: 1681741500 }
 */
export function parseRange(text: string): TimeWindow | string {
  const at = text.indexOf('..');
  if (at < 0) return `'${text}' is no range; write FROM..TO, either side may be left out`;
  const from = text.slice(0, at).trim();
  const to = text.slice(at + 2).trim();
  const start = from === '' ? Number.NEGATIVE_INFINITY : parseTime(from);
  const end = to === '' ? Number.POSITIVE_INFINITY : parseTime(to);
  if (typeof start === 'string') return start;
  if (typeof end === 'string') return end;
  return start < end ? { start, end } : `'${text}' ends before it begins; write the earlier time first`;
}
