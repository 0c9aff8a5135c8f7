/** What one day (UTC), or several of one weekday, showed of a subject; additive. */
export interface DayTotals {
  /** Window time in which its calls could be counted, in seconds, and these calls. */
  readonly seconds: number;
  readonly calls: number;
  /** Calls whose outcome counts, and those of them that failed with a fault. */
  readonly trials: number;
  readonly faults: number;
  /** Windows with latencies, and the sum of the natural logarithms of their means in seconds. */
  readonly timed: number;
  readonly logSeconds: number;
}

/** The course of a subject's levels: a frozen reference and the days since. */
export interface Course {
  /** Totals of the day that has not ended, and seconds of it that could not teach the number of calls. */
  readonly today: DayTotals;
  readonly missed: number;
  /** Totals by weekday (number of the day since the epoch modulo 7), of the days before the reference was frozen. */
  readonly reference: readonly DayTotals[];
  readonly frozen: boolean;
  /** The last whole days of a week since then, oldest first, by their number since the epoch. */
  readonly recent: readonly (readonly [day: number, totals: DayTotals])[];
}

/** The courses of all subjects, the day that has not ended, and its window time so far in seconds. */
export interface Drift {
  readonly day: number;
  readonly seconds: number;
  readonly courses: ReadonlyMap<string, Course>;
}
