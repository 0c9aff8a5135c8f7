import type { TimeWindow } from '../../../analysis/model/window';

/** One recorded window as it stands on a line; services and summaries are still undecoded. */
export interface RecordedWindow {
  /** Epoch seconds. */
  readonly window: TimeWindow;
  /** The `Services` of GetServiceGraph, all pages joined. */
  readonly services: readonly unknown[];
  readonly traceSummaries?: readonly unknown[];
}

/** Reads one line of a recording; what is wrong with it comes back as a sentence. Never throws. */
export function parseLine(text: string): RecordedWindow | { readonly problem: string } {
  const line = parsed(text);
  if (typeof line === 'string') return { problem: line };
  const { StartTime: start, EndTime: end, Services: services, TraceSummaries: summaries } = line;
  if (!isTime(start)) return { problem: `StartTime must be epoch seconds, got ${shown(start)}` };
  if (!isTime(end)) return { problem: `EndTime must be epoch seconds, got ${shown(end)}` };
  if (end <= start) return { problem: `EndTime ${end} must be after StartTime ${start}` };
  if (!Array.isArray(services)) return { problem: `Services must be a list, got ${shown(services)}` };
  if (summaries !== undefined && summaries !== null && !Array.isArray(summaries)) {
    return { problem: `TraceSummaries must be a list, got ${shown(summaries)}` };
  }
  const window = { start, end };
  return { window, services, ...(Array.isArray(summaries) ? { traceSummaries: summaries } : {}) };
}

function parsed(text: string): Readonly<Record<string, unknown>> | string {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : `a JSON object is expected, got ${shown(value)}`;
  } catch (error) {
    return `not JSON: ${(error as Error).message}`;
  }
}

/** The last second of the year 9999; more is almost certainly milliseconds. */
const latest = 253_402_300_799;

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= latest;

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value)?.slice(0, 60) ?? typeof value);
