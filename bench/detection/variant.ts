import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Score, scorePlayed } from './recordings';

/** A recording that is made to be replayed once: in which shape, and with which ranges. */
export interface Variant {
  readonly name: string;
  /** Ends of learning, and of the rebase where there is one. Epoch seconds. */
  readonly learnUntil: number;
  readonly rebase?: readonly [from: number, to: number];
  /** Writes windows and truth into a folder. */
  make(folder: string): Promise<unknown>;
}

/** The arguments of `tracenorm replay` for a variant. */
export const rangesOf = ({ learnUntil, rebase }: Variant): string[] => [
  '--learn',
  `..${learnUntil}`,
  ...(rebase ? ['--rebase', rebase.join('..')] : []),
];

/** Makes a variant, replays it with the default settings and has it scored. */
export async function scoreVariant(variant: Variant): Promise<Score> {
  const work = await mkdtemp(join(tmpdir(), 'tracenorm-variant-'));
  try {
    await variant.make(work);
    return await scorePlayed(work, rangesOf(variant), work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
