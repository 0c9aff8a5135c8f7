import type { Alias } from '../analysis/model/settings';

/** What `record --json` says; schema in docs/schema/record.schema.json. Times are ISO 8601. */
export interface RecordSummary {
  readonly command: 'record';
  readonly out: string;
  /** Of the first and the last window saved. */
  readonly from: string;
  readonly to: string;
  readonly windowSeconds: number;
  readonly windows: number;
  /** Saved windows in which X-Ray showed no service. */
  readonly empty: number;
  /** Asked for, but not complete yet. */
  readonly unsettled: number;
  /** GetServiceGraph pages fetched. */
  readonly pages: number;
  /** Windows into which X-Ray merged graphs of an older filter of the group. */
  readonly oldGroupVersions: number;
  /** Trace summaries saved, and traces X-Ray scanned for them; absent when none were asked for. */
  readonly traces?: { readonly saved: number; readonly scanned: number };
  readonly seconds: number;
}

/** What `watch --json` says of each run, one line a run; schema in docs/schema/watch.schema.json. */
export interface WatchSummary {
  readonly command: 'watch';
  readonly scope: string;
  /** Time the run began, ISO 8601. */
  readonly at: string;
  /** `busy` and `lost`: another run was at work; `outOfTime`: another run follows at once. */
  readonly status: 'done' | 'busy' | 'lost' | 'outOfTime';
  /** Reads done, of all kinds. */
  readonly reads: number;
  readonly windows: { readonly judged: number; readonly learning: number; readonly gaps: number };
  /** End of the newest window this run settled; absent when it settled none. */
  readonly settledTo?: string;
  /** Seconds since the last read done was due. */
  readonly lagSeconds: number;
  readonly edges: number;
  /** Services that have finished learning, and that have not; absent when this run read nothing. */
  readonly services?: { readonly learned: number; readonly learning: number };
  readonly rejects: number;
  /** Alias rules for the settings that would join callees of many names; absent when there are none. */
  readonly suggestedAliases?: readonly {
    readonly caller: string;
    readonly names: number;
    readonly rule: Alias;
  }[];
  readonly transitions: number;
  readonly messages: { readonly sent: number; readonly waiting: number };
  readonly firing: { readonly findings: number; readonly incidents: number };
}

/** What `backfill --json` says; schema in docs/schema/backfill.schema.json. */
export interface BackfillSummary {
  readonly command: 'backfill';
  readonly scope: string;
  /** First and last moment of the windows asked for, ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly windowSeconds: number;
  /** Windows learned, and windows X-Ray had nothing of any more. */
  readonly windows: { readonly learned: number; readonly gaps: number };
  /** Different edges in the baseline afterwards. */
  readonly edges: number;
  readonly rejects: number;
  readonly seconds: number;
}

/** What `backtest --json` says; schema in docs/schema/backtest.schema.json. Times are ISO 8601. */
export interface BacktestSummary {
  readonly command: 'backtest';
  readonly scope: string;
  /** Windows that taught, that were judged, and of which nothing is known. */
  readonly windows: { readonly learned: number; readonly judged: number; readonly gaps: number };
  /** From the first judged window on. */
  readonly weeks: readonly {
    readonly from: string;
    readonly to: string;
    readonly messages: readonly {
      readonly at: string;
      readonly topic: string;
      readonly subject: string;
      readonly body: string;
    }[];
  }[];
  /** Absent where nothing was judged. Intervals hold the rate with 95 %. */
  readonly falseAlarmsPerWeek?: {
    readonly budget: number;
    readonly counted: { readonly lower: number; readonly upper: number };
    readonly shrunk: { readonly lower: number; readonly upper: number };
    /** False alarms that the budget grants in the judged time. */
    readonly expected: number;
    readonly mostlyPrior: boolean;
  };
  readonly seconds: number;
}
