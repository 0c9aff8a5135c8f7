import { covers } from '../../../analysis/baseline/shapes/cover';
import { keepShape, mostLearned } from '../../../analysis/baseline/shapes/keep';
import { shapeLearnersOf } from '../../../analysis/baseline/shapes/learners';
import { newByChance, unseenShapes } from '../../../analysis/baseline/shapes/unseen';
import type { EntryShapes, KnownShape } from '../../../analysis/model/trace-shape';

const nothing: EntryShapes = { since: 0, taught: true, windows: 0, traces: 0, beyond: 0, shapes: [] };

/** Traces one after the other, each as its services; `?` before them marks one that may not be learned. */
const having = (...seen: readonly string[]): EntryShapes =>
  seen.reduce(
    (known, text, i) =>
      keepShape(known, {
        services: text.replace('?', '').split(''),
        traces: 1,
        at: i * 300,
        learns: !text.startsWith('?'),
      }),
    nothing,
  );
const shown = ({ shapes }: EntryShapes): string[] =>
  shapes.map(({ services, standing, traces }) => `${services.join('')} ${standing} ${traces}`);

describe('A list', () => {
  test.each([
    ['abc', 'ac', true],
    ['abc', 'abc', true],
    ['abc', '', true],
    ['abc', 'ad', false],
    ['abc', 'abcd', false],
    ['bd', 'a', false],
    ['bd', 'c', false],
    ['bd', 'e', false],
  ])('%s covers %s: %p', (whole, part, expected) => {
    expect(covers([...whole], [...part])).toBe(expected);
  });
});

describe('What is kept of the shapes of an entry point', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['is each that no other covers', ['ab', 'ac', 'ab'], ['ab learned 2', 'ac learned 1']],
    ['is not what a learned one covers', ['abc', 'ab', 'a'], ['abc learned 1']],
    ['is no longer what a larger one covers', ['ab', 'ac', 'abc'], ['abc learned 1']],
    [
      'is a candidate after learning, however often seen',
      ['ab', '?abc', '?abc'],
      ['ab learned 1', 'abc candidate 2'],
    ],
    ['is learned when a candidate is seen in learning', ['ab', '?abc', 'abc'], ['abc learned 2']],
    ['is no candidate that a learned one covers', ['abc', '?ab'], ['abc learned 1']],
    ['is the larger candidate alone', ['a', '?ab', '?abc', '?ac'], ['a learned 1', 'abc candidate 1']],
    [
      'is what was learned, beside a candidate that covers it',
      ['ab', '?abc', '?ab'],
      ['ab learned 2', 'abc candidate 1'],
    ],
    ['is nothing of a candidate once a learned one covers it', ['a', '?ab', 'abc'], ['abc learned 1']],
  ])('%s', (_what, seen, kept) => {
    expect(shown(having(...seen))).toEqual(kept);
    expect(having(...seen).traces).toBe(seen.length);
  });

  test('has room for so many, and counts what found none', () => {
    const names = Array.from({ length: mostLearned + 3 }, (_, i) => `s${1000 + i}`);
    const full = names.reduce(
      (known, name) => keepShape(known, { services: ['a', name], traces: 2, at: 0, learns: true }),
      nothing,
    );
    expect(full.shapes).toHaveLength(mostLearned);
    expect(full).toMatchObject({ beyond: 6, traces: 2 * names.length });
    const again = keepShape(full, { services: ['a', 's1000'], traces: 1, at: 300, learns: true });
    expect(again).toMatchObject({ beyond: 6 });
    expect(again.shapes[0]).toMatchObject({ traces: 3, lastSeen: 300 });
  });

  test('has little room for candidates, which take none from what is learned', () => {
    const many = Array.from({ length: 300 }, (_, i) => `s${1000 + i}`).reduce(
      (known, name) => keepShape(known, { services: ['a', name], traces: 1, at: 0, learns: false }),
      having('ab'),
    );
    expect(many.shapes).toHaveLength(51);
    expect(many).toMatchObject({ beyond: 0, traces: 301 });
  });
});

const known = (rest: Partial<EntryShapes>, ...shapes: readonly Partial<KnownShape>[]): EntryShapes => ({
  ...nothing,
  ...rest,
  shapes: shapes.map((shape, i) => ({
    services: ['a', `s${i}`],
    standing: 'learned',
    traces: 100,
    firstSeen: 0,
    lastSeen: 600_000,
    ...shape,
  })),
});

describe('The unseen mass of shapes', () => {
  test.each<[string, EntryShapes, number, number]>([
    ['knows nothing before the first trace', nothing, 1, 1],
    ['is at least one in the number of traces plus one', known({ traces: 99 }, {}), 0.01, 3 / 99],
    [
      'is the share of traces that alone show a shape',
      known({ traces: 1000 }, {}, { traces: 1 }, { traces: 1 }),
      0.002,
      0.0043,
    ],
  ])('%s', (_what, of, mass, atMost) => {
    expect(unseenShapes(of).mass).toBeCloseTo(mass, 6);
    expect(unseenShapes(of).atMost).toBeCloseTo(atMost, 3);
  });

  test('does not count the parts of requests that were cut short', () => {
    expect(unseenShapes(having('abcd', 'ab', 'ac', 'ad', 'a', 'abcd')).once).toBe(0);
    expect(unseenShapes(having('ab', 'ab', 'ac')).once).toBe(1);
  });
});

describe('New shapes by chance', () => {
  const confirm = { at: 604_800, windows: 3, windowSeconds: 300 };
  const week = { windows: 2016, traces: 201_600 };

  test('are what the unseen mass makes of a window, and another one that soon follows', () => {
    expect(newByChance(known(week, {}), 100, confirm)).toBeCloseTo((100 / 201_601) * (600 / 201_600), 12);
    expect(newByChance(known(week, { traces: 1 }, { traces: 1 }), 100, confirm)).toBeCloseTo(
      (200 / 201_600) * (600 / 201_600),
      12,
    );
  });

  test.each<[string, Partial<KnownShape>, number]>([
    [
      'count a shape that was seen several times within a quarter of an hour and never again',
      { traces: 9, lastSeen: 600 },
      1,
    ],
    ['do not count one that came back', { traces: 9, lastSeen: 900 }, 0],
    ['do not count one that was seen once', { traces: 1, lastSeen: 0 }, 0],
    [
      'count such a candidate: learning too little is no calm',
      { traces: 9, lastSeen: 0, standing: 'candidate' },
      1,
    ],
    ['do not count one that may still go on', { traces: 9, firstSeen: 604_200, lastSeen: 604_200 }, 0],
  ])('%s', (_what, shape, bursts) => {
    expect(newByChance(known(week, {}, shape), 100, confirm)).toBeCloseTo(bursts / 2016, 5);
  });

  test('are certain to be confirmed where hardly anything was seen', () => {
    expect(newByChance(known({ windows: 2, traces: 10 }, {}), 10, confirm)).toBeCloseTo(10 / 11, 6);
  });
});

describe('An entry point learns its shapes', () => {
  const at = (start: number) => ({ start, end: start + 300 });
  const judging = { learning: false, teaches: true, byItself: true, rebasing: false, decisions: [] };
  const settings = { bootstrapSeconds: 1_000, learnAtMostSeconds: 9_000, unseenMass: 0.02 };
  const unsure = known({ traces: 50 }, {}, { traces: 1 });
  const sure = known({ traces: 5_000 }, {});

  test.each<[string, EntryShapes | undefined, number, object, boolean]>([
    ['from its first trace on', undefined, 5_000, {}, true],
    ['for a while, however complete', sure, 900, {}, true],
    ['no longer once little is unseen', sure, 1_000, {}, false],
    ['longer while much is unseen', unsure, 8_900, {}, true],
    ['no longer than that, however incomplete', unsure, 9_000, {}, false],
    ['once and for good', { ...unsure, finished: 600 }, 900, {}, false],
    ['not beyond the range that a person named', sure, 900, { byItself: false }, false],
    ['after such a range that had no traces', { ...sure, taught: false }, 900, { byItself: false }, true],
    ['no other than the scope while that learns', undefined, 5_000, { learning: true }, false],
  ])('%s', (_what, shapes, start, phase, learns) => {
    const found = shapeLearnersOf(
      ['a'],
      { window: at(start), phase: { ...judging, ...phase } },
      { shapes: new Map(shapes ? [['a', shapes]] : []) },
      settings,
    );
    expect(found).toEqual(learns ? ['a'] : []);
  });
});
