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

/** What a record has to tell beyond its cap. */
export interface Digest {
  /** Number of the record. */
  readonly sequence: number;
  /** Incidents that are told each in a text of its own. */
  readonly told: number;
  readonly alerts: Alerts;
}

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
export function digestMessage({ sequence, told, alerts }: Digest): Message {
  const { scope } = alerts[0].around;
  return {
    id: `digest-${sequence}`,
    topic: 'alerts',
    subject: subjectOf(alerts),
    body: [
      wrap(intro(told, alerts.length), 76),
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
export function digestChat({ sequence, told, alerts }: Digest): Message {
  const id = `digest-${sequence}-chat`;
  const subject = subjectOf(alerts);
  const lines = [intro(told, alerts.length), '', ...alerts.map((alert) => `• ${lineOf(alert)}`)].map(plain);
  const notification = {
    version: '1.0',
    source: 'custom',
    id,
    content: { textType: 'client-markdown', title: plain(subject), description: fitted(lines) },
    metadata: { threadId: id, summary: plain(subject), eventType: 'digest', enableCustomActions: false },
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
  const tag = isOver(alerts) ? 'RESOLVED' : worst(alerts).toUpperCase();
  return ascii(
    `[${tag}] Digest of ${alerts.length} more ${alerts.length === 1 ? 'incident' : 'incidents'}${place ? ` (${place})` : ''}`,
  ).slice(0, 99);
}

const isOver = (alerts: Alerts): boolean => alerts.every(({ stage }) => stage === 'resolved');

const intro = (told: number, rest: number): string =>
  `This run has ${told + rest} incidents to tell of, ${told} of them in a text of their own (setting messagesPerRun). One line for each of the others:`;

const lineOf = ({ incident, lead, stage }: Alert): string =>
  `${incident.severity}, ${stage}: ${happened(lead)} (${incident.id})`;

/** A subscription to a team hears of a digest that names one of its services. */
function digestAttributes(alerts: Alerts): Message['attributes'] {
  const teams = alerts.flatMap(({ incident, lead, around }) => {
    const owner = ownerOf(incident, lead, around.owners ?? []);
    return owner ? [ascii(owner.team)] : [];
  });
  return {
    ...rankOf(worst(alerts)),
    kind: 'digest',
    status: isOver(alerts) ? 'resolved' : 'opened',
    ...(teams.length > 0 ? { team: [...new Set(teams)].sort() } : {}),
    ...placeAttributes(alerts[0].around),
    schemaVersion: '1',
  };
}
