import { severities } from '../incident/severity';
import type { Message } from '../model/record';
import type { Alert } from './alert';
import { placeAttributes, rankOf } from './attributes';
import { fitted, plain } from './chat';
import { ownerOf } from './owner';
import { happened } from './sentences';
import { placeOf } from './surroundings';
import { ascii, wrap } from './words';

type Alerts = readonly [Alert, ...Alert[]];

/**
 * Those of the alerts of a record that are told each in a text of its own, at most `most`, and the rest, which a digest
 * names. Where not all fit: what began or got worse before what is over, then the worst, then the surest.
 */
export function capped(
  alerts: readonly Alert[],
  most: number,
): { told: readonly Alert[]; rest: readonly Alert[] } {
  if (alerts.length <= most) return { told: alerts, rest: [] };
  const ordered = [...alerts].sort(
    (a, b) =>
      Number(a.stage === 'resolved') - Number(b.stage === 'resolved') ||
      severities.indexOf(b.incident.severity) - severities.indexOf(a.incident.severity) ||
      b.incident.confidence - a.incident.confidence ||
      (a.incident.id < b.incident.id ? -1 : 1),
  );
  return { told: ordered.slice(0, most), rest: ordered.slice(most) };
}

/** One mail that names every incident: severity, what happened, id. Its severity is that of the worst. */
export function digestMessage(sequence: number, alerts: Alerts): Message {
  const { scope } = alerts[0].around;
  return {
    id: `digest-${sequence}`,
    topic: 'alerts',
    subject: subjectOf(alerts),
    body: [
      wrap(intro(alerts), 76),
      '',
      ...alerts.map((alert) => wrap(`- ${lineOf(alert)}`, 76, 2)),
      '',
      `Scope ${scope}`,
      '',
    ].join('\n'),
    attributes: digestAttributes(alerts),
  };
}

/** The same for chat, with as many incidents as there is room for; the mail names them all. */
export function digestChat(sequence: number, alerts: Alerts): Message {
  const id = `digest-${sequence}-chat`;
  const subject = subjectOf(alerts);
  const lines = [intro(alerts), '', ...alerts.map((alert) => `• ${lineOf(alert)}`)].map(plain);
  const notification = {
    version: '1.0',
    source: 'custom',
    id,
    content: { textType: 'client-markdown', title: subject, description: fitted(lines) },
    metadata: { threadId: id, summary: subject, eventType: 'digest', enableCustomActions: false },
  };
  const attributes = digestAttributes(alerts);
  return { id, topic: 'chat', subject, body: JSON.stringify(notification), attributes };
}

const worst = (alerts: Alerts) =>
  alerts
    .map(({ incident }) => incident.severity)
    .reduce((a, b) => (severities.indexOf(a) >= severities.indexOf(b) ? a : b));

function subjectOf(alerts: Alerts): string {
  const { environment, scope } = alerts[0].around;
  const place = [environment, placeOf(scope).region].filter((part) => part !== '').join(' ');
  const tag = worst(alerts).toUpperCase();
  return ascii(`[${tag}] Digest: ${incidents(alerts.length)} more${place ? ` (${place})` : ''}`).slice(0, 99);
}

const incidents = (count: number): string => `${count} ${count === 1 ? 'incident' : 'incidents'}`;

const intro = (alerts: Alerts): string =>
  `${incidents(alerts.length)} more changed in the same run than are told in a text of their own (messagesPerRun); here is each of them, in one line.`;

const lineOf = ({ incident, lead, stage }: Alert): string =>
  `${stage === 'resolved' ? 'over' : incident.severity}: ${happened(lead)} Incident ${incident.id}, ${stage}.`;

/** A subscription to a team hears of a digest that names one of its services. */
function digestAttributes(alerts: Alerts): Message['attributes'] {
  const teams = alerts.flatMap(({ incident, lead, around }) => {
    const owner = ownerOf(incident, lead, around.owners ?? []);
    return owner ? [ascii(owner.team)] : [];
  });
  return {
    ...rankOf(worst(alerts)),
    kind: 'digest',
    status: alerts.some(({ stage }) => stage !== 'resolved') ? 'opened' : 'resolved',
    ...(teams.length > 0 ? { team: [...new Set(teams)].sort() } : {}),
    ...placeAttributes(alerts[0].around),
    schemaVersion: '1',
  };
}
