import { severities } from '../incident/severity';
import type { Finding, Incident } from '../model/finding';
import type { Message } from '../model/record';
import { bodyOf } from './body';
import { leadOf } from './lead';
import { headline, subjectName } from './sentences';
import { placeOf, type Stage, type Surroundings } from './surroundings';
import { ascii } from './words';

/**
 * The text an on-call engineer gets: what happened, observed against normal with counts, since when, how bad and
 * how sure, where it probably began, examples, what to do, what cannot be seen, and the ids. Plain text of at
 * most 76 columns; the subject is ASCII, one line, under 100 characters, as SNS requires.
 */
export function incidentMessage(
  incident: Incident,
  findings: readonly Finding[],
  stage: Stage,
  around: Surroundings,
): Message {
  const lead = leadOf(incident, findings);
  return {
    id: `${incident.id}-${incident.status}-${incident.revision}`,
    topic: 'alerts',
    subject: subjectLine(incident, lead, stage, around),
    body: bodyOf(incident, lead, findings, stage, around),
    attributes: attributesOf(incident, lead, stage, around),
  };
}

function subjectLine(incident: Incident, lead: Finding, stage: Stage, around: Surroundings): string {
  const tag = stage === 'resolved' ? 'RESOLVED' : incident.severity.toUpperCase();
  const place = [around.environment, placeOf(around.scope).region].filter((part) => part !== '').join(' ');
  const text = ascii(`[${tag}] ${headline[lead.kind]}: ${subjectName(lead)}${place ? ` (${place})` : ''}`);
  return text.length < 100 ? text : `${text.slice(0, 96)}...`;
}

function attributesOf(
  incident: Incident,
  lead: Finding,
  stage: Stage,
  around: Surroundings,
): Message['attributes'] {
  const { account, region } = placeOf(around.scope);
  return {
    severity: incident.severity,
    severityRank: severities.indexOf(incident.severity),
    kind: lead.kind,
    status: stage,
    confidence: incident.confidence,
    ...(around.environment ? { environment: ascii(around.environment) } : {}),
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    schemaVersion: '1',
  };
}
