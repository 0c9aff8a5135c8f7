import { parseArgs } from 'node:util';
import { exitWith } from '../exit-with';
import { tableText } from '../table';
import { type Chapter, writeChapters } from './document';
import { judgeNormTogether } from './norm-together';
import { haveRecordings, type Recording, recordings, type Score, scoreRecording } from './recordings';
import { type DetectionSize, sizes } from './sizes';
import {
  hoursTable,
  missedTable,
  normTable,
  recordingsTable,
  sizesTable,
  type Table,
  truthTable,
  variantsTable,
} from './tables';
import { judgeTruth } from './truth';
import { scoreVariant } from './variant';
import { variants } from './variants';

/** One part of the measurement: the tables it fills, by title. */
type Part = (size: DetectionSize) => Promise<ReadonlyMap<string, Table>>;

const parts: Readonly<Record<string, Part>> = {
  async recordings() {
    if (!haveRecordings()) {
      say('skipped: no recordings in ../shared/recordings beside the project');
      return new Map();
    }
    const scores = new Map<Recording, Score>();
    for (const recording of withRedraws) scores.set(recording, await scoreRecording(recording));
    return new Map([
      ['Recordings', recordingsTable(scores)],
      ['What is missed in them', missedTable(scores)],
    ]);
  },
  async variants({ variants: every }) {
    if (!haveRecordings()) {
      say('skipped: no recordings in ../shared/recordings beside the project');
      return new Map();
    }
    const scores = new Map<string, Score>();
    for (const [at, variant] of variants.entries())
      if (at % every === 0) scores.set(variant.name, await scoreVariant(variant));
    return new Map([
      ['Recordings in another shape, and invented ones', variantsTable(scores)],
      ['Invented recordings by what happens in them', sizesTable(scores)],
    ]);
  },
  async truth({ truth }) {
    return new Map([['Trouble done to invented systems', truthTable(judgeTruth(truth))]]);
  },
  async norm({ norm }) {
    const told = await judgeNormTogether(norm);
    const hours = [...told].map(([budget, incidents]): [string, Table] => [
      `Incidents by hour of the week at a budget of ${budget}`,
      hoursTable(incidents, norm.windowSeconds),
    ]);
    return new Map([['Systems in which nothing happens', normTable(told, norm)], ...hours]);
  },
};

/** Every recording, and three drawings of the one whose histograms are drawn anew. */
const withRedraws = recordings.flatMap((recording) =>
  recording.redrawn === undefined ? [recording] : [1, 2, 3].map((redrawn) => ({ ...recording, redrawn })),
);

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * Measures the parts named, or all, in about an hour of one core, or with `--tenth` a tenth of the norm in about five
 * minutes; `--write` puts the tables into docs/detection.md. Resolves to the exit code.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = {
    tenth: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const unknown = positionals.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    say(
      `no part is named ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}, --tenth and --write`,
    );
    return 2;
  }
  for (const [name, part] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const chapters: Chapter[] = [];
    for (const [title, { columns, rows }] of await part(sizes[values.tenth ? 'full' : 'whole']))
      chapters.push({
        title,
        table: tableText(columns, rows),
        part: values.tenth ? `--tenth ${name}` : name,
      });
    for (const { title, table } of chapters) say(`${title}\n\n${table}\n`);
    if (values.write) writeChapters(chapters);
  }
  return 0;
}

exitWith(main);
