import { muteOf } from '../decide/mutes';
import type { Incident } from '../model/finding';
import type { ActiveMute, MutedIncident } from '../model/mute';
import type { Open, StepRecord } from '../model/record';
import type { Telling } from './alert';
import { leadOf } from './lead';
import type { Stage } from './surroundings';

type Judged = Pick<StepRecord, 'transitions' | 'open'>;

/** Tells whether a telling wakes people; programs are told of all. */
export const isForPeople = ({ stage }: Telling): boolean => stage !== 'acknowledged';

/** What is told of a record: {@link changes}, less what a mute keeps back and what came back too often. */
export const tellings = (before: Open, record: Judged): Telling[] =>
  changes(before, record).filter(
    ({ incident, findings }) => !incident.quiet && muteOf(record.open.mutes ?? [], findings) === undefined,
  );

/** What mutes in force keep people from being told of a record, each with the id of the mute. */
export const keptBack = (
  before: Open,
  record: Judged,
  mutes: readonly ActiveMute[],
): (readonly [mute: string, incident: MutedIncident])[] =>
  mutes.length === 0
    ? []
    : changes(before, record).flatMap((telling) => {
        if (telling.incident.quiet) return [];
        const by = muteOf(mutes, telling.findings);
        return by === undefined ? [] : [[by.mute.id, brief(telling)] as const];
      });

/** Incidents that began and that ended with a record, whether anybody is told of them or not. */
export function begunAndEnded(
  before: Open,
  record: Judged,
): Readonly<Record<'begun' | 'ended', readonly MutedIncident[]>> {
  const known = new Set(before.incidents.map(({ id }) => id));
  const all = record.transitions.length === 0 ? [] : changes(before, record);
  return {
    begun: all.filter(({ incident, stage }) => stage === 'opened' && !known.has(incident.id)).map(brief),
    ended: all.filter(({ stage }) => stage === 'resolved').map(brief),
  };
}

/** An incident in short, by the finding that speaks for it. */
export function brief({ incident, findings }: Omit<Telling, 'stage'>): MutedIncident {
  const { id, startsAt, endsAt, severity } = incident;
  const { kind, subject } = leadOf(incident, findings);
  return { id, startsAt, ...(endsAt === undefined ? {} : { endsAt }), severity, kind, subject };
}

/**
 * The incidents of a record that are worth telling: those that opened or ended, and those that became worse or whose
 * probable origin moved. Other revisions change the record and wake nobody.
 */
function changes(before: Open, record: Judged): Telling[] {
  const known = new Map([...before.findings, ...record.open.findings].map((f) => [f.id, f] as const));
  for (const t of record.transitions) if (t.type === 'finding') known.set(t.id, t);
  return record.transitions
    .filter((t): t is Incident => t.type === 'incident')
    .flatMap((incident) => {
      const stage = stageOf(
        before.incidents.find((i) => i.id === incident.id),
        incident,
      );
      const findings = incident.findings.map((id) => known.get(id)).filter((f) => f !== undefined);
      return stage === undefined || findings.length === 0 ? [] : [{ incident, findings, stage }];
    });
}

function stageOf(before: Incident | undefined, now: Incident): Stage | undefined {
  if (now.status === 'resolved') return 'resolved';
  if (before === undefined || (before.quiet && !now.quiet)) return 'opened';
  if (now.acknowledged && !before.acknowledged) return 'acknowledged';
  if ((now.reminders ?? 0) > (before.reminders ?? 0)) return 'reminder';
  const [was, is] = [before.origins[0], now.origins[0]];
  const moved = was?.name !== is?.name || was?.type !== is?.type;
  return moved || before.severity !== now.severity ? 'updated' : undefined;
}
