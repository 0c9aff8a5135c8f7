import type { Band, FindingKind, Measured } from './assessment';
import type { ServiceId } from './service';

export type Status = 'pending' | 'firing' | 'resolved';
export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';

/** Why an episode ended. */
export type Resolution =
  | 'back-to-normal'
  | 'not-confirmed'
  | 'not-seen-again'
  | 'rebased'
  | 'insufficient-data';

/**
 * A deviation from the norm of one kind on one subject, from its first pending window to its end.
 * Times are epoch seconds here and ISO 8601 in the transition format.
 */
export interface Finding {
  readonly type: 'finding';
  /** hash(kind, scope, subject): stable over recurrences. */
  readonly key: string;
  /** hash(key, start of the window that began it): one episode, even where a silence outlasts its first finding. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly subject: string;
  readonly status: Status;
  readonly revision: number;
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly detectedAt: number;
  readonly severity: Severity;
  /** 0..1: how sure we are that the norm was left. */
  readonly confidence: number;
  readonly incidentId?: string;
  readonly source?: ServiceId;
  readonly target: ServiceId;
  readonly observed: Measured;
  readonly expected: Band;
  /** -log10 of the probability under the norm, at most 300. */
  readonly score: number;
  readonly why: string;
  readonly seenLate?: boolean;
  readonly resolution?: Resolution;
  /** Ends of the last windows that were anomalous, newest last; at most as many as confirmation looks at. */
  readonly hits: readonly number[];
  /** Windows in a row that were judged and not anomalous. */
  readonly clean: number;
  /** Settled windows since the episode began. */
  readonly age: number;
}

/** A suspect: how much of the trouble a service adds beyond what its own callees explain; 0..1. */
export interface Origin extends ServiceId {
  readonly score: number;
}

/** Findings that belong together along the graph and in time. */
export interface Incident {
  readonly type: 'incident';
  readonly key: string;
  readonly id: string;
  readonly status: Status;
  readonly revision: number;
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly detectedAt: number;
  readonly severity: Severity;
  readonly confidence: number;
  readonly findings: readonly string[];
  /** Suspects, best first; the first is the probable origin. */
  readonly origins: readonly Origin[];
  readonly resolution?: Resolution;
}

export type Transition = Finding | Incident;
