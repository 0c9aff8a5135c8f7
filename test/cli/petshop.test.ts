import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tracenorm } from './support/binary';
import { mistakesIn } from './support/schema';

const recording = join(__dirname, '..', '..', '..', 'shared', 'recordings', 'petshop-low');
const present = existsSync(recording);
if (!present) console.info('skipped: the folder ../shared/recordings beside the repository is not there');

interface Label {
  readonly start: number;
  readonly end: number;
  readonly ignore?: boolean;
}

(present ? test : test.skip)(
  'a labelled system is replayed whole, to the same bytes, and its faults are found',
  async () => {
    const file = join(recording, 'windows.jsonl.gz');
    const args = [
      'replay',
      file,
      '--learn',
      '..1681741500',
      '--rebase',
      '1681812300..1681820100',
      '--json',
      '-',
    ];
    const [first, second] = await Promise.all([tracenorm(args), tracenorm(args)]);
    expect([0, 1]).toContain(first.code);
    expect(first.err).toMatch(/windows +745 of 5 min/);
    expect(first.err).toMatch(/left out +0 lines/);
    expect(mistakesIn(first.out, 'transition')).toEqual([]);
    expect(second.out).toBe(first.out);
    const truth = JSON.parse(readFileSync(join(recording, 'truth.json'), 'utf8')) as { labels: Label[] };
    const began = first.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.type === 'incident' && line.status === 'firing' && line.revision === 1)
      .map((line) => Date.parse(String(line.detectedAt)) / 1000);
    const found = truth.labels.filter((l) => !l.ignore && began.some((at) => at > l.start && at <= l.end));
    expect(found.length).toBeGreaterThan(0);
  },
  120_000,
);
