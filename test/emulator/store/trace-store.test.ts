import fc from 'fast-check';
import type { World } from '../../../emulator/operations/operation';
import { anyDocuments, documentsOfHours, opened, rangeOfHours, withOwnIds } from '../support/arbitraries';
import { type Raw, segment, spanId, subsegment, T0, toHost, traceId } from '../support/documents';
import { answerOf, graphText, ordered, withWorld } from '../support/graphs';

const SIX_HOURS = [0, 21_600] as const;
const IDS = [1, 2, 3].map((n) => traceId(n));
/** Questions that may be asked between two documents: each makes the store count, or read traces again. */
const QUESTIONS: readonly ((world: World) => unknown)[] = [
  (world) => graphText(world, SIX_HOURS),
  (world) => graphText(world, [30.5, 7300.25]),
  (world) => answerOf(world, '/TraceGraph', { TraceIds: IDS }),
  (world) => answerOf(world, '/Traces', { TraceIds: IDS }),
  (world) =>
    answerOf(world, '/TraceSummaries', { StartTime: T0, EndTime: T0 + 21_600, TimeRangeType: 'Event' }),
];
/** For each document the questions asked after it. */
const questions = fc.array(fc.subarray([...QUESTIONS.keys()]), { maxLength: 40 });
const memory = fc.constantFrom({}, { memoryBytes: 1 }, { memoryBytes: 16 * 512 * 4 });

/** Takes documents in this order; every one must be taken. */
function take(world: World, documents: readonly Raw[], asked: readonly (readonly number[])[] = []): void {
  for (const [n, document] of documents.entries()) {
    expect(world.intake.ingest(JSON.stringify(document))).toBeUndefined();
    for (const question of asked[n] ?? []) QUESTIONS[question]?.(world);
  }
}

test('however little memory and whatever is asked in between, the graph is that of all documents at once', () => {
  let edges = 0;
  fc.assert(
    fc.property(
      fc.oneof(anyDocuments, documentsOfHours),
      questions,
      memory,
      fc.array(rangeOfHours, { minLength: 1, maxLength: 4 }),
      (documents, asked, options, ranges) =>
        withWorld({}, (fresh) => {
          take(fresh, documents);
          withWorld(options, (grown) => {
            take(grown, documents, asked);
            for (const range of [SIX_HOURS, ...ranges]) {
              const text = graphText(fresh, range);
              edges += text.split('"EdgeType"').length - 1;
              expect(graphText(grown, range)).toBe(text);
            }
            const traces = (world: World) => ordered(answerOf(world, '/TraceGraph', { TraceIds: IDS }));
            expect(traces(grown)).toEqual(traces(fresh));
          });
        }),
    ),
    { numRuns: 400 },
  );
  expect(edges).toBeGreaterThan(10);
});

test('the order of arrival, repetitions and documents in progress beforehand change nothing', () => {
  const arrivals = fc
    .oneof(anyDocuments, documentsOfHours)
    .map(withOwnIds)
    .chain((documents) => {
      const ended = documents.filter((document) => typeof document.end_time === 'number');
      const all = [...documents, ...documents, ...ended.map(opened)];
      return fc.tuple(fc.constant(documents), fc.shuffledSubarray(all, { minLength: all.length }));
    });
  fc.assert(
    fc.property(arrivals, questions, memory, ([documents, shuffled], asked, options) =>
      withWorld({}, (fresh) => {
        take(fresh, documents);
        withWorld(options, (grown) => {
          take(grown, shuffled, asked);
          expect(graphText(grown, SIX_HOURS)).toBe(graphText(fresh, SIX_HOURS));
        });
      }),
    ),
    { numRuns: 300 },
  );
});

test('what is summed up by minute and hour is what walking through every trace gives', () => {
  fc.assert(
    fc.property(documentsOfHours, questions, memory, rangeOfHours, (documents, asked, options, range) =>
      withWorld(options, (world) => {
        answerOf(world, '/CreateGroup', { GroupName: 'everything' });
        take(world, documents, asked);
        expect(graphText(world, range)).toBe(graphText(world, range, { GroupName: 'everything' }));
      }),
    ),
    { numRuns: 200 },
  );
});

test('a link follows the trace it leads to as that grows, however far apart they arrive', () => {
  const link = (n: number, trace: number) => ({
    trace_id: traceId(trace),
    id: spanId(n),
    attributes: { 'aws.xray.reserved.reference_type': 'parent' },
  });
  const worker = { ...segment(9, 'worker', [20, 21]), trace_id: traceId(2), links: [link(2, 1)] };
  const sender = segment(1, 'web', [0, 5], {
    subsegments: [subsegment(2, 'queue', [1, 2], toHost('queue'))],
  });
  const late = segment(3, 'queue', [1, 2], { parent_id: spanId(2) });
  const texts = [
    [worker, sender, late],
    [late, worker, sender],
    [sender, worker, late],
  ].map((documents) =>
    withWorld({ memoryBytes: 1 }, (world) => {
      take(world, documents, [[0], [0, 1], [0]]);
      return graphText(world, [0, 60]);
    }),
  );
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? '[]')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        Name: 'queue',
        Edges: [
          expect.objectContaining({ EdgeType: 'link', ReceivedEventAgeHistogram: [{ Value: 18, Count: 1 }] }),
        ],
      }),
    ]),
  );
});

test('a link to a call that several segments answered begins at the first of them, whichever arrived first', () => {
  const attributes = { 'aws.xray.reserved.reference_type': 'parent' };
  const links = [{ trace_id: traceId(1), id: spanId(2), attributes }];
  const worker = { ...segment(9, 'worker', [20, 21]), trace_id: traceId(2), links };
  const sender = segment(1, 'web', [0, 5], {
    subsegments: [subsegment(2, 'queue', [1, 2], toHost('queue'))],
  });
  const [a, b] = [2, 1].map((start, n) => segment(3 + n, `queue-${n}`, [start, 3], { parent_id: spanId(2) }));
  const texts = [
    [sender, worker, a, b],
    [sender, worker, b, a],
  ].map((documents) =>
    withWorld({}, (world) => {
      take(world, documents as Raw[]);
      return graphText(world, [0, 60]);
    }),
  );
  expect(texts[1]).toBe(texts[0]);
  const linking = JSON.parse(texts[0] ?? '[]').filter((one: { Edges: { EdgeType?: string }[] }) =>
    one.Edges.some(({ EdgeType }) => EdgeType === 'link'),
  );
  expect(linking).toMatchObject([{ Name: 'queue-1' }]);
});

test('half a character in a document is stored as UTF-8 writes it, so that the document read again is the same', () => {
  const text = JSON.stringify(segment(1, 'web', [0, 1], { origin: 'HALF' })).replace('HALF', 'AWS::\ud800');
  const more = JSON.stringify(segment(2, 'pay', [0, 1]));
  const graphs = [{}, { memoryBytes: 1 }].map((options) =>
    withWorld(options, (world) => {
      for (const document of [text, more]) expect(world.intake.ingest(document)).toBeUndefined();
      return graphText(world, [0, 60]);
    }),
  );
  expect(graphs[1]).toBe(graphs[0]);
  expect(graphs[0]).toContain('AWS::\ufffd');
});
