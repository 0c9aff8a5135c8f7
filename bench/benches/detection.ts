import type { Bench, Report, Size } from '../bench';
import type { Told } from '../detection/incidents';
import { type Budget, judgeNorm } from '../detection/norm';
import {
  haveRecordings,
  type Recording,
  recordings,
  type Score,
  scoreRecording,
} from '../detection/recordings';
import { sizes } from '../detection/sizes';
import { f1, normTable, recordingsTable, type Table, truthTable, unexplained } from '../detection/tables';
import { judgeTruth, type Trial } from '../detection/truth';

export const detection: Bench = {
  name: 'detection',
  about:
    'What is found, how soon and at what price, with the default settings. First the public recordings, scored by ' +
    'their own script (skipped where they are not beside the project); then trouble done to invented systems; then ' +
    'invented systems in which nothing happens. Columns are named anew for each of the three.',
  async run(size): Promise<Report> {
    const { norm, truth } = sizes[size];
    const scores = await scored(size);
    const trials = judgeTruth(truth);
    const told = judgeNorm(norm);
    const tables = [recordingsTable(scores), truthTable(trials), normTable(told, norm)];
    return { ...stacked(tables), ratios: ratiosOf(trials, told, norm.systems, scores) };
  },
};

/** The recordings of a size: those that are replayed in a few seconds for smoke. */
const recordingsOf = (size: Size): readonly Recording[] =>
  size === 'smoke'
    ? recordings.filter(({ name }) => ['ingress-rate', 'dependency-latency-hourly'].includes(name))
    : recordings;

async function scored(size: Size): Promise<ReadonlyMap<Recording, Score>> {
  const scores = new Map<Recording, Score>();
  if (!haveRecordings()) {
    process.stdout.write('skipped: no recordings in ../shared/recordings beside the project\n');
    return scores;
  }
  for (const recording of recordingsOf(size)) scores.set(recording, await scoreRecording(recording));
  return scores;
}

/** Several tables as one, each under its own columns. */
function stacked(tables: readonly Table[]): Table {
  const [first, ...others] = tables.filter(({ rows }) => rows.length > 0);
  if (first === undefined) throw new Error('nothing was measured');
  const width = Math.max(...tables.map(({ columns }) => columns.length));
  const filled = (cells: readonly string[]): string[] => [
    ...cells,
    ...new Array<string>(width - cells.length).fill(''),
  ];
  const below = others.flatMap(({ columns, rows }) => [[], columns, ...rows]);
  return { columns: filled(first.columns), rows: [...first.rows, ...below].map(filled) };
}

/** What may gate: shares missed and incidents by chance. */
function ratiosOf(
  trials: readonly Trial[],
  told: ReadonlyMap<Budget, readonly Told[]>,
  systems: number,
  scores: ReadonlyMap<Recording, Score>,
): Record<string, number> {
  const wanted = trials.filter(({ scenario }) => scenario.kinds.length > 0);
  const ratios: Record<string, number> = {
    'trouble missed': wanted.filter(({ found }) => !found).length / wanted.length,
    'incidents a calm week': (told.get(1)?.length ?? 0) / systems,
  };
  for (const [{ name, redrawn }, score] of scores) {
    const title = redrawn === undefined ? name : `${name} redrawn`;
    ratios[`${title}: missed`] = 1 - score.recall;
    ratios[`${title}: false`] = unexplained(score);
    ratios[`${title}: 1 - F1`] = 1 - f1(score);
  }
  return ratios;
}
