import type { MutedIncident } from './mute';

/** Incidents that began or ended on a day: how many, and the first ten. */
export interface DayIncidents {
  readonly count: number;
  readonly first: readonly MutedIncident[];
}

/** What is counted of a UTC day, for the daily word to those who run the watcher. */
export interface Day {
  /** Written `2026-05-03`. */
  readonly date: string;
  /** Settled windows that were judged and that only taught, and windows that X-Ray had forgotten. */
  readonly judged: number;
  readonly learned: number;
  readonly gaps: number;
  /** Traces scanned or read in full as evidence of alerts, and those scanned to see what requests touch. */
  readonly evidenceTraces: number;
  readonly shapeTraces: number;
  /** Traces scanned or read since the calendar month of the day began; they are billed. */
  readonly monthTraces: number;
  /** Findings that began to fire, and firing ones that ended. */
  readonly findingsBegun: number;
  readonly findingsEnded: number;
  /** Absent where none did. */
  readonly begun?: DayIncidents;
  readonly ended?: DayIncidents;
  /** How many incidents began on each of the six days before, oldest first; days without any are left out. */
  readonly earlier?: readonly (readonly [date: string, incidents: number])[];
}
