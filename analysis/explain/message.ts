import { severities } from '../incident/severity';
import type { Finding, Incident } from '../model/finding';
import type { Message } from '../model/record';
import { briefly, comparison, happened, headline, nextSteps, subjectName } from './sentences';
import { ascii, clock, duration, number, percent, quantity, service, shortName, wrap } from './words';

/** What is known around an incident when its text is written. */
export interface Surroundings {
  readonly scope: string;
  readonly environment: string;
  /** Trace ids that show it, newest first. */
  readonly traces: readonly string[];
  /** Why there are none, where there are none. */
  readonly noTraces: string;
  /** Sampled requests at the entry points in the judged window. */
  readonly sampledRequests: number;
  /** Chance that a sighting is of a subject never seen before. */
  readonly unseenMass: number;
}

/** Where an episode stands for the reader. */
export type Stage = 'opened' | 'updated' | 'resolved';

const width = 76;
const mostListed = 8;

/** Account and Region of a scope named `account/region/group`; empty where it is named otherwise. */
export function placeOf(scope: string): { account: string; region: string } {
  const match = /^(\d{12}|local)\/([a-z]{2}(?:-[a-z]+)+-\d)\//.exec(scope);
  return { account: match?.[1] === 'local' ? '' : (match?.[1] ?? ''), region: match?.[2] ?? '' };
}

/** The finding that speaks for an incident: nearest to its probable origin, then the worst, then the clearest. */
export function leadOf(incident: Incident, findings: readonly Finding[]): Finding {
  const origin = incident.origins[0];
  const isOrigin = (id: { name: string; type?: string } | undefined): boolean =>
    id !== undefined && id.name === origin?.name && id.type === origin.type;
  const nearness = (f: Finding): number => (isOrigin(f.target) ? 2 : isOrigin(f.source) ? 1 : 0);
  const isDirect = (f: Finding): number => (f.kind === 'new-edge' || f.kind === 'vanished-edge' ? 1 : 0);
  const [lead] = [...findings].sort(
    (a, b) =>
      isDirect(b) - isDirect(a) ||
      nearness(b) - nearness(a) ||
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      b.score - a.score ||
      (a.id < b.id ? -1 : 1),
  );
  if (lead === undefined) throw new Error(`incident ${incident.id} has no finding to speak for it`);
  return lead;
}

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

function bodyOf(
  incident: Incident,
  lead: Finding,
  findings: readonly Finding[],
  stage: Stage,
  around: Surroundings,
): string {
  const lines = [
    wrap(`${stageWords(incident, stage)}${happened(lead)}`, width),
    '',
    field('Observed', comparison(lead)),
    field('Since', sinceWords(incident)),
    field('Severity', `${incident.severity}; confidence ${Math.round(incident.confidence * 100)} %`),
    field('Origin', originWords(incident)),
    ...others(lead, findings, stage),
    ...(stage === 'resolved' ? [] : ['', ...guidance(lead, around)]),
    '',
    `Incident ${incident.id}, revision ${incident.revision}; finding ${lead.id}`,
    `Scope ${around.scope}`,
  ];
  return `${lines.join('\n')}\n`;
}

const field = (name: string, text: string): string => wrap(`${`${name}:`.padEnd(11)}${text}`, width, 11);
const item = (text: string): string => wrap(`- ${text}`, width, 2);

function stageWords(incident: Incident, stage: Stage): string {
  if (stage === 'resolved') {
    const why =
      incident.resolution === 'back-to-normal' ? 'back to normal' : (incident.resolution ?? 'ended');
    return `Over (${why.replaceAll('-', ' ')}). It was: `;
  }
  return stage === 'updated' ? 'Still going on, and it changed: ' : '';
}

function sinceWords(incident: Incident): string {
  const from = `${clock(incident.startsAt)}, judged at the window that ended ${clock(incident.detectedAt)}`;
  if (incident.endsAt === undefined) return from;
  return `${clock(incident.startsAt)} until ${clock(incident.endsAt)} (${duration(incident.endsAt - incident.startsAt)})`;
}

function originWords(incident: Incident): string {
  const [first, second] = incident.origins;
  if (first === undefined) return 'unknown';
  const next =
    second && second.score >= 0.2 ? `; next suspect ${shortName(second)} (${number(second.score)})` : '';
  return `probably ${service(first)} (${number(first.score)} of 1)${next}`;
}

/** The other findings, one line a service pair and kind; what repeats them is counted, nothing is left out silently. */
function others(lead: Finding, findings: readonly Finding[], stage: Stage): string[] {
  const rest = findings
    .filter((f) => f.id !== lead.id)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  if (rest.length === 0) return [];
  if (stage === 'resolved')
    return [
      field(
        'With it',
        `${rest.length} more ${rest.length === 1 ? 'signal' : 'signals'} of the same incident.`,
      ),
    ];
  const told = new Set([`${lead.kind} ${shortName(lead.target)}`]);
  const distinct = rest.filter((f) => {
    const about = `${f.kind} ${shortName(f.target)}`;
    return !told.has(about) && told.add(about);
  });
  const listed = distinct.slice(0, mostListed);
  const left = rest.length - listed.length;
  const more =
    left > 0
      ? [item(`and ${left} more ${left === 1 ? 'signal' : 'signals'} of these services and their callers`)]
      : [];
  return [
    '',
    `Also in this incident (${rest.length})`,
    ...listed.map((f) => item(`${headline[f.kind]}: ${subjectName(f)}: ${briefly(f)}`)),
    ...more,
  ];
}

function traceLines(around: Surroundings): string[] {
  if (around.traces.length === 0) return ['Example traces', item(around.noTraces)];
  const { region } = placeOf(around.scope);
  const link = (id: string): string =>
    region === ''
      ? id
      : `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#xray:traces/${id}`;
  return ['Example traces', ...around.traces.map((id) => link(id))];
}

const guidance = (lead: Finding, around: Surroundings): string[] => [
  ...traceLines(around),
  '',
  'What to do',
  ...nextSteps(lead).map(item),
  '',
  'What we cannot see here',
  ...blindness(around).map(item),
];

function blindness(around: Surroundings): string[] {
  const n = around.sampledRequests;
  const chance = 1 - 0.99 ** n;
  return [
    `All counts are of sampled calls: ${quantity(n, 'calls')} entered the system in this window. What 1 in 100 requests does shows up in such a window with ${percent(chance)} probability.`,
    `Of what sampling shows in a normal window, the norm knows about ${percent(1 - around.unseenMass)}.`,
    'Untraced functions, mode PassThrough, and hops over S3 or EventBridge are not in the graph.',
  ];
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
