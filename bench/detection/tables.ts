import { poissonInterval } from '../../analysis/stats/poisson-interval';
import { countText } from '../bench';
import { median } from '../measure';
import { kindsOf, type Told } from './incidents';
import type { Budget, NormSize } from './norm';
import { type Recording, type Score, titleOf } from './recordings';
import { hourOfWeek } from './rhythm';
import type { Scenario } from './scenarios';
import type { Trial } from './truth';
import { wilsonInterval } from './wilson';

/** Rows of one table with its columns; see bench/table.ts. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const two = (value: number): string => value.toFixed(2);
const minutes = (seconds: number | null | undefined): string =>
  seconds === undefined || seconds === null ? '-' : `${Number((seconds / 60).toFixed(1))} min`;

const scoreColumns = [
  'recording',
  'found',
  'first suspect',
  'among three',
  'F1',
  'false, unexplained',
  'quiet',
  'p90 to detect',
  'incidents each',
];

export const recordingsTable = (scores: ReadonlyMap<Recording, Score>): Table => ({
  columns: scoreColumns,
  rows: [...scores].map(([recording, score]) => scoreRow(titleOf(recording), score)),
});

/** The same of what was made to be replayed once. */
export const variantsTable = (scores: ReadonlyMap<string, Score>): Table => ({
  columns: ['variant', ...scoreColumns.slice(1)],
  rows: [...scores].map(([name, score]) => scoreRow(name, score)),
});

/** What was invented, by its kind and size: how often it was found, and traced to its cause first. */
export function sizesTable(scores: ReadonlyMap<string, Score>): Table {
  const rows = [...scores].flatMap(([name, { results }]) => {
    const details = [
      ...new Set(results.flatMap(({ detail }) => (detail?.startsWith('size ') ? [detail] : []))),
    ];
    return details.map((detail) => {
      const own = results.filter((result) => result.detail === detail);
      const count = (what: 'hit' | 'top1'): string => `${own.filter((r) => r[what]).length}/${own.length}`;
      const incidents = own.reduce((sum, r) => sum + r.incidents, 0);
      return [name, detail.slice('size '.length), count('hit'), count('top1'), two(incidents / own.length)];
    });
  });
  return { columns: ['variant', 'trouble', 'found', 'first suspect', 'incidents each'], rows };
}

/** Harmonic mean of the scorer's recall and precision. */
export const f1 = ({ recall, precision }: Score): number =>
  recall + precision === 0 ? 0 : (2 * recall * precision) / (recall + precision);

const sumOf = (score: Score, what: 'unexplained' | 'quietHours'): number =>
  Object.values(score.phases).reduce((sum, phase) => sum + phase[what], 0);

/** False incidents that the recording's notes do not explain. */
export const unexplained = (score: Score): number => sumOf(score, 'unexplained');

function scoreRow(title: string, score: Score): string[] {
  const of = (share: number): string => `${Math.round(share * score.labels)}/${score.labels}`;
  return [
    title,
    of(score.recall),
    of(score.top1),
    of(score.top3),
    two(f1(score)),
    String(unexplained(score)),
    `${countText(sumOf(score, 'quietHours'))} h`,
    minutes(score.timeToDetectP90Seconds),
    two(score.incidentsPerLabel),
  ];
}

/** What was labelled and not found. */
export const missedTable = (scores: ReadonlyMap<Recording, Score>): Table => ({
  columns: ['recording', 'label', 'service', 'kind'],
  rows: [...scores].flatMap(([recording, { results }]) =>
    results
      .filter(({ hit }) => !hit)
      .map(({ id, service, kind }) => [titleOf(recording), String(id), service, kind]),
  ),
});

const truthColumns = ['scenario', 'trials', 'found', '95 %', 'named', 'traced', 'median', 'incidents each'];

/** One row a scenario; where nothing should be said, `found` counts the trials in which something was. */
export const truthTable = (trials: readonly Trial[]): Table => ({
  columns: truthColumns,
  rows: [...new Set(trials.map(({ scenario }) => scenario))].map((scenario) =>
    truthRow(
      scenario,
      trials.filter((trial) => trial.scenario === scenario),
    ),
  ),
});

function truthRow({ name, kinds }: Scenario, trials: readonly Trial[]): string[] {
  const hits = trials.filter(({ found }) => found).length;
  const { lower, upper } = wilsonInterval(hits, trials.length);
  const share = (what: 'named' | 'traced'): string =>
    kinds.length === 0 ? '-' : two(trials.filter((trial) => trial[what]).length / trials.length);
  const times = trials.flatMap(({ secondsToDetect }) => secondsToDetect ?? []);
  const incidents = trials.reduce((sum, trial) => sum + trial.incidents, 0);
  return [
    kinds.length === 0 ? `${name} (wanted: none)` : name,
    String(trials.length),
    two(hits / trials.length),
    `${two(lower)}..${two(upper)}`,
    share('named'),
    share('traced'),
    times.length === 0 ? '-' : minutes(median(times)),
    two(incidents / trials.length),
  ];
}

/** Incidents by chance for each budget, and how many of them hold a finding of each kind. */
export function normTable(norm: ReadonlyMap<Budget, readonly Told[]>, { systems }: NormSize): Table {
  const kinds = [...kindsOf([...norm.values()].flat()).keys()].sort();
  return {
    columns: ['budget a week', 'system-weeks', 'incidents', 'a week', '95 %', ...kinds],
    rows: [...norm].map(([budget, told]) => {
      const { lower, upper } = poissonInterval(told.length, systems);
      const own = kindsOf(told);
      return [
        String(budget),
        String(systems),
        String(told.length),
        two(told.length / systems),
        `${two(lower)}..${two(upper)}`,
        ...kinds.map((kind) => String(own.get(kind) ?? 0)),
      ];
    }),
  };
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Incidents by the hour of the week in which they were told, for one budget. */
export function hoursTable(told: readonly Told[], windowSeconds: number): Table {
  const counts = new Array<number>(168).fill(0);
  for (const { detectedAt } of told) {
    const hour = hourOfWeek(detectedAt - windowSeconds);
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return {
    columns: ['UTC', ...Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0')), 'all'],
    rows: days.map((day, at) => {
      const own = counts.slice(at * 24, (at + 1) * 24);
      return [
        day,
        ...own.map((count) => (count === 0 ? '.' : String(count))),
        String(own.reduce((a, b) => a + b, 0)),
      ];
    }),
  };
}
