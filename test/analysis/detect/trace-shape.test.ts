import { emptyBaseline } from '../../../analysis/baseline/current';
import { besideShapes } from '../../../analysis/detect/shape-budget';
import { assessShapes, type TraceQuestion } from '../../../analysis/detect/trace-shape';
import type { Baseline } from '../../../analysis/model/baseline';
import type { EntryShapes, TraceReading } from '../../../analysis/model/trace-shape';
import { readSummaries } from '../../../analysis/trace/summaries';
import { defaults, known, observation } from '../support/question';

const window = { start: 900_000, end: 900_300 };
const judging = { learning: false, teaches: true, byItself: true, rebasing: false, decisions: [] };

/** Traces of a window, each as its entry point and the other services it touched. */
const reading = (
  ...traces: readonly (readonly [entry: string, others: string, count?: number])[]
): TraceReading =>
  readSummaries(
    traces.flatMap(([entry, others, count = 1]) =>
      Array.from({ length: count }, (_, n) => ({
        Id: `1-${entry}${others}-${n}`,
        IsPartial: false,
        EntryPoint: { Name: entry },
        ServiceIds: [entry, ...others].map((Name) => ({ Name })),
      })),
    ),
    [],
  );

/** A week of an entry point `a`, whose requests touch `b` and `c`, or `d`. */
const week = (rest: Partial<EntryShapes> = {}): EntryShapes => ({
  since: 0,
  taught: true,
  finished: 600_000,
  windows: 2016,
  traces: 200_000,
  beyond: 0,
  shapes: [shape('abc'), shape('ad')],
  ...rest,
});
const shape = (names: string, rest: Partial<EntryShapes['shapes'][number]> = {}) => ({
  services: [...names].map((name) => `${name}||`),
  standing: 'learned' as const,
  traces: 90_000,
  firstSeen: 0,
  lastSeen: 899_700,
  ...rest,
});
function unfinished({ finished: _, ...rest }: EntryShapes): EntryShapes {
  return { ...rest, since: 899_000 };
}

const having = (shapes: EntryShapes | 'none' = week(), rest: Partial<Baseline> = {}): Baseline => ({
  ...emptyBaseline,
  shapes: new Map(shapes === 'none' ? [] : [['a||', shapes]]),
  ...rest,
});
const ask = (traces: TraceReading | undefined, baseline = having(), rest: Partial<TraceQuestion> = {}) =>
  assessShapes(
    { window, phase: judging, observations: [], learners: [], reading: traces, ...rest },
    baseline,
    defaults,
  );
const answered = (...args: Parameters<typeof ask>) => {
  const { assessments } = ask(...args);
  return assessments.map(({ subject, verdict, why }) => `${subject} ${verdict}: ${why}`);
};
const calm = reading(['a', 'bc', 50]);
const learner = (service: string) => ({ service, sightings: 3, once: 1, unseenMass: 0.3, atMost: 1 });

describe('The shape of traces', () => {
  test.each<[string, Parameters<typeof ask>, RegExp]>([
    ['as before is normal', [calm], /^a\|\| normal: 50 traces as 200000 before/],
    ['that is part of a known one is normal', [reading(['a', 'b', 9], ['a', '', 2])], /^a\|\| normal/],
    [
      'in a window that teaches is learning',
      [reading(['a', 'x', 9]), having(), { phase: { ...judging, learning: true } }],
      /learning: this window teaches/,
    ],
    [
      'of an entry point that has not finished learning',
      [reading(['a', 'x', 9]), having(unfinished(week()))],
      /learning: 200000 traces so far/,
    ],
    [
      'of an entry point that is sampled for the first time',
      [calm, having('none')],
      /learning: first traces/,
    ],
    [
      'of an entry point that is no part of the norm',
      [reading(['a', 'x', 9]), having(week(), { known: new Map([['a||', known('candidate', {}, 'a||')]]) })],
      /learning: not yet part of the norm/,
    ],
    [
      'of an entry point that the graph shows for the first time',
      [reading(['e', 'x', 9]), having(), { observations: [observation({ calls: 9 }, 'e||')] }],
      /e\|\| learning: not yet part of the norm/,
    ],
    [
      'of whom no trace was sampled',
      [reading()],
      /insufficientData: no sampled trace of this window entered here/,
    ],
    [
      'for which no summaries were asked',
      [undefined],
      /insufficientData: no trace summaries were read for this window/,
    ],
    [
      'whose summaries were refused',
      [{ traces: { status: 'unread', reason: 'Throttled' } }],
      /insufficientData: trace summaries could not be read: Throttled/,
    ],
    [
      'of an entry point with too many shapes',
      [calm, having(week({ beyond: 4 }))],
      /insufficientData: too many shapes: 4 traces found no room beside 2/,
    ],
  ])('%s', (_what, args, expected) => {
    expect(answered(...args).at(-1)).toMatch(expected);
  });

  test('is still learned of an entry point that this window did not sample', () => {
    const shapes = new Map([
      ['a||', unfinished(week())],
      ['e||', week()],
    ]);
    const { learners, assessments } = ask(reading(['e', 'bc', 3]), having(undefined, { shapes }));
    expect(learners).toEqual(['a||']);
    expect(assessments[0]).toMatchObject({ subject: 'a||', verdict: 'learning' });
  });

  test('that touches a service never touched is anomalous, with counts, unseen mass and examples', () => {
    const [found] = ask(reading(['a', 'bc', 40], ['a', 'bx', 3], ['a', 'x', 1])).assessments;
    expect(found).toMatchObject({
      signal: 'traceShape',
      verdict: 'anomalous',
      kind: 'new-shape',
      observed: { value: 4, unit: 'traces', count: 44 },
      expected: { center: 0, windows: 2016 },
      p: 1 / 200_001,
      certain: true,
      shapes: [
        {
          service: 'x||',
          services: ['a||', 'b||', 'x||'],
          traces: 4,
          sampled: 44,
          before: 200_000,
          earlier: 0,
          unseenMass: 1 / 200_001,
          examples: ['1-abx-0', '1-abx-1', '1-abx-2'],
        },
      ],
    });
    expect(found?.why).toBe(
      'x, never touched before, in 4 of 44 sampled traces and in 0 of 200000 before; unseen mass 0.0000050',
    );
  });

  test('is about each new service, and about all new combinations as one', () => {
    const traces = reading(['a', 'bd', 1], ['a', 'bcd', 2], ['a', 'x', 1], ['a', 'xy', 1]);
    const [found] = ask(traces).assessments;
    expect(found?.shapes?.map(({ service, services, traces: n }) => [service, services.join(''), n])).toEqual(
      [
        ['x||', 'a||x||', 2],
        ['y||', 'a||x||y||', 1],
        [undefined, 'a||b||c||d||', 3],
      ],
    );
  });

  test('in one trace is not certain, and tells how often it was seen without being confirmed', () => {
    const before = week({ shapes: [shape('abc'), shape('ax', { standing: 'candidate', traces: 2 })] });
    const [found] = ask(reading(['a', 'x', 1]), having(before)).assessments;
    expect(found).toMatchObject({ verdict: 'anomalous', certain: false, shapes: [{ earlier: 2 }] });
  });

  test('with a service whose calls are still learned is no news', () => {
    const traces = reading(['a', 'bx', 9]);
    expect(answered(traces, having(), { learners: [learner('b||')] })[0]).toMatch(/normal/);
    expect(answered(traces, having(), { learners: [learner('c||')] })[0]).toMatch(/anomalous/);
  });

  test('is not judged where new ones come by chance more often than their part of the budget', () => {
    const bursts = Array.from({ length: 3 }, (_, i) => shape(`a${i}`, { traces: 5, lastSeen: 300 }));
    const restless = having(week({ shapes: [shape('abc'), ...bursts] }));
    expect(answered(reading(['a', 'x', 9]), restless)[0]).toMatch(
      /insufficientData: new shapes are commonplace: 0 of 200000 traces showed one of their own, unseen mass 0.0000050; about 3.0 a week by chance/,
    );
    const fewTraces = having(week({ traces: 60, windows: 20 }));
    expect(answered(reading(['a', 'x', 9]), fewTraces)[0]).toMatch(
      /insufficientData: new shapes are commonplace/,
    );
  });

  test('of several entry points is judged from the calmest on, as far as the budget reaches', () => {
    const burst = shape('ax', { traces: 5, lastSeen: 300 });
    const shapes = new Map([
      ['a||', week({ shapes: [shape('abc'), burst] })],
      ['e||', week({ shapes: [shape('be')] })],
    ]);
    const found = answered(reading(['a', 'b', 9], ['e', 'b', 9]), having(undefined, { shapes }));
    expect(found.map((text) => text.slice(0, 12))).toEqual(['a|| insuffic', 'e|| normal: ']);
  });

  test('is asked of whoever clients call where summaries were refused before any was read', () => {
    const refused: TraceReading = { traces: { status: 'unread', reason: 'AccessDenied' } };
    const observations = [observation({ calls: 9 }, 'x|client|>a||'), observation({ calls: 9 }, 'a||>b||')];
    expect(answered(refused, having('none'), { observations })).toEqual([
      'a|| insufficientData: trace summaries could not be read: AccessDenied',
    ]);
  });
});

describe('The budget of the other signals', () => {
  test('is whole where no shape is known, and a tenth less where some are', () => {
    expect(besideShapes(defaults, having('none'))).toBe(defaults);
    expect(besideShapes(defaults, having()).falseAlarmsPerWeek).toBeCloseTo(0.9);
  });
});
