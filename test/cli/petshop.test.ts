import { readFileSync } from 'node:fs';
import { describeWithRecordings, recording } from '../support/recordings';
import { tracenorm } from './support/binary';
import { mistakesIn } from './support/schema';

interface Label {
  readonly start: number;
  readonly end: number;
  readonly ignore?: boolean;
}

describeWithRecordings('A labelled system', () =>
  test('is replayed whole, to the same bytes, and its faults are found', async () => {
    const file = recording('petshop-low', 'windows.jsonl.gz');
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
    const truth = JSON.parse(readFileSync(recording('petshop-low', 'truth.json'), 'utf8')) as {
      labels: Label[];
    };
    const began = first.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.type === 'incident' && line.status === 'firing' && line.revision === 1)
      .map((line) => Date.parse(String(line.detectedAt)) / 1000);
    const found = truth.labels.filter((l) => !l.ignore && began.some((at) => at > l.start && at <= l.end));
    expect(found.length).toBeGreaterThan(0);
  }, 120_000),
);
