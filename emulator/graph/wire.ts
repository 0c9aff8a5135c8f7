/** Counts and time of the requests of one node or edge, as the X-Ray API model spells them. */
export interface SummaryStatistics {
  readonly OkCount: number;
  readonly ErrorStatistics: {
    readonly ThrottleCount: number;
    readonly OtherCount: number;
    readonly TotalCount: number;
  };
  readonly FaultStatistics: { readonly OtherCount: number; readonly TotalCount: number };
  readonly TotalCount: number;
  /** Seconds. */
  readonly TotalResponseTime: number;
}

/** How many requests took how long; `Value` in seconds. */
export interface HistogramEntry {
  readonly Value: number;
  readonly Count: number;
}

/** A different name under which a caller knows the callee. */
export interface Alias {
  readonly Name?: string;
  readonly Names?: readonly string[];
  readonly Type?: string;
}

/** A connection to the service whose ReferenceId it carries. */
export interface WireEdge {
  readonly ReferenceId: number;
  readonly StartTime: number;
  readonly EndTime: number;
  /** Empty on an edge of type `link`. */
  readonly SummaryStatistics: SummaryStatistics | Record<string, never>;
  readonly ResponseTimeHistogram: readonly HistogramEntry[];
  readonly Aliases: readonly Alias[];
  readonly EdgeType?: 'link';
  readonly ReceivedEventAgeHistogram?: readonly HistogramEntry[];
}

/** A node of the graph, in the shape of GetServiceGraph. Times are epoch seconds. */
export interface WireService {
  readonly ReferenceId: number;
  readonly Name: string;
  readonly Names: readonly string[];
  readonly Root?: true;
  readonly AccountId?: string;
  readonly Type?: string;
  readonly State: string;
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Edges: readonly WireEdge[];
  /** Absent on a client. */
  readonly SummaryStatistics?: SummaryStatistics;
  readonly DurationHistogram?: readonly HistogramEntry[];
  readonly ResponseTimeHistogram?: readonly HistogramEntry[];
}
