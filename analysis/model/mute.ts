import type { FindingKind } from './assessment';
import type { Mute } from './decision';
import type { Severity } from './finding';

/** An incident that a mute kept from being told. */
export interface MutedIncident {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly severity: Severity;
  /** Kind and subject of the finding that speaks for it. */
  readonly kind: FindingKind;
  readonly subject: string;
}

/** A mute in force, and what it has kept back since its period began. */
export interface ActiveMute {
  readonly mute: Mute;
  /** End of the period that is going on, epoch seconds; absent between two periods of one that comes back. */
  readonly until?: number;
  readonly kept: readonly MutedIncident[];
}

/** A period of a mute that ended with a record: by its time, or by a person before it. */
export interface EndedMute {
  readonly mute: Mute;
  readonly endedAt: number;
  readonly by: 'time' | 'unmute';
  readonly kept: readonly MutedIncident[];
}
