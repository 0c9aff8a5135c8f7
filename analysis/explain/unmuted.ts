import { severities, worse } from '../incident/severity';
import type { Severity } from '../model/finding';
import type { EndedMute, MutedIncident } from '../model/mute';
import type { Message } from '../model/record';
import { incidentLine, incidents } from './incident-line';
import { ascii, clock, wrap } from './words';

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
          `It kept ${incidents(kept.length)} from being told:`,
          ...[...kept].sort(order).map((one) => wrap(`- ${incidentLine(one, timeZone)}`, width, 2)),
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
    subject: ascii(`[UNMUTED] ${kept.length === 0 ? 'Nothing' : incidents(kept.length)} kept back`),
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

const order = (a: MutedIncident, b: MutedIncident): number =>
  severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.startsAt - b.startsAt;
