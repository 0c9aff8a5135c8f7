import type { Band, FindingKind, Measured } from './assessment';
import type { CallFacts } from './call-facts';
import type { Rename } from './rename';
import type { ServiceId } from './service';
import type { NewShape } from './trace-shape';

export type Status = 'pending' | 'firing' | 'resolved';
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Why an episode ended. */
export type Resolution =
  | 'back-to-normal'
  | 'not-confirmed'
  | 'not-seen-again'
  | 'renamed'
  | 'rebased'
  | 'approved'
  | 'benign'
  | 'new-level'
  | 'insufficient-data';

/** What findings and incidents have in common: one stretch of trouble from its first window to its end. */
interface Episode {
  /** Hash of what it is about: stable over recurrences. */
  readonly key: string;
  /** Hash of the key and of the window that began it: this one episode. */
  readonly id: string;
  readonly status: Status;
  readonly revision: number;
  /** Epoch seconds here, ISO 8601 in the transition format. */
  readonly startsAt: number;
  readonly endsAt?: number;
  /** End of the window whose judgement made the last transition. */
  readonly detectedAt: number;
  readonly severity: Severity;
  /** 0..1: how sure we are that the norm was left. */
  readonly confidence: number;
  readonly resolution?: Resolution;
}

/** A deviation from the norm of one kind on one subject, from its first pending window to its end. */
export interface Finding extends Episode {
  readonly type: 'finding';
  readonly kind: FindingKind;
  readonly subject: string;
  readonly incidentId?: string;
  readonly source?: ServiceId;
  readonly target: ServiceId;
  readonly observed: Measured;
  readonly expected: Band;
  /** -log10 of the probability under the norm, at most 300. */
  readonly score: number;
  readonly why: string;
  readonly seenLate?: boolean;
  /** True where no window alone made it fire: those since its beginning add up. */
  readonly addsUp?: boolean;
  /** True where a person denied what was seen. */
  readonly denied?: true;
  /** Of a new edge: what example traces showed of its calls. */
  readonly calls?: CallFacts;
  /** Of a new trace shape: what is new. */
  readonly shape?: NewShape;
  /** Of what looks like a rename: who took whose place. */
  readonly rename?: Rename;
  /** Ends of the last windows that were anomalous, newest last; at most as many as confirmation looks at. */
  readonly hits: readonly number[];
  /** Windows in a row that were judged and not anomalous. */
  readonly clean: number;
  /** Windows in a row that were not anomalous; trouble may linger in them, below the level that began it. */
  readonly calm: number;
  /** Settled windows since the episode began. */
  readonly age: number;
}

/** A suspect: how much of the trouble a service adds beyond what its own callees explain; 0..1. */
export interface Origin extends ServiceId {
  readonly score: number;
}

/** Findings that belong together along the graph and in time. */
export interface Incident extends Episode {
  readonly type: 'incident';
  readonly findings: readonly string[];
  /** Suspects, best first; the first is the probable origin. */
  readonly origins: readonly Origin[];
  /** Times that people were reminded of it; absent before the first. */
  readonly reminders?: number;
  /** Where it came back lately: how often it was told before, and since when. */
  readonly recurrence?: Recurrence;
  /** True where it came back so often, and no worse, that nobody is told any more. */
  readonly quiet?: true;
  /** Who took it on; ends reminders. */
  readonly acknowledged?: Acknowledged;
}

/** Earlier episodes of an incident within the time that counts: how many, the start of the first, the worst of them. */
export interface Recurrence {
  readonly times: number;
  readonly since: number;
  readonly severity: Severity;
}

/** Who took an incident on, when (epoch seconds) and why. */
export interface Acknowledged {
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}

export type Transition = Finding | Incident;
