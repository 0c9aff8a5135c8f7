import fc from 'fast-check';
import { emptyBaseline } from '../../analysis/baseline/current';
import { fold } from '../../analysis/baseline/fold';
import { covers, isKnown, isLearned } from '../../analysis/baseline/shapes/cover';
import { keepShape, type Sighting } from '../../analysis/baseline/shapes/keep';
import type { Baseline } from '../../analysis/model/baseline';
import type { StepRecord } from '../../analysis/model/record';
import type { EntryShapes, KnownShape } from '../../analysis/model/trace-shape';
import { bytes, isSettlement, run, type Stride, settings } from './drive';
import { type Plan, plans } from './history';
import type { TracePlan } from './traces';

const tracePlan: fc.Arbitrary<TracePlan> = fc.record({
  order: fc.nat(),
  refused: fc.uniqueArray(fc.nat(30), { maxLength: 5 }).map((numbers) => new Set(numbers)),
  unusable: fc.constantFrom(0, 0.2),
});
/** The last service is called only after learning, so that there is something new in most histories. */
const late = (plan: Plan): Plan => ({
  ...plan,
  edges: plan.edges.map((edge) => (edge.target === plan.services - 1 ? { ...edge, from: 20, to: 30 } : edge)),
});
const cases = fc.record({ plan: plans().map(late), traces: tracePlan });
/** What happens by chance is borne, so that new shapes are found in short histories. */
const bold = { ...settings, falseAlarmsPerWeek: 1e6 };

const ofShapes = (taken: Stride) => taken.assessments.filter(({ signal }) => signal === 'traceShape');

/** Entry points that a settlement must be told about: those sampled, and those known. */
function asked({ look, before, record }: Stride): string[] {
  if (look.gap || look.read.kind === 'presence') return [];
  const traces = record.entries[0]?.traces;
  const sampled =
    traces?.status === 'read' ? traces.shapes.map(([entry]) => traces.services[entry] ?? '') : [];
  return [...new Set([...before.baseline.shapes.keys(), ...sampled])].sort();
}

describe('Laws 3 and 9: every entry point of a settlement', () => {
  test('gets exactly one answer, and no other read any', () => {
    fc.assert(
      fc.property(cases, ({ plan, traces }) => {
        let answers = 0;
        for (const taken of run(plan, { traces, settings: bold, gaps: new Set([17]) })) {
          const subjects = ofShapes(taken).map(({ subject }) => subject);
          const read = taken.record.entries[0]?.traces?.status === 'read';
          if (read || subjects.length === 0) expect(subjects).toEqual(asked(taken));
          expect(new Set(subjects).size).toBe(subjects.length);
          const all = taken.assessments.map(({ subject }) => subject);
          expect(all).toEqual([...all].sort());
          answers += subjects.length;
        }
        expect(answers).toBeGreaterThan(0);
      }),
      { numRuns: 12 },
    );
  });

  test('is anomalous only for what no learned shape of before covers, and never while it learns', () => {
    const found = { anomalous: 0, normal: 0 };
    fc.assert(
      fc.property(cases, ({ plan, traces }) => {
        for (const taken of run(plan, { traces, settings: bold }).filter(isSettlement)) {
          for (const { subject, verdict, shapes = [] } of ofShapes(taken)) {
            const known = taken.before.baseline.shapes.get(subject)?.shapes ?? [];
            if (verdict === 'anomalous' || verdict === 'normal') found[verdict] += 1;
            expect(shapes.length > 0).toBe(verdict === 'anomalous');
            for (const { services, service } of shapes) {
              expect(isKnown(known, services)).toBe(false);
              if (service)
                expect(known.filter(isLearned).some((k) => k.services.includes(service))).toBe(false);
            }
            if (taken.record.entries[0]?.learning) expect(verdict).toBe('learning');
          }
        }
      }),
      { numRuns: 12 },
    );
    expect(found.anomalous).toBeGreaterThan(0);
    expect(found.normal).toBeGreaterThan(0);
  });
});

describe('Law 11: equal traces', () => {
  test('give equal bytes in whatever order X-Ray lists them', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ plan, traces }, order) => {
        const told = (o: number) => {
          const strides = run(plan, { traces: { ...traces, order: o }, settings: bold });
          return bytes(strides.map(({ record, after }) => [withoutExamples(record), after.baseline]));
        };
        expect(told(order)).toBe(told(traces.order));
      }),
      { numRuns: 5 },
    );
  });
});

/** Which of equal traces are named hangs on the order. */
const withoutExamples = (record: StepRecord): unknown =>
  JSON.parse(bytes(record), (key, value) => (key === 'examples' ? undefined : value));

describe('Law 14: what is known of shapes', () => {
  test('does not depend on where snapshots were taken', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(), { maxLength: 5 }), ({ plan, traces }, places) => {
        const records = run(plan, { traces }).map(({ record }) => record);
        const whole = fold(emptyBaseline, records, [], settings);
        const cuts = [...new Set([0, ...places.map((p) => p % records.length), records.length])].sort(
          (a, b) => a - b,
        );
        const parts = cuts.slice(1).map((end, i) => records.slice(cuts[i], end));
        const folded = parts.reduce<Baseline>(
          (baseline, part) => fold(baseline, part, [], settings),
          emptyBaseline,
        );
        expect(bytes(folded.shapes)).toBe(bytes(whole.shapes));
        expect(whole.shapes.size).toBeGreaterThan(0);
      }),
      { numRuns: 10 },
    );
  });

  test('never grows by what was seen after learning, but by learning alone', () => {
    fc.assert(
      fc.property(cases, ({ plan, traces }) => {
        for (const { before, after, record } of run(plan, { traces, settings: bold })) {
          const [entry] = record.entries;
          if (entry?.learning || entry?.learners || after === before) continue;
          const learners = entry?.traces?.status === 'read' ? (entry.traces.learners ?? []) : [];
          for (const [service, { shapes }] of after.baseline.shapes) {
            if (learners.includes(service)) continue;
            const learned = before.baseline.shapes.get(service)?.shapes.filter(isLearned) ?? [];
            expect(shapes.filter(isLearned).map((s) => s.services)).toEqual(learned.map((s) => s.services));
          }
        }
      }),
      { numRuns: 10 },
    );
  });
});

const sightings: fc.Arbitrary<Sighting[]> = fc.array(
  fc.record({
    services: fc.subarray(['a', 'b', 'c', 'd', 'e'], { minLength: 1 }),
    traces: fc.integer({ min: 1, max: 3 }),
    at: fc.nat(1_000),
    learns: fc.constant(true),
  }),
  { maxLength: 30 },
);
const nothing: EntryShapes = { since: 0, taught: true, windows: 0, traces: 0, beyond: 0, shapes: [] };
const kept = (all: readonly Sighting[]): EntryShapes => all.reduce(keepShape, nothing);

describe('Law 13: of two histories of shapes', () => {
  test('the union less what is covered is what both together keep', () => {
    fc.assert(
      fc.property(sightings, sightings, (first, second) => {
        const union = [...kept(first).shapes, ...kept(second).shapes];
        const merged = new Map<string, KnownShape>();
        for (const shape of union) {
          if (
            union.some((o) => o.services.length > shape.services.length && covers(o.services, shape.services))
          )
            continue;
          const name = shape.services.join();
          const traces = shape.traces + (merged.get(name)?.traces ?? 0);
          merged.set(name, { ...shape, traces });
        }
        const both = kept([...first, ...second]);
        expect(both.shapes.map(({ services, traces }) => [services.join(), traces])).toEqual(
          [...merged].map(([name, { traces }]) => [name, traces]).sort(),
        );
        expect(both.traces).toBe(kept(first).traces + kept(second).traces);
      }),
    );
  });

  test('none covers another, and each trace is covered', () => {
    fc.assert(
      fc.property(sightings, (all) => {
        const { shapes } = kept(all);
        for (const one of shapes)
          expect(shapes.filter(({ services }) => covers(services, one.services))).toEqual([one]);
        for (const { services } of all) expect(isKnown(shapes, services)).toBe(true);
      }),
    );
  });
});
