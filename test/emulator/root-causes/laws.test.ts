import fc from 'fast-check';
import type { Span } from '../../../emulator/segments/span';
import type { TraceContents } from '../../../emulator/traces/contents';
import { entryPointOf } from '../../../emulator/traces/entry-point';
import { type Entity, entitiesOf } from '../../../emulator/traces/root-causes/entities';
import { deepestFailures } from '../../../emulator/traces/root-causes/failures';
import { rootCausesOf } from '../../../emulator/traces/root-causes/root-causes';
import { anyDocuments, withOwnIds } from '../support/arbitraries';
import { opened } from '../support/causes';
import { type Raw, T0, traceId } from '../support/documents';

/** Gives the spans of a list, one after the other, times of whole milliseconds; who is in progress stays so. */
function withTimes(documents: readonly Raw[], times: readonly (readonly [number, number])[]): Raw[] {
  let next = 0;
  const timed = (raw: Raw): Raw => {
    const [start, length] = times[next++ % times.length] ?? [0, 0];
    const start_time = T0 + start / 1000;
    const end = raw.in_progress ? {} : { end_time: start_time + length / 1000 };
    const subsegments = (Array.isArray(raw.subsegments) ? raw.subsegments : []).map(timed);
    return { ...raw, start_time, ...end, subsegments };
  };
  return documents.map(timed);
}

const milliseconds = (max: number) => fc.integer({ min: 0, max });
const someTimes = fc.array(fc.tuple(milliseconds(2000), milliseconds(9000)), {
  minLength: 20,
  maxLength: 40,
});

/** Documents of one trace, related in any way, every span with an id of its own. */
const documentsOfOneTrace = fc.tuple(anyDocuments, someTimes).map(([documents, times]) =>
  withTimes(
    withOwnIds(documents).map((document): Raw => ({ ...document, trace_id: traceId(1) })),
    times,
  ),
);
const contents = documentsOfOneTrace.map((documents) => opened(...documents));
const spansOf = ({ lineage }: TraceContents): readonly Span[] => [...lineage.spans.values()];
const check = (holds: (opened: TraceContents) => void) =>
  fc.assert(fc.property(contents, holds), { numRuns: 300 });

test('a trace without a fault has no fault root cause, one without an error no error root cause', () => {
  check((trace) => {
    const { fault, error } = rootCausesOf(trace);
    const seen = new Set(spansOf(trace).map((span) => span.outcome));
    if (!seen.has('fault')) expect(fault).toEqual([]);
    if (!seen.has('error') && !seen.has('throttle')) expect(error).toEqual([]);
  });
});

test('some fault root cause impacts the client exactly when the entry point has a fault', () => {
  check((trace) => {
    const impacting = rootCausesOf(trace).fault.some((cause) => cause.ClientImpacting);
    expect(impacting).toBe(entryPointOf(trace.lineage)?.outcome === 'fault');
  });
});

test('a root cause failed, and nothing below it did', () => {
  const failed = (span: Span) => span.outcome === 'fault';
  const below = (entity: Entity): readonly Entity[] =>
    entity.children.flatMap((child) => [child, ...below(child)]);
  check((trace) => {
    for (const cause of deepestFailures(entitiesOf(trace.lineage), failed)) {
      expect(failed(cause.span)).toBe(true);
      expect(below(cause).filter((entity) => failed(entity.span))).toEqual([]);
    }
  });
});

test('a path begins with a segment, and only its last service may be inferred', () => {
  check((trace) => {
    const { fault, error, responseTime } = rootCausesOf(trace);
    for (const { Services } of [...fault, ...error, ...responseTime]) {
      expect(Services[0]).toMatchObject({ Inferred: false });
      expect(Services[0]?.EntityPath[0]).toMatchObject({ Remote: false });
      expect(Services.slice(0, -1).filter((service) => service.Inferred)).toEqual([]);
      expect(Services.filter((service) => service.EntityPath.length === 0)).toEqual([]);
    }
  });
});

test('coverage is between 0 and 1, and the entry point covers all of its own response time', () => {
  check((trace) => {
    for (const { Services } of rootCausesOf(trace).responseTime) {
      const coverages = Services.flatMap((service) => service.EntityPath.map((entity) => entity.Coverage));
      expect(coverages[0]).toBe(1);
      for (const coverage of coverages) {
        expect(coverage).toBeGreaterThanOrEqual(0.5);
        expect(coverage).toBeLessThanOrEqual(1);
      }
    }
  });
});

test('the order in which documents arrive changes nothing', () => {
  const shuffled = documentsOfOneTrace.chain((documents) =>
    fc.tuple(
      fc.constant(documents),
      fc.shuffledSubarray(documents, { minLength: documents.length, maxLength: documents.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([documents, others]) => {
      expect(rootCausesOf(opened(...others))).toEqual(rootCausesOf(opened(...documents)));
    }),
    { numRuns: 300 },
  );
});

test('the documents meant here have causes of every kind, through several services', () => {
  const samples = fc.sample(contents, { numRuns: 200, seed: 1 }).map(rootCausesOf);
  for (const kind of ['fault', 'error', 'responseTime'] as const) {
    const far = samples.filter((causes) => causes[kind].some((cause) => cause.Services.length > 1));
    expect([kind, far.length > 20]).toEqual([kind, true]);
  }
});
