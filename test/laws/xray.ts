/** The shapes of X-Ray's GetServiceGraph answer that the laws make up. */
export interface XrayStatistics {
  readonly OkCount: number;
  readonly ErrorStatistics: {
    readonly ThrottleCount: number;
    readonly OtherCount: number;
    readonly TotalCount: number;
  };
  readonly FaultStatistics: { readonly OtherCount: number; readonly TotalCount: number };
  readonly TotalCount: number;
  readonly TotalResponseTime: number;
}

export type XrayHistogram = readonly { readonly Value: number; readonly Count: number }[];

export interface XrayEdge {
  readonly ReferenceId: number;
  readonly EdgeType?: 'link';
  readonly SummaryStatistics?: XrayStatistics | Record<string, never>;
  readonly ResponseTimeHistogram?: XrayHistogram;
  readonly ReceivedEventAgeHistogram?: XrayHistogram;
}

export interface XrayService {
  readonly ReferenceId: number;
  readonly Name: string;
  readonly Type?: string;
  readonly AccountId?: string | null;
  readonly State?: string;
  readonly Root?: boolean;
  readonly Edges: readonly XrayEdge[];
  readonly SummaryStatistics?: XrayStatistics;
  readonly ResponseTimeHistogram?: XrayHistogram;
}

/** How the calls of an edge or node ended, and how long each took in seconds. */
export interface Calls {
  readonly fault?: number;
  readonly error?: number;
  readonly throttle?: number;
  readonly seconds: readonly number[];
}

/** X-Ray's statistics and histogram of some calls; `error` does not count the throttled ones. */
export function statisticsOf({ fault = 0, error = 0, throttle = 0, seconds }: Calls): {
  SummaryStatistics: XrayStatistics;
  ResponseTimeHistogram: XrayHistogram;
} {
  return {
    SummaryStatistics: {
      OkCount: seconds.length - fault - error - throttle,
      ErrorStatistics: { ThrottleCount: throttle, OtherCount: error, TotalCount: error + throttle },
      FaultStatistics: { OtherCount: fault, TotalCount: fault },
      TotalCount: seconds.length,
      TotalResponseTime: Math.round(seconds.reduce((sum, value) => sum + value, 0) * 1e3) / 1e3,
    },
    ResponseTimeHistogram: histogramOf(seconds),
  };
}

/** Values in milliseconds' precision with their counts, as X-Ray lists them. */
export function histogramOf(seconds: readonly number[]): XrayHistogram {
  const counts = new Map<number, number>();
  for (const value of seconds) {
    const rounded = Math.round(value * 1e3) / 1e3;
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
  }
  return [...counts].map(([Value, Count]) => ({ Value, Count }));
}
