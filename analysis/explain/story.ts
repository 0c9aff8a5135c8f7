import type { Acknowledged, Finding, Incident, Recurrence, Resolution } from '../model/finding';
import type { Alert } from './alert';
import { blindSpots } from './blind-spots';
import { callLines } from './calls';
import { decideSteps } from './decide-steps';
import { impactWords } from './impact';
import { type Answerable, ownerOf } from './owner';
import { briefly, comparison, happened, headline, nextSteps, subjectName } from './sentences';
import { shapeWords } from './shapes';
import type { Stage } from './surroundings';
import { clock, duration, number, service, shortName } from './words';

const mostListed = 8;

/** What an alert says, before it is laid out for mail or chat: parts in the order in which a reader needs them. */
export interface Story {
  /** What happened. */
  readonly sentence: string;
  /** Observed against normal, since when, how bad and how sure, where from: name and text. */
  readonly fields: readonly (readonly [name: string, text: string])[];
  /** The other findings of the incident; absent where there are none. */
  readonly others?: { readonly title: string; readonly items: readonly string[] };
  /** What to do; empty when it is over, as is what cannot be seen. */
  readonly steps: readonly string[];
  readonly unseen: readonly string[];
  /** Ids of incident, finding and scope. */
  readonly ids: readonly string[];
}

export function storyOf(alert: Alert): Story {
  const { incident, lead, stage, around } = alert;
  const owner = ownerOf(incident, lead, around.owners ?? []);
  const others = othersOf(alert);
  const over = stage === 'resolved';
  return {
    sentence: `${around.test ? 'This is a test of the channel, and nothing happened: ' : ''}${stageWords(incident, stage)}${lead.denied ? 'Denied, and seen all the same: ' : ''}${happened(lead)}`,
    fields: fieldsOf(alert, owner),
    ...(others ? { others } : {}),
    steps: over ? [] : stepsOf(alert, owner),
    unseen: over || around.test ? [] : blindSpots(lead, around),
    ids: [
      `Incident ${incident.id}, revision ${incident.revision}; finding ${lead.id}`,
      `Scope ${around.scope}`,
    ],
  };
}

function stepsOf({ incident, lead, around }: Alert, owner: Answerable | undefined): readonly string[] {
  if (around.test) return ['Nothing: this shows only that alerts arrive here.'];
  return [...nextSteps(lead), ...(owner ? [ownerStep(owner)] : []), ...decideSteps(incident, lead)];
}

function fieldsOf({ incident, lead, stage, others, around }: Alert, owner: Answerable | undefined) {
  const { timeZone } = around;
  const fields: [name: string, text: string][] = [
    ['Observed', comparison(lead)],
    ...(lead.addsUp ? [field('Evidence', evidenceWords(lead, timeZone))] : []),
    ['Since', sinceWords(incident, timeZone)],
    ['Severity', `${incident.severity}; confidence ${Math.round(incident.confidence * 100)} %`],
    ['Origin', originWords(incident)],
    ...(around.impact && stage !== 'resolved' ? [field('Impact', impactWords(around.impact))] : []),
    ...(incident.recurrence ? [field('Again', againWords(incident.recurrence, timeZone))] : []),
    ...(incident.acknowledged ? [field('Taken on', takenOnWords(incident.acknowledged, timeZone))] : []),
    ...callLines(lead, around),
  ];
  if (stage !== 'resolved') return fields;
  if (owner) fields.push(['Owner', `${owner.team} (${owner.service})`]);
  const more = `${others.length} more ${others.length === 1 ? 'signal' : 'signals'} of the same incident.`;
  if (others.length > 0) fields.push(['With it', more]);
  return fields;
}

const field = (name: string, text: string): [name: string, text: string] => [name, text];

function stageWords(incident: Incident, stage: Stage): string {
  if (stage === 'resolved') {
    return `Over (${endWords(incident.resolution)}). It was: `;
  }
  if (stage === 'reminder') {
    const lasted = duration(incident.detectedAt - incident.startsAt);
    return `Reminder: this has been going on for ${lasted}, and nobody took it on. `;
  }
  return stage === 'updated' ? 'Still going on, and it changed: ' : '';
}

function endWords(resolution: Resolution | undefined): string {
  switch (resolution) {
    case 'new-level':
      return 'it lasted, nobody decided, and from now on it counts as normal';
    case 'benign':
      return 'a person called it benign; its levels are learned anew';
    case undefined:
      return 'ended';
    default:
      return resolution.replaceAll('-', ' ');
  }
}

const againWords = ({ times, since }: Recurrence, timeZone: string | undefined): string =>
  `it was there ${times === 1 ? 'once' : `${times} times`} since ${clock(since, timeZone)}; what comes back often and no worse is not told any more`;

const takenOnWords = ({ by, at, reason }: Acknowledged, timeZone: string | undefined): string =>
  `by ${by} at ${clock(at, timeZone)}: ${reason}`;

function sinceWords({ startsAt, endsAt, detectedAt }: Incident, timeZone: string | undefined): string {
  const from = clock(startsAt, timeZone);
  if (endsAt === undefined) return `${from}, judged at the window that ended ${clock(detectedAt, timeZone)}`;
  return `${from} until ${clock(endsAt, timeZone)} (${duration(endsAt - startsAt)})`;
}

const evidenceWords = ({ startsAt }: Finding, timeZone: string | undefined): string =>
  `no window alone proves it; what each shows since ${clock(startsAt, timeZone)} adds up`;

function originWords(incident: Incident): string {
  const [first, second] = incident.origins;
  if (first === undefined) return 'unknown';
  const next =
    second && second.score >= 0.2 ? `; next suspect ${shortName(second)} (${number(second.score)})` : '';
  return `probably ${service(first)} (${number(first.score)} of 1)${next}`;
}

const ownerStep = ({ service: name, team, runbook }: Answerable): string =>
  `${name} belongs to ${team}${runbook === undefined ? '.' : `; runbook: ${runbook}`}`;

/** The other findings, one line a service pair and kind; what repeats them is counted, nothing is left out silently. */
function othersOf({ lead, others, stage }: Alert): Story['others'] {
  if (others.length === 0 || stage === 'resolved') return undefined;
  const told = new Set([aboutWords(lead)]);
  const distinct = others.filter((f) => {
    const about = aboutWords(f);
    return !told.has(about) && told.add(about);
  });
  const listed = distinct.slice(0, mostListed);
  const left = others.length - listed.length;
  const more =
    left > 0
      ? [`and ${left} more ${left === 1 ? 'signal' : 'signals'} of these services and their callers`]
      : [];
  return {
    title: `Also in this incident (${others.length})`,
    items: [...listed.map((f) => `${headline[f.kind]}: ${subjectName(f)}: ${briefly(f)}`), ...more],
  };
}

const aboutWords = ({ kind, target, shape }: Finding): string =>
  `${kind} ${shortName(target)}${shape ? ` ${shapeWords(shape)}` : ''}`;
