import type { Message } from '../model/record';
import { type Alert, tellingId } from './alert';
import { attributesOf } from './attributes';
import { bodyOf } from './body';
import { headline, subjectName } from './sentences';
import { placeOf } from './surroundings';
import { ascii } from './words';

/**
 * The mail an on-call engineer gets: what happened, observed against normal with counts, since when, how bad and
 * how sure, where it probably began, examples, what to do, what cannot be seen, and the ids. Plain text of at
 * most 76 columns; the subject is ASCII, one line, under 100 characters, as SNS requires.
 */
export const mailMessage = (alert: Alert): Message => ({
  id: tellingId(alert),
  topic: 'alerts',
  subject: subjectLine(alert),
  body: bodyOf(alert),
  attributes: attributesOf(alert),
});

/** What it is about in one line: `New dependency: checkout -> api.example.com`. */
export const aboutLine = ({ lead }: Pick<Alert, 'lead'>): string =>
  `${headline[lead.kind]}: ${subjectName(lead)}`;

/** Subject of the mail, which the other formats on SNS have too. */
export function subjectLine(alert: Alert): string {
  const { incident, stage, around } = alert;
  const standing = stage === 'resolved' ? 'RESOLVED' : incident.severity.toUpperCase();
  const tag = around.test ? 'TEST' : standing;
  const place = [around.environment, placeOf(around.scope).region].filter((part) => part !== '').join(' ');
  const text = ascii(`[${tag}] ${aboutLine(alert)}${place ? ` (${place})` : ''}`);
  return text.length < 100 ? text : `${text.slice(0, 96)}...`;
}
