import type { Outcome } from '../system/shape';

/** Running totals of the calls of one node or edge in one window. */
export interface Tally {
  readonly counts: Record<Outcome, number>;
  totalMilliseconds: number;
  /** Calls by response time in whole milliseconds. */
  readonly histogram: Map<number, number>;
  /** Start of the first and end of the last call, in epoch seconds. */
  first: number;
  last: number;
}

/** A tally of nothing yet. */
export function emptyTally(): Tally {
  return {
    counts: { ok: 0, error: 0, throttle: 0, fault: 0 },
    totalMilliseconds: 0,
    histogram: new Map(),
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
  };
}

/** Adds one call to a tally. */
export function tallyCall(tally: Tally, call: { start: number; end: number; outcome: Outcome }): void {
  const milliseconds = Math.round((call.end - call.start) * 1000);
  tally.counts[call.outcome]++;
  tally.totalMilliseconds += milliseconds;
  tally.histogram.set(milliseconds, (tally.histogram.get(milliseconds) ?? 0) + 1);
  tally.first = Math.min(tally.first, call.start);
  tally.last = Math.max(tally.last, call.end);
}

/** Writes a tally in the words of X-Ray: times in seconds, throttles counted among the errors. */
export function tallyStatistics({ counts, totalMilliseconds, histogram, first, last }: Tally) {
  const { ok, error, throttle, fault } = counts;
  return {
    StartTime: Math.floor(first),
    EndTime: Math.ceil(last),
    SummaryStatistics: {
      OkCount: ok,
      ErrorStatistics: { ThrottleCount: throttle, OtherCount: error, TotalCount: error + throttle },
      FaultStatistics: { OtherCount: fault, TotalCount: fault },
      TotalCount: ok + error + throttle + fault,
      TotalResponseTime: totalMilliseconds / 1000,
    },
    ResponseTimeHistogram: [...histogram]
      .sort(([a], [b]) => a - b)
      .map(([milliseconds, Count]) => ({ Value: milliseconds / 1000, Count })),
  };
}
