import type { Progress } from '../../analysis/baseline/learners';
import { iso, type TimeWindow, windowSeconds } from '../../analysis/model/window';
import { learningText } from '../learning-text';
import type { IncidentRow } from './incident-log';
import type { Tally } from './tally';
import { count, lengthOfTime } from './words';

/** What only the run itself knows. */
export interface Cost {
  readonly seconds: number;
  readonly peakBytes: number;
  /** Different edges that were ever seen. */
  readonly knownEdges: number;
  /** How complete each service's learning is, the least complete first. */
  readonly services: readonly Progress[];
}

/** The end of a replay as lines: figures first, then one line an incident. */
export function summaryLines(tally: Tally, cost: Cost): string[] {
  const rows = tally.incidents.rows();
  const open = rows.filter((row) => row.endsAt === undefined).length;
  const figures: [string, string][] = [
    ['windows', windowsText(tally)],
    ['', `${count(tally.learning)} learning, ${count(tally.judged)} judged${marks(tally)}`],
    ['left out', `${count(tally.linesLeftOut)} lines${listed(tally.leftOut)}`],
    ['edges', `${count(cost.knownEdges)} different, ${count(tally.edges)} over all windows`],
    ['learned', learningText(cost.services)],
    ['rejects', `${count(total(tally.rejects))}${listed(tally.rejects)}`],
    ['assessments', `${count(total(tally.verdicts))}${listed(tally.verdicts)}`],
    [
      'incidents',
      `${count(rows.length)} from ${count(tally.incidents.findings)} findings, ${count(open)} still firing`,
    ],
    ['took', `${lengthOfTime(cost.seconds)}, ${count(Math.round(cost.peakBytes / 1e6))} MB at the peak`],
  ];
  return [...figures.map(([name, text]) => `${name.padEnd(12)} ${text}`), ...incidentLines(rows)];
}

function windowsText({ windows, first, last }: Tally): string {
  if (first === undefined || last === undefined) return '0';
  return `${count(windows)} of ${lengthOfTime(windowSeconds(first))}, ${iso(first.start)} to ${iso(last.end)}`;
}

function marks({ notTaught, empty, moved }: Tally): string {
  const parts = [
    ...(notTaught > 0 ? [`${count(notTaught)} across a border did not teach`] : []),
    ...(empty > 0 ? [`${count(empty)} without any service`] : []),
    ...(moved > 0 ? [`${count(moved)} put in order`] : []),
  ];
  return parts.length > 0 ? ` (${parts.join('; ')})` : '';
}

const total = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, n) => sum + n, 0);

const listed = (counts: ReadonlyMap<string, number>): string =>
  counts.size === 0
    ? ''
    : `: ${[...counts]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([name, n]) => `${name} ${count(n)}`)
        .join(', ')}`;

function incidentLines(rows: readonly IncidentRow[]): string[] {
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    iso(row.startsAt),
    row.severity,
    `${row.what}${row.findings > 1 ? ` and ${count(row.findings - 1)} more` : ''}`,
    row.origin ? `from ${row.origin.name}` : 'origin unknown',
    statusText(row),
  ]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...cells.map((cell) => cell[i]?.length ?? 0)));
  return ['', ...cells.map((cell) => cell.map((text, i) => text.padEnd(widths[i] ?? 0)).join('  '))];
}

function statusText({ startsAt, endsAt, resolution }: IncidentRow): string {
  if (endsAt === undefined) return 'still firing';
  const length: TimeWindow = { start: startsAt, end: endsAt };
  return `over after ${lengthOfTime(windowSeconds(length))}${resolution ? ` (${resolution})` : ''}`;
}
