/** Sampled calls of one edge or node in a window. */
export interface Tally {
  readonly seconds: readonly number[];
  readonly faults: number;
  readonly throttles: number;
}

export const together = (tallies: readonly Tally[]): Tally => ({
  seconds: tallies.flatMap(({ seconds }) => seconds),
  faults: tallies.reduce((sum, { faults }) => sum + faults, 0),
  throttles: tallies.reduce((sum, { throttles }) => sum + throttles, 0),
});

/** X-Ray's statistics and histogram of some calls. */
export function statistics({ seconds, faults, throttles }: Tally): object {
  const counts = new Map<number, number>();
  for (const value of seconds) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    SummaryStatistics: {
      OkCount: seconds.length - faults - throttles,
      ErrorStatistics: { ThrottleCount: throttles, OtherCount: 0, TotalCount: throttles },
      FaultStatistics: { OtherCount: faults, TotalCount: faults },
      TotalCount: seconds.length,
      TotalResponseTime: rounded(seconds.reduce((sum, value) => sum + value, 0)),
    },
    ResponseTimeHistogram: [...counts].map(([Value, Count]) => ({ Value, Count })),
  };
}

/** X-Ray's times are whole milliseconds. */
export const rounded = (seconds: number): number => Math.round(seconds * 1e3) / 1e3;
