import type { Histogram } from '../stats/histogram';
import type { Drift } from './drift';
import type { Family, Observation } from './observation';
import type { HeldScores, PeakHistory } from './peaks';
import type { EntryShapes } from './trace-shape';

/** How sure we are that an edge or node belongs to the system. */
export type Standing = 'candidate' | 'learned' | 'approved' | 'denied';

/** Tells whether what stands so is part of the norm. */
export const belongs = (standing: Standing): boolean => standing === 'learned' || standing === 'approved';

/** An edge or node that was seen; survives rebases. */
export interface Known {
  readonly subject: string;
  readonly standing: Standing;
  /** Start of the first and of the last window it was seen in, epoch seconds. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Settled windows it was seen in, and the number of the last of them among all settled windows. */
  readonly windows: number;
  readonly lastSettled: number;
  /** Longest run of settled windows without a sighting that was no finding. */
  readonly longestSilence: number;
  /** Days (UTC) on which a candidate was seen, and the number of the last of them since the epoch; absent of others. */
  readonly days?: number;
  readonly lastDay?: number;
  /** Id of the person's decision by which it stands as it does; absent where none was taken. */
  readonly decidedBy?: string;
  /** Of a service: start of the first window judged after its learning had finished; absent while it learns. */
  readonly finished?: number;
}

/** Sums of a value over windows, enough for mean and variance; additive. */
export interface Moments {
  readonly n: number;
  readonly sum: number;
  readonly sumOfSquares: number;
}

/**
 * Sums over windows of a ratio k/n, enough for its mean and its over-dispersion; additive.
 * `k2n` is the sum of k squared over n.
 */
export interface RatioSums {
  readonly k: number;
  readonly k2n: number;
}

/**
 * Natural logarithms of the windows' mean latencies in seconds, by hour of the day and day of the week as a rhythm is:
 * windows, and sums. Squares over all of them.
 */
export interface Tempo {
  readonly windows: readonly number[];
  readonly sums: readonly number[];
  readonly squares: number;
}

/** What is normal for one subject, as sums over the windows that taught it; all additive, so that parts merge. */
export interface Norm {
  /** Value of the part's window counter when this subject was first learned: windows since then could have shown it. */
  readonly since: number;
  /** Windows since then that were withheld from the volume. */
  readonly withheld: number;
  /** Windows of learning ranges that looked like trouble and did not teach all; absent where none did. */
  readonly setAside?: number;
  /** Calls per window; windows without a sighting are zeros and are not in `n`. */
  readonly calls: Moments;
  /** Calls of each window that had any, and the same as multiples of what was expected of it: one value a window. */
  readonly counts: Histogram;
  readonly ratios?: Histogram;
  /** Calls by hour of the day and day of the week, see `baseline/rhythm.ts`. */
  readonly rhythm?: readonly number[];
  /** Windows with calls, their calls and the squares of these: the trials of the ratios. */
  readonly trials: Moments;
  readonly fault: RatioSums;
  readonly error: RatioSums;
  readonly throttle: RatioSums;
  /** Trials of the latency, which may be withheld apart from the outcomes. */
  readonly timed: Moments;
  /** Latencies and the windows' means (one value a window), less what the time of the week lets expect of them. */
  readonly latency: Histogram;
  readonly means: Histogram;
  /** What the time of the week lets expect, see `baseline/tempo.ts`. */
  readonly tempo?: Tempo;
  /** True once the rhythm of the latency was known: what was learned before, with the rhythm in it, counts for little. */
  readonly inTempo?: boolean;
  /** By point of the fixed tail grid: sum over windows of k squared over n, k the calls slower than the point, less as above. */
  readonly tail: readonly number[];
  /** Requests of the caller in windows with calls, and the calls they made: of an edge, where the caller shows its own. */
  readonly asked: Moments;
  readonly perRequest: RatioSums;
  /** Calls per request of each such window: one value a window. */
  readonly fanOuts: Histogram;
}

/** Norms of all subjects, and the windows that taught them. */
export interface Part {
  /** Number of the half-life the sums were last faded for, and of the rebases before it began. */
  readonly epoch: number;
  readonly generation: number;
  /** Windows that taught this part, faded with age. */
  readonly windows: number;
  /** Windows by time of the week, faded; different days that taught it, and the number of the last of them. */
  readonly seen: { readonly rhythm: readonly number[]; readonly days: number; readonly lastDay: number };
  readonly norms: ReadonlyMap<string, Norm>;
}

/** Observations that wait for the verdict on findings which may withhold them. */
export interface Held {
  readonly windowStart: number;
  readonly windowEnd: number;
  /** Without calls where the subject was absent: its silence waits too. */
  readonly observation: Observation;
  readonly families: readonly Family[];
  readonly findings: readonly string[];
}

/**
 * What is normal: the fold of all records and decisions up to the watermark.
 */
export interface Baseline {
  readonly version: 3;
  /** Sequence of the last record folded. */
  readonly watermark: number;
  /** Number of the half-life reached; a part fades when it is next touched. */
  readonly epoch: number;
  /** Settled windows with data so far, whether they taught or not. */
  readonly settled: number;
  /** Number of the last settled window that was in learning mode. */
  readonly learnedUntil: number;
  /** Seconds of windows learned in learning mode. */
  readonly learnedSeconds: number;
  /** Ids of the rebase decisions whose reset was done. */
  readonly rebased: readonly string[];
  /** Ids of the people's words that took effect, sorted; absent while there was none. */
  readonly decided?: readonly string[];
  readonly peaks: PeakHistory;
  readonly heldPeaks: readonly HeldScores[];
  readonly pooled: Part;
  readonly known: ReadonlyMap<string, Known>;
  readonly held: readonly Held[];
  /** Frozen references and the days since, by subject. */
  readonly drift: Drift;
  /** What traces touch, by the service they enter at. */
  readonly shapes: ReadonlyMap<string, EntryShapes>;
}
