import type { MutedIncident } from '../model/mute';
import { subjectOfKey } from '../model/subject';
import { headline, subjectName } from './sentences';
import { clock, count, duration } from './words';

/** An incident in a list: how bad, what, when, and its id. */
export function incidentLine(incident: MutedIncident, timeZone: string | undefined): string {
  const { startsAt, endsAt } = incident;
  const when =
    endsAt === undefined
      ? `since ${clock(startsAt, timeZone)}, still going on`
      : `from ${clock(startsAt, timeZone)} for ${duration(endsAt - startsAt)}`;
  return lineOf(incident, when);
}

/** The same of one that began, whether it goes on or not. */
export const beginningLine = (incident: MutedIncident, timeZone: string | undefined): string =>
  lineOf(incident, `began ${clock(incident.startsAt, timeZone)}`);

const lineOf = ({ id, severity, kind, subject }: MutedIncident, when: string): string =>
  `${severity}: ${headline[kind]}: ${nameOfKey(subject)}, ${when} (incident ${id})`;

/** A subject by its key as people say it. */
export function nameOfKey(key: string): string {
  const { target, ...rest } = subjectOfKey(key);
  return subjectName({ target, ...('source' in rest ? { source: rest.source } : {}) });
}

export const incidents = (amount: number): string => count(amount, 'incident');
