import type { Incident } from '../model/finding';
import type { EndedIncident } from '../model/record';
import type { Settings } from '../model/settings';
import { severities, worse } from './severity';

type Limits = Pick<Settings, 'quietAfter' | 'recurringSeconds'>;

/**
 * An incident that begins, with what is remembered of its earlier episodes: quiet when it was told as often as
 * people have to be told, unless it is worse than it ever was. What a person denied is never quiet.
 */
export function recurring(
  incident: Incident,
  ended: readonly EndedIncident[],
  { quietAfter }: Pick<Limits, 'quietAfter'>,
): Incident {
  const before = ended.find(({ key }) => key === incident.key);
  if (before === undefined) return incident;
  const { times, since, severity } = before;
  const known = { ...incident, recurrence: { times, since, severity } };
  return times >= quietAfter && !isWorse(incident, before) ? { ...known, quiet: true } : known;
}

/** An incident that became worse than it ever was is quiet no longer. */
export function heardAgain(incident: Incident): Incident {
  const { quiet, ...loud } = incident;
  return quiet && incident.recurrence && isWorse(incident, incident.recurrence) ? loud : incident;
}

const isWorse = (incident: Incident, before: Pick<EndedIncident, 'severity'>): boolean =>
  incident.severity === 'critical' ||
  severities.indexOf(incident.severity) > severities.indexOf(before.severity);

/** What is remembered after a read at `now` (epoch seconds): incidents that end are, for a time; O(remembered). */
export function rememberEnded(
  before: readonly EndedIncident[],
  resolved: readonly Incident[],
  { now, recurringSeconds }: { readonly now: number } & Pick<Limits, 'recurringSeconds'>,
): readonly EndedIncident[] {
  const byKey = new Map(before.map((one) => [one.key, one] as const));
  for (const { key, startsAt, endsAt = now, severity, resolution } of resolved) {
    if (resolution !== undefined && byPerson.has(resolution)) {
      byKey.delete(key);
      continue;
    }
    const one = byKey.get(key);
    byKey.set(key, {
      key,
      times: (one?.times ?? 0) + 1,
      since: one?.since ?? startsAt,
      severity: one ? worse(one.severity, severity) : severity,
      endsAt,
    });
  }
  return [...byKey.values()].filter(({ endsAt }) => endsAt > now - recurringSeconds);
}

/** What a person decided is no recurrence: if it comes back it is something else. */
const byPerson: ReadonlySet<string> = new Set(['approved', 'benign', 'rebased', 'new-level']);

/** Tells whether people have to be reminded of an open incident at `now`; each later reminder takes twice as long. */
export const isReminderDue = (
  { detectedAt, reminders = 0, acknowledged, quiet, status }: Incident,
  now: number,
  { remindSeconds }: Pick<Settings, 'remindSeconds'>,
): boolean =>
  status === 'firing' && !acknowledged && !quiet && now - detectedAt >= remindSeconds * 2 ** reminders;
