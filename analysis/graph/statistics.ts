import { noOutcomes, type Outcomes } from '../model/outcomes';
import { type Histogram, histogramOf } from '../stats/histogram';

/** What was wrong with a part of a page, in a few words; undefined when nothing was. */
type Problem = string | undefined;

type Fields = Readonly<Record<string, unknown>>;

/** An unknown value as an object to look into; anything else has no fields. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** No time that X-Ray could have measured is longer, in seconds; longer ones are broken. */
const mostSeconds = 1e9;

/** Adds times on a grid of microseconds, where a sum does not depend on the order of its parts. */
export const addSeconds = (a: number, b: number): number => Math.round((a + b) * 1e6) / 1e6;

/** Counts of one node or edge, and their response time in seconds. */
export interface Statistics {
  readonly outcomes: Outcomes;
  readonly responseTimeSeconds: number;
  /** False where X-Ray gave no counts that can be used: the edge was seen, how often is unknown. */
  readonly counted: boolean;
  readonly problem: Problem;
}

const uncounted = (problem: string): Statistics => ({
  outcomes: noOutcomes,
  responseTimeSeconds: 0,
  counted: false,
  problem,
});

/**
 * Reads X-Ray's SummaryStatistics. Counts that do not add up keep their parts and are reported;
 * negative or broken counts are not used.
 * Source: AWS X-Ray API reference, type SummaryStatistics; total = ok + error + fault.
 */
export function decodeStatistics(value: unknown): Statistics {
  const fields = fieldsOf(value);
  const counts = [fields.TotalCount, fields.OkCount, fields.ErrorStatistics, fields.FaultStatistics];
  if (counts.every((part) => part === undefined || part === null)) return uncounted('no statistics');
  const error = fieldsOf(fields.ErrorStatistics);
  const fault = fieldsOf(fields.FaultStatistics);
  const throttles = count(error.ThrottleCount);
  const errors = count(error.TotalCount ?? plus(error.OtherCount, error.ThrottleCount));
  const faults = count(fault.TotalCount ?? fault.OtherCount);
  const total = count(fields.TotalCount);
  const okGiven = count(fields.OkCount);
  if ([throttles, errors, faults, total, okGiven].includes(undefined))
    return uncounted('counts are not counts');
  const [e = 0, f = 0, t = 0] = [errors, faults, total];
  const throttle = Math.min(throttles ?? 0, e);
  const ok =
    fields.OkCount === undefined || fields.OkCount === null ? Math.max(0, t - e - f) : (okGiven ?? 0);
  const outcomes = { ok, error: e - throttle, throttle, fault: f, total: ok + e + f };
  const time = fields.TotalResponseTime;
  return {
    outcomes,
    responseTimeSeconds:
      typeof time === 'number' && time > 0 && time <= mostSeconds ? addSeconds(time, 0) : 0,
    counted: true,
    problem: outcomes.total === t && throttle === throttles ? undefined : 'counts do not add up',
  };
}

/** A count of calls: absent is 0, anything that is not a whole number from 0 is undefined. */
const count = (value: unknown): number | undefined => {
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value + 0 : undefined;
};

const plus = (a: unknown, b: unknown): unknown =>
  typeof a === 'number' ? a + (typeof b === 'number' ? b : 0) : b;

/**
 * Reads one of X-Ray's histograms: `[{Value, Count}]` in any order, value in seconds, -0 is 0.
 * Entries that are no usable numbers are left out and reported.
 */
export function decodeHistogram(value: unknown): { histogram: Histogram; problem: Problem } {
  if (value === undefined || value === null) return { histogram: [], problem: undefined };
  if (!Array.isArray(value)) return { histogram: [], problem: 'histogram is not a list' };
  const entries = value.map((entry) => fieldsOf(entry)).map(({ Value, Count }) => [Value, Count] as const);
  const usable = entries.filter(
    (entry): entry is readonly [number, number] =>
      Number.isFinite(entry[0]) &&
      Number(entry[0]) <= mostSeconds &&
      Number.isSafeInteger(entry[1]) &&
      Number(entry[1]) > 0,
  );
  const broken = entries.length - usable.length;
  return {
    histogram: histogramOf(usable),
    problem: broken === 0 ? undefined : `${broken} of ${entries.length} histogram entries are not usable`,
  };
}
