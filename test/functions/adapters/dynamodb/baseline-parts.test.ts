import fc from 'fast-check';
import type { Baseline, Known, Norm, Part } from '../../../../analysis/model/baseline';
import type { KnownShape } from '../../../../analysis/model/trace-shape';
import {
  joinBaseline,
  manifestOf,
  partIds,
  readableSummary,
  splitBaseline,
} from '../../../../functions/adapters/dynamodb/baseline-parts';
import { baseline, known, norm, shapes } from './fixtures';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const name = fc.string({ unit: 'binary' });

const norms: fc.Arbitrary<Norm> = fc
  .record({
    since: number,
    withheld: number,
    tail: fc.array(number),
    latency: fc.array(fc.tuple(fc.nat(), number)),
  })
  .map((changes) => ({ ...norm(0), ...changes }));

const parts: fc.Arbitrary<Part> = fc
  .tuple(
    fc.record({
      epoch: fc.nat(),
      generation: fc.nat(),
      windows: number,
      seen: fc.record({ rhythm: fc.array(number), days: number, lastDay: fc.nat() }),
    }),
    fc.dictionary(name, norms),
  )
  .map(([rest, members]) => ({ ...rest, norms: new Map(Object.entries(members)) }));

const knowns: fc.Arbitrary<Known> = fc
  .tuple(name, fc.constantFrom('candidate', 'learned', 'approved', 'denied'), number)
  .map(([subject, standing, lastSeen]) => known(subject, { standing, lastSeen }));

const shapesOf = (entries: Readonly<Record<string, string[][]>>): Baseline['shapes'] =>
  new Map(
    Object.entries(entries).map(([entry, all]) => [
      entry,
      {
        ...shapes,
        shapes: all.map((services) => ({ ...shapes.shapes[0], services: services.sort() }) as KnownShape),
      },
    ]),
  );

const baselines: fc.Arbitrary<Baseline> = fc
  .record({
    watermark: fc.nat(),
    rebased: fc.array(name),
    pooled: parts,
    shapes: fc.dictionary(name, fc.array(fc.uniqueArray(name), { maxLength: 3 })).map(shapesOf),
    known: fc.array(knowns).map((all) => new Map(all.map((one) => [one.subject, one]))),
  })
  .map((changes) => baseline(changes.watermark, changes));

const joined = (whole: Baseline): Baseline => {
  const split = splitBaseline(whole);
  const parsed = (body: { readonly json: string }): unknown => JSON.parse(body.json);
  return joinBaseline(split.summary, {
    pooled: parsed(split.pooled),
    known: parsed(split.known),
    held: parsed(split.held),
    drift: parsed(split.drift),
    shapes: split.shapes && parsed(split.shapes),
  });
};

test('a baseline split and joined is the same baseline', () => {
  fc.assert(
    fc.property(baselines, (whole) => {
      expect(joined(whole)).toEqual(whole);
    }),
  );
});

test('equal baselines give equal parts, whatever order their maps were filled in', () => {
  fc.assert(
    fc.property(baselines, (whole) => {
      const reversed = {
        ...whole,
        pooled: { ...whole.pooled, norms: new Map([...whole.pooled.norms].reverse()) },
        known: new Map([...whole.known].reverse()),
        shapes: new Map([...whole.shapes].reverse()),
      };
      expect(manifestOf(splitBaseline(reversed))).toEqual(manifestOf(splitBaseline(whole)));
    }),
  );
});

test('every part of a baseline is among the ids of its manifest', () => {
  fc.assert(
    fc.property(baselines, (whole) => {
      const { summary: _, ...bodies } = splitBaseline(whole);
      const ids = partIds(manifestOf(splitBaseline(whole)));
      expect([...ids].sort()).toEqual([...new Set(Object.values(bodies).map(({ id }) => id))].sort());
    }),
  );
});

test('a manifest names shapes only where there are some', () => {
  const some = manifestOf(splitBaseline(baseline(1, { shapes: new Map([['a||', shapes]]) })));
  expect(partIds(some).has(some.shapes ?? 'none')).toBe(true);
  expect(manifestOf(splitBaseline(baseline(1)))).not.toHaveProperty('shapes');
});

test.each([
  [
    2,
    'has version 2; this program reads version 3: an older tracenorm wrote it, delete the scope and learn anew',
  ],
  [
    4,
    'has version 4; this program reads version 3: a newer tracenorm wrote it, run that version or a later one',
  ],
  [undefined, 'has no version; this program reads version 3'],
])('a baseline of version %p is refused with what to do', (version, sentence) => {
  const manifest = manifestOf(splitBaseline(baseline(1)));
  const other = { ...manifest, summary: { ...manifest.summary, version } } as unknown as typeof manifest;
  expect(() => readableSummary(other)).toThrow(sentence);
  expect(readableSummary(manifest)).toEqual(manifest.summary);
});
