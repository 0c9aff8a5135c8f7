import type { Policy } from './policy';
import type { Schedule } from './read';

/** What the pure core may be told. One field, one meaning; `functions/settings.ts` states default and reason. */
export interface Settings extends Schedule {
  /** Seconds of observed windows that a scope learns by itself before it judges, unless a person says otherwise. */
  readonly bootstrapSeconds: number;
  /** Seconds after its first sighting in which a service's new edges are learned at most, however incomplete it is. */
  readonly learnAtMostSeconds: number;
  /** A service has finished learning when the chance that its next sighting is new is below this at 95 %; 0..1. */
  readonly unseenMass: number;
  /** Half-life of what was learned, in seconds; old weeks fade, known edges do not. */
  readonly halfLifeSeconds: number;
  /** Windows a subject must have been observable before its rates and latencies are judged. */
  readonly minimumWindows: number;
  /** Sampled calls a window must hold before its latency and ratios are judged. */
  readonly minimumCalls: number;
  /** Expected share of false findings among those that pass in one window (Benjamini-Hochberg), 0..1. */
  readonly falseDiscoveryRate: number;
  /** Incidents by chance that a scope may raise in a week; sets how improbable a window must be. */
  readonly falseAlarmsPerWeek: number;
  /** A finding fires when it was anomalous in `confirm.hits` of the last `confirm.windows` settled windows. */
  readonly confirm: { readonly hits: number; readonly windows: number };
  /** Clean settled windows in a row after which a firing finding resolves. */
  readonly resolveAfterWindows: number;
  /** Seconds after which people are reminded of what nobody took on; each later reminder takes twice as long. */
  readonly remindSeconds: number;
  /** Incidents that came back so often within `recurringSeconds`, and no worse, are not told any more. */
  readonly quietAfter: number;
  readonly recurringSeconds: number;
  /** Seconds after which a lasting new level on which nobody decided counts as normal. */
  readonly adoptSeconds: number;
  /** Settled windows without a sighting after which a new edge or node resolves as `not-seen-again`. */
  readonly forgetNewAfterWindows: number;
  /** Latency matters when it grows by this factor, and by this many seconds in the body or in the tail (from p90). */
  readonly latencyEffect: { readonly factor: number; readonly seconds: number; readonly tailSeconds: number };
  /** A fault, error or throttle ratio matters when it grows by this much (absolute, 0..1) and by this factor. */
  readonly ratioEffect: { readonly difference: number; readonly factor: number };
  /** A request rate matters when it grows by this factor or falls to one over it. */
  readonly rateEffect: { readonly factor: number };
  /**
   * What nobody would call small: this share (0..1) of the calls that do not fail normally fails, latency this many
   * times as high, traffic this many times as much or one over it. A window in which that could not be told from
   * chance is answered `insufficientData`.
   */
  readonly grossEffect: {
    readonly ratio: number;
    readonly latencyFactor: number;
    readonly rateFactor: number;
  };
  /** A drift matters when a week's latency grew by this factor and these seconds, its calls by this factor or to one over it. */
  readonly driftEffect: {
    readonly latencyFactor: number;
    readonly latencySeconds: number;
    readonly rateFactor: number;
  };
  /** Calls per request matter when they grow by this factor or fall to one over it, and by this many (absolute). */
  readonly fanOutEffect: { readonly factor: number; readonly difference: number };
  /** Calls that must never be, and calls that need no approval. */
  readonly policy: Policy;
  /** Days on which a candidate must have been seen, without a rule or a person against it, to be learned; 0 for never. */
  readonly promoteAfterDistinctDays: number;
  /** Names that mean the same service: the first match renames. */
  readonly aliases: readonly Alias[];
  /** Whether hosts of which there is one for each bucket are one service, see `graph/collapse.ts`. */
  readonly collapse: boolean;
}

/**
 * Renames services whose name and type match. In `name` each `*` stands for any run of characters; `to` gives the
 * canonical name, in which `$1` to `$9` stand for what the `*`s matched, and the canonical type.
 */
export interface Alias {
  readonly name: string;
  readonly type?: string;
  readonly to: { readonly name: string; readonly type?: string };
}
