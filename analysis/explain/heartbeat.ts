import { learningProgress } from '../baseline/learners';
import { startOfDay } from '../day';
import type { LineState } from '../line';
import type { Known } from '../model/baseline';
import type { Day } from '../model/day';
import type { Incident } from '../model/finding';
import type { ActiveMute } from '../model/mute';
import type { Message } from '../model/record';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { shortened } from './fitting';
import { beginningLine, incidentLine, incidents, nameOfKey } from './incident-line';
import { operationsMessage } from './operations';
import { placeOf } from './surroundings';
import { brief } from './tellings';
import { ascii, clock, count, duration, grouped, wrap } from './words';

const width = 76;
/** Lines of one list; the rest is counted. */
const mostLines = 10;
/** US price of one scanned or retrieved X-Ray trace; the first million of a month is free in each account. */
const usdPerTrace = 0.5e-6;
const freeTraces = 1_000_000;

/** What a heartbeat goes by beside the counts of its day. */
export interface HeartbeatWording extends Pick<Settings, 'falseAlarmsPerWeek'> {
  readonly environment: string;
  readonly timeZone: string;
  /** Seconds by which the last read came later than it was due; absent where no clock says. */
  readonly lagSeconds?: number;
}

/**
 * The daily proof that somebody watches, to those who run the watcher: what a UTC day was, and what stood open when it
 * ended. `at` is the line as it was then. Its absence is news. Plain text of at most 76 columns.
 */
export function heartbeatMessage(day: Day, at: LineState, wording: HeartbeatWording): Message {
  const sections = [
    watched(day, wording),
    graph(day, at),
    learning(at),
    trouble(day, at, wording),
    mutes(at.open.mutes ?? [], wording.timeZone),
    budget(day, wording),
    traces(day),
  ];
  const text = [
    wrap(`tracenorm watched ${at.scope} on ${day.date} (UTC).`, width),
    ...sections.filter((section) => section.length > 0).map((section) => section.join('\n')),
    wrap('This comes once a day. If it stays away, nobody is watching.', width),
  ];
  const base = operationsMessage(`heartbeat-${day.date}`, subjectOf(day, at, wording), []);
  return {
    ...base,
    body: `${text.join('\n\n')}\n`,
    attributes: { ...base.attributes, kind: 'heartbeat' },
  };
}

function subjectOf({ date }: Day, { scope, open }: LineState, { environment }: HeartbeatWording): string {
  const place = [environment, placeOf(scope).region].filter((part) => part !== '').join(' ');
  const state = open.incidents.length === 0 ? 'nothing open' : `${incidents(open.incidents.length)} open`;
  return ascii(`tracenorm heartbeat ${date}: ${state}${place ? ` (${place})` : ''}`).slice(0, 99);
}

function watched({ judged, learned, gaps }: Day, { lagSeconds }: HeartbeatWording): string[] {
  const only = judged === 0 && learned > 0 ? ' While a scope learns, nothing is reported.' : '';
  const late =
    lagSeconds === undefined ? '' : ` The last read came ${duration(lagSeconds)} after it was due.`;
  const lost =
    gaps > 0 ? ' A gap is a window that X-Ray had forgotten when it was read: nobody watched it.' : '';
  return [
    paragraph(
      `Windows: ${grouped(judged)} judged, ${grouped(learned)} learned only, ${count(gaps, 'gap')}.${only}${lost}${late}`,
    ),
  ];
}

function graph({ date }: Day, { baseline }: LineState): string[] {
  const from = startOfDay(date);
  const known = [...baseline.known.values()];
  const edges = known.filter(isEdge);
  const fresh = edges.filter(({ firstSeen }) => firstSeen >= from).length;
  const waiting = known.filter(({ standing }) => standing === 'candidate').sort(edgesFirst);
  return [
    paragraph(`Graph: ${count(edges.length, 'edge')} known, ${grouped(fresh)} of them new on this day.`),
    ...list(
      waiting.length === 0
        ? 'No new call or service waits for a person.'
        : `${count(waiting.length, 'new call or service', 'new calls and services')} ${waiting.length === 1 ? 'waits' : 'wait'} for a person to approve or deny:`,
      waiting.map(({ subject }) => nameOfKey(subject)),
    ),
  ];
}

function learning({ baseline }: LineState): string[] {
  const services = learningProgress(baseline.known);
  const unfinished = services.filter(({ finished }) => !finished).length;
  return [
    paragraph(
      `Learning: ${count(services.length - unfinished, 'service')} finished, ${grouped(unfinished)} not; a new call of one that has not is learned and not reported.`,
    ),
  ];
}

function trouble(day: Day, { open }: LineState, { timeZone }: HeartbeatWording): string[] {
  const { begun, ended } = day;
  const told = open.incidents.filter(({ quiet }) => !quiet);
  const quiet = open.incidents.filter((incident) => incident.quiet);
  const firing = open.findings.filter((f) => f.status === 'firing').length;
  const head = (word: string, of: number, findings: number): string =>
    `${word}: ${incidents(of)}, ${count(findings, 'finding')}.`;
  const lines = (of: readonly Incident[]): string[] =>
    of.flatMap((incident) => {
      const own = open.findings.filter((f) => incident.findings.includes(f.id));
      return own.length > 0 ? [incidentLine(brief({ incident, findings: own }), timeZone)] : [];
    });
  return [
    ...list(
      head('Opened', begun?.count ?? 0, day.findingsBegun),
      begun?.first.map((one) => beginningLine(one, timeZone)),
      begun?.count,
    ),
    ...list(
      head('Resolved', ended?.count ?? 0, day.findingsEnded),
      ended?.first.map((one) => incidentLine(one, timeZone)),
      ended?.count,
    ),
    ...list(head('Still open', open.incidents.length, firing), lines(told), told.length),
    ...(quiet.length === 0
      ? []
      : list(
          `Of these quiet, because they came back so often and no worse: ${incidents(quiet.length)}.`,
          lines(quiet),
        )),
  ];
}

const mutes = (active: readonly ActiveMute[], timeZone: string): string[] =>
  active.length === 0
    ? []
    : list(
        `Mutes: ${grouped(active.length)}.`,
        active.map(({ mute, until, kept }) => {
          const when = until === undefined ? 'between two periods' : `until ${clock(until, timeZone)}`;
          return `mute ${mute.id} of ${mute.by} ${when}, keeps back ${incidents(kept.length)}: ${mute.reason}`;
        }),
      );

function budget({ begun, earlier = [] }: Day, { falseAlarmsPerWeek }: HeartbeatWording): string[] {
  const week = earlier.reduce((sum, [, n]) => sum + n, begun?.count ?? 0);
  return [
    paragraph(
      `Budget: ${count(falseAlarmsPerWeek, 'false alarm')} a week at most (setting falseAlarmsPerWeek). In the last seven days ${incidents(week)} began, true or false.`,
    ),
  ];
}

function traces({ date, evidenceTraces, shapeTraces, monthTraces }: Day): string[] {
  const usd = (Math.max(0, monthTraces - freeTraces) * usdPerTrace).toFixed(2);
  return [
    paragraph(
      `Traces: ${grouped(evidenceTraces)} scanned or read as evidence, ${grouped(shapeTraces)} scanned for shapes. In ${date.slice(0, 7)} so far ${grouped(monthTraces)}, about ${usd} USD at 0.50 USD a million after the first million, which is free in each account.`,
    ),
  ];
}

const isEdge = ({ subject }: Known): boolean => splitSubjectKey(subject).kind !== 'node';
const edgesFirst = (a: Known, b: Known): number =>
  Number(isEdge(b)) - Number(isEdge(a)) || (a.subject < b.subject ? -1 : 1);

/** A head line with its items below, of which at most ten are named. */
const list = (head: string, items: readonly string[] = [], all = items.length): string[] => [
  paragraph(head),
  ...items.slice(0, mostLines).map((item) => wrap(`- ${oneLine(item)}`, width, 2)),
  ...(all > mostLines ? [`- and ${grouped(all - mostLines)} more`] : []),
];

const paragraph = (text: string): string => wrap(text, width);

/** A text that others named, without line breaks and without words that no line could hold. */
const oneLine = (text: string): string =>
  shortened(text, 300)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\S{70}(?=\S)/gu, '$& ');
