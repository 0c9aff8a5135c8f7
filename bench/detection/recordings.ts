import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { redraw } from './redraw';
import { runNode } from './run-node';

/** Beside the project; see its README for what each recording is and which ranges belong to it. */
const folder = join(__dirname, '../../../shared/recordings');

/** A recording with the ranges that its README gives. */
export interface Recording {
  readonly name: string;
  readonly ranges: readonly string[];
  /** The copy of a recording whose histograms are drawn anew with this seed. */
  readonly redrawn?: number;
}

const petshop: Recording = {
  name: 'petshop-low',
  ranges: ['--learn', '..1681741500', '--rebase', '1681812300..1681820100'],
};

export const recordings: readonly Recording[] = [
  petshop,
  { ...petshop, redrawn: 1 },
  { name: 'dependency-latency-hourly', ranges: ['--learn', '..1529452800'] },
  { name: 'ingress-rate', ranges: ['--learn', '..1524787200'] },
  { name: 'ecommerce-rate', ranges: ['--learn', '..1510704000'] },
];

const scoreSchema = z.object({
  labels: z.number(),
  recall: z.number(),
  precision: z.number(),
  top1: z.number(),
  top3: z.number(),
  timeToDetectP90Seconds: z.number().nullable(),
  incidentsPerLabel: z.number(),
  phases: z.record(
    z.string(),
    z.object({ quietHours: z.number(), falseIncidents: z.number(), unexplained: z.number() }),
  ),
  results: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      service: z.string(),
      kind: z.string(),
      detail: z.string().optional(),
      hit: z.boolean(),
      top1: z.boolean().optional(),
      incidents: z.number(),
    }),
  ),
});

/** What the recordings' own script says of a replay. */
export type Score = z.output<typeof scoreSchema>;

/** True where the public recordings are at hand. */
export const haveRecordings = (): boolean => existsSync(folder);

/** Replays a recording with the default settings and has it scored. Rejects when either does not come to its end. */
export async function scoreRecording({ name, ranges, redrawn }: Recording): Promise<Score> {
  const work = await mkdtemp(join(tmpdir(), 'tracenorm-detection-'));
  try {
    const source = pathOf(name);
    return await scorePlayed(
      redrawn === undefined ? source : await redraw(source, work, redrawn),
      ranges,
      work,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Where a recording lies. */
export const pathOf = (name: string): string => join(folder, name);

/** Replays the recording in a folder with the default settings and has it scored; transitions are left in `work`. */
export async function scorePlayed(played: string, ranges: readonly string[], work: string): Promise<Score> {
  const transitions = join(work, 'transitions.jsonl');
  const windows = join(played, 'windows.jsonl.gz');
  await runNode(['bin/tracenorm.js', 'replay', windows, ...ranges, '--json', transitions], 1);
  const text = await runNode([join(folder, 'score.mjs'), played, transitions, '--detail']);
  return scoreSchema.parse(JSON.parse(text));
}

/** What a recording is called in a table. */
export const titleOf = ({ name, redrawn }: Recording): string =>
  redrawn === undefined ? name : `${name}, redrawn ${redrawn}`;
