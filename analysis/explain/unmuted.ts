import { severities, worse } from '../incident/severity';
import type { Severity } from '../model/finding';
import type { EndedMute, MutedIncident } from '../model/mute';
import type { Message } from '../model/record';
import { subjectOfKey } from '../model/subject';
import { headline, subjectName } from './sentences';
import { ascii, clock, duration, wrap } from './words';

const width = 76;

/**
 * What a mute kept back, when its time is up or a person ended it: every incident on a line. A period that comes back
 * and kept nothing back is not worth a word; any other end is.
 */
export function unmutedMessage(ended: EndedMute, scope: string, timeZone?: string): Message | undefined {
  const { mute, kept, endedAt, by } = ended;
  if (kept.length === 0 && mute.everySeconds !== undefined && by === 'time') return undefined;
  const severity = kept.map((one) => one.severity).reduce<Severity>(worse, 'info');
  const how = by === 'time' ? 'ended by itself' : 'was ended by a person';
  const lines = [
    wrap(
      `The mute that ${mute.by} began at ${clock(mute.at, timeZone)} ${how} at ${clock(endedAt, timeZone)}.`,
      width,
    ),
    wrap(`Reason: ${mute.reason}`, width, 8),
    '',
    ...(kept.length === 0
      ? ['It kept nothing back.']
      : [
          `It kept ${amount(kept.length)} from being told:`,
          ...[...kept].sort(order).map((one) => line(one, timeZone)),
        ]),
    '',
    'From now on you are told again.',
    '',
    `Mute ${mute.id}`,
    `Scope ${scope}`,
  ];
  return {
    id: `${mute.id}-unmuted-${endedAt}`,
    topic: 'alerts',
    subject: ascii(`[UNMUTED] ${kept.length === 0 ? 'Nothing' : amount(kept.length)} kept back`),
    body: `${lines.join('\n')}\n`,
    attributes: {
      severity,
      severityRank: severities.indexOf(severity),
      kind: 'unmuted',
      status: 'resolved',
      schemaVersion: '1',
    },
  };
}

const amount = (incidents: number): string => `${incidents} ${incidents === 1 ? 'incident' : 'incidents'}`;

const order = (a: MutedIncident, b: MutedIncident): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.startsAt - b.startsAt;

function line(
  { id, severity, kind, subject, startsAt, endsAt }: MutedIncident,
  timeZone: string | undefined,
): string {
  const { target, ...rest } = subjectOfKey(subject);
  const what = subjectName({ target, ...('source' in rest ? { source: rest.source } : {}) });
  const when =
    endsAt === undefined
      ? `since ${clock(startsAt, timeZone)}, still going on`
      : `from ${clock(startsAt, timeZone)} for ${duration(endsAt - startsAt)}`;
  return wrap(`- ${severity}: ${headline[kind]}: ${what}, ${when} (incident ${id})`, width, 2);
}
