import { emptyBaseline } from '../../../analysis/baseline/current';
import { learnShapes } from '../../../analysis/baseline/shapes/learn';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Entry } from '../../../analysis/model/record';
import type { EntryShapes } from '../../../analysis/model/trace-shape';
import { readSummaries } from '../../../analysis/trace/summaries';
import { entry as bareEntry } from '../../functions/adapters/dynamodb/fixtures';
import { known } from '../support/question';

/** A settled window at 900 s of which a trace entered at `a` for each text, touching its letters. */
const entryOf = (touched: readonly string[], learners: readonly string[], rest: Partial<Entry>): Entry => {
  const { traces } = readSummaries(
    touched.map((names, n) => ({
      Id: `1-${n}`,
      EntryPoint: { Name: 'a' },
      ServiceIds: [...names].map((Name) => ({ Name })),
    })),
    [],
  );
  const read = traces.status === 'read' && learners.length > 0 ? { ...traces, learners } : traces;
  return { ...bareEntry(900, []), traces: read, ...rest };
};
const begun: EntryShapes = {
  since: 600,
  taught: false,
  windows: 1,
  traces: 1,
  beyond: 0,
  shapes: [{ services: ['a||', 'b||'], standing: 'learned', traces: 1, firstSeen: 600, lastSeen: 600 }],
};
const having = (shapes?: EntryShapes, rest: Partial<Baseline> = {}): Baseline => ({
  ...emptyBaseline,
  shapes: new Map(shapes ? [['a||', shapes]] : []),
  ...rest,
});
const taught = (baseline: Baseline, entry: Entry): EntryShapes | undefined =>
  learnShapes(baseline, entry).get('a||');
const shown = (of: EntryShapes | undefined): string[] =>
  (of?.shapes ?? []).map(({ services, standing }) => `${services.join('')} ${standing}`);
const learner = { service: 'c||', sightings: 1, once: 1, unseenMass: 1, atMost: 1 };
const presence = (subject: string) => ({ subject, families: ['presence' as const], findings: ['f'] });

describe('What a window teaches of shapes', () => {
  test.each<
    [string, EntryShapes | undefined, readonly string[], Partial<Entry>, Partial<Baseline>, readonly string[]]
  >([
    ['is learned while the scope learns', undefined, [], { learning: true }, {}, ['a||c|| learned']],
    ['is learned while its entry point does', begun, ['a||'], {}, {}, ['a||b|| learned', 'a||c|| learned']],
    ['is a candidate afterwards', begun, [], {}, {}, ['a||b|| learned', 'a||c|| candidate']],
    [
      'is learned of a service whose calls still are',
      begun,
      [],
      { learners: [learner] },
      {},
      ['a||b|| learned', 'a||c|| learned'],
    ],
    [
      'is a candidate with a service that an open finding withholds',
      begun,
      ['a||'],
      { withheld: [presence('c||')] },
      {},
      ['a||b|| learned', 'a||c|| candidate'],
    ],
    [
      'is a candidate with a service that is one',
      begun,
      ['a||'],
      {},
      { known: new Map([['c||', known('candidate', {}, 'c||')]]) },
      ['a||b|| learned', 'a||c|| candidate'],
    ],
    [
      'is a candidate in a window that does not teach',
      begun,
      ['a||'],
      { teaches: false },
      {},
      ['a||b|| learned', 'a||c|| candidate'],
    ],
    [
      'is nothing of an entry point that is no part of the norm',
      undefined,
      ['a||'],
      {},
      { known: new Map([['a||', known('candidate', {}, 'a||')]]) },
      [],
    ],
    ['is nothing of an entry point met after learning', undefined, [], {}, {}, []],
    [
      'is nothing where summaries were refused',
      begun,
      ['a||'],
      { traces: { status: 'unread', reason: 'no' } },
      {},
      ['a||b|| learned'],
    ],
  ])('%s', (_what, before, learners, rest, baseline, kept) => {
    expect(shown(taught(having(before, baseline), entryOf(['c'], learners, rest)))).toEqual(kept);
  });

  test('counts the window and its traces', () => {
    expect(taught(having(begun), entryOf(['b', 'b', 'c'], ['a||'], {}))).toMatchObject({
      since: 600,
      windows: 2,
      traces: 4,
      taught: false,
    });
    expect(taught(having(), entryOf(['b'], [], { learning: true }))).toMatchObject({
      since: 900,
      taught: true,
    });
  });

  test('ends learning when an entry point is no longer among those who learn, for good', () => {
    expect(taught(having(begun), entryOf(['b'], ['a||'], {}))).not.toHaveProperty('finished');
    const finished = taught(having(begun), entryOf(['b'], [], {}));
    expect(finished).toMatchObject({ finished: 900 });
    expect(taught(having(finished), entryOf(['b'], [], { read: bareEntry(1200, []).read }))).toMatchObject({
      finished: 900,
    });
    expect(taught(having(begun), entryOf([], [], {}))).toMatchObject({ finished: 900 });
    expect(taught(having(begun), entryOf(['b'], [], { learning: true }))).not.toHaveProperty('finished');
  });
});
