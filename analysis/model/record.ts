import type { Assessment, Verdict } from './assessment';
import type { Completeness } from './completeness';
import type { Day } from './day';
import type { Finding, Incident, Recurrence, Transition } from './finding';
import type { ActiveMute, EndedMute } from './mute';
import type { Family, Observation } from './observation';
import type { Near, Scores } from './peaks';
import type { Ruled } from './policy';
import type { Cursor, Read } from './read';
import type { WindowTraces } from './trace-shape';

/** What is remembered of an incident that ended, by its key. */
export interface EndedIncident extends Recurrence {
  readonly key: string;
  readonly endsAt: number;
}

/** Findings and incidents that are not resolved, and what a second window would confirm: what the next judgement starts from. */
export interface Open {
  readonly findings: readonly Finding[];
  readonly incidents: readonly Incident[];
  /** Absent where there is none. */
  readonly near?: readonly Near[];
  /** Incidents that ended lately, to know again those that come back; absent where there is none. */
  readonly ended?: readonly EndedIncident[];
  /** Absent where there is none. */
  readonly mutes?: readonly ActiveMute[];
  /** What is counted of the day that is going on; absent before the first read. */
  readonly day?: Day;
}

/** A subject whose families may not teach now, and the findings for which that is so. */
export interface Withheld {
  readonly subject: string;
  readonly families: readonly Family[];
  readonly findings: readonly string[];
}

/**
 * Where a text goes: `alerts` to people, `operations` to those who run the watcher, the others in a format of their own
 * to whoever asked for it. All are topics but `events`, which is an event bus.
 */
export type Topic = 'alerts' | 'operations' | FormatTopic;
export type FormatTopic = 'chat' | 'machine' | 'ocsf' | 'events';

/** A text that was rendered once and is sent until it is sent. */
export interface Message {
  /** `id-status-revision` of what it tells, and its topic beside `alerts`, so that no two texts exist for one. */
  readonly id: string;
  readonly topic: Topic;
  /** Subject line; of an event its detail-type. */
  readonly subject: string;
  /** Plain text to people; JSON on the topics of formats. */
  readonly body: string;
  /** For filter policies; at most ten. A list is met by a filter that names one of its items. */
  readonly attributes: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What one read of one window showed and what was made of it: the fold's only input beside decisions. */
export interface Entry {
  readonly read: Read;
  /** `learning`: teaches and never alerts. `teaches`: goes into the baseline at all. */
  readonly learning: boolean;
  readonly teaches: boolean;
  /** True where no graph could be had for this window any more; nothing else is known of it. */
  readonly gap: boolean;
  /**
   * A settlement's measurements. Of a presence read only subjects that no earlier read of the window stored,
   * and before the settlement only those that are not part of the norm.
   */
  readonly observations: readonly Observation[];
  /** Sampled calls that entered the system in this window, as this read saw it. */
  readonly requests: number;
  /** Calls that arrived after the settlement, by subject: shown, never judged. */
  readonly lateCalls: readonly (readonly [subject: string, calls: number])[];
  /** The anomalous ones in full; the others are counted in `verdicts` and follow from the ledger. */
  readonly anomalies: readonly Assessment[];
  /** How far out the settled window lay. */
  readonly peaks?: Scores;
  /** Services that had not finished learning when this window was judged; absent where there were none. */
  readonly learners?: readonly Completeness[];
  /** Of a settlement that asked for them: which services the window's traces touched. */
  readonly traces?: WindowTraces;
  /** Standings that rules gave to what this window showed; absent where they changed nothing. */
  readonly ruled?: Ruled;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly withheld: readonly Withheld[];
  readonly rejects: readonly { readonly reason: string; readonly count: number }[];
  /** Ids of decisions that were in force for this window. */
  readonly decisions: readonly string[];
}

/**
 * One committed step of a scope. Its number rises by one; whoever writes a number first has written history.
 * `entries` holds one read, or many learned windows of a backfill.
 */
export interface StepRecord {
  readonly sequence: number;
  readonly scope: string;
  /** How far this step has read. */
  readonly cursor: Cursor;
  readonly entries: readonly Entry[];
  readonly transitions: readonly Transition[];
  readonly messages: readonly Message[];
  /** Ids of the people's words that took effect with this record, in order; absent where none did. */
  readonly decided?: readonly string[];
  /** Mutes that ended with this record; absent where none did. */
  readonly unmuted?: readonly EndedMute[];
  /** UTC days that ended with this record, as of their end; absent where none did. */
  readonly days?: readonly Day[];
  /** State after this step. */
  readonly open: Open;
}
