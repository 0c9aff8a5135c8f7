import type { Finding, Incident } from '../model/finding';
import { leadOf } from './lead';
import type { Stage, Surroundings } from './surroundings';

/** An incident of a record that is told of, with all its findings. */
export interface Telling {
  readonly incident: Incident;
  readonly findings: readonly Finding[];
  readonly stage: Stage;
}

/** All that the formats of an alert are made of. */
export interface Alert extends Telling {
  /** The finding that speaks for the incident. */
  readonly lead: Finding;
  /** The other findings, the clearest first. */
  readonly others: readonly Finding[];
  readonly around: Surroundings;
}

export function alertOf({ incident, findings, stage }: Telling, around: Surroundings): Alert {
  const lead = leadOf(incident, findings);
  const others = findings
    .filter((f) => f.id !== lead.id)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return { incident, findings, stage, lead, others, around };
}

/** Names what is told: no two texts for one incident, status and revision on one topic. */
export const tellingId = ({ incident: { id, status, revision } }: Pick<Telling, 'incident'>): string =>
  `${id}-${status}-${revision}`;
