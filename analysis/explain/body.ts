import type { Finding, Incident } from '../model/finding';
import { callLines } from './calls';
import { briefly, comparison, happened, headline, nextSteps, subjectName } from './sentences';
import { shapeWords, unseenShapeSentences } from './shapes';
import { sightSentence } from './sight';
import { placeOf, type Stage, type Surroundings } from './surroundings';
import { clock, duration, number, percent, quantity, service, shortName, wrap } from './words';

const width = 76;
const mostListed = 8;

/** The text under the subject line, in the order in which a reader needs it. */
export function bodyOf(
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
    ...(lead.addsUp ? [field('Evidence', evidenceWords(lead))] : []),
    field('Since', sinceWords(incident)),
    field('Severity', `${incident.severity}; confidence ${Math.round(incident.confidence * 100)} %`),
    field('Origin', originWords(incident)),
    ...callLines(lead, around.noCalls).map(([name, text]) => field(name, text)),
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

const evidenceWords = ({ startsAt }: Finding): string =>
  `no window alone proves it; what each shows since ${clock(startsAt)} adds up`;

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
  const told = new Set([aboutWords(lead)]);
  const distinct = rest.filter((f) => {
    const about = aboutWords(f);
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

const aboutWords = ({ kind, target, shape }: Finding): string =>
  `${kind} ${shortName(target)}${shape ? ` ${shapeWords(shape)}` : ''}`;

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
  ...blindness(lead, around).map(item),
];

function blindness(lead: Finding, around: Surroundings): string[] {
  const n = around.sampledRequests;
  const chance = 1 - 0.99 ** n;
  return [
    `All counts are of sampled calls: ${quantity(n, 'calls')} entered the system in this window. What 1 in 100 requests does shows up in such a window with ${percent(chance)} probability.`,
    ...(lead.kind === 'new-shape'
      ? unseenShapeSentences(lead)
      : [sightSentence(subjectName(lead), lead.kind, around.sight)]),
    `Of what sampling shows in a normal window, the norm knows about ${percent(1 - around.unseenMass)}.`,
    'Untraced functions, mode PassThrough, and hops over S3 or EventBridge are not in the graph.',
  ];
}
