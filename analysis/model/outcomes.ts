/**
 * How calls ended, as disjoint counts of sampled calls: `error` is 4xx without 429, `throttle` is 429,
 * `fault` is 5xx. `total` is their sum with `ok`.
 * Source: AWS X-Ray API reference, types SummaryStatistics, ErrorStatistics and FaultStatistics.
 */
export interface Outcomes {
  readonly ok: number;
  readonly error: number;
  readonly throttle: number;
  readonly fault: number;
  readonly total: number;
}

export const noOutcomes: Outcomes = { ok: 0, error: 0, throttle: 0, fault: 0, total: 0 };

/** Adds two sets of counts. */
export const addOutcomes = (a: Outcomes, b: Outcomes): Outcomes => ({
  ok: a.ok + b.ok,
  error: a.error + b.error,
  throttle: a.throttle + b.throttle,
  fault: a.fault + b.fault,
  total: a.total + b.total,
});
