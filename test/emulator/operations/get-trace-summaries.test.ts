import fc from 'fast-check';
import type { World } from '../../../emulator/operations/operation';
import type { JsonObject } from '../../../emulator/wire/json';
import { documentsOfHours } from '../support/arbitraries';
import { ask } from '../support/control-world';
import { type Raw, segment, T0, traceId } from '../support/documents';
import { answerOf, withWorld } from '../support/graphs';

const PATH = '/TraceSummaries';
const between = ([from, to]: readonly [number, number], more: JsonObject = {}): JsonObject => ({
  StartTime: T0 + from,
  EndTime: T0 + to,
  ...more,
});
const idsIn = (world: World, range: readonly [number, number], more: JsonObject = {}): readonly string[] =>
  (answerOf(world, PATH, between(range, more)).TraceSummaries as { Id: string }[]).map(({ Id }) => Id);
const take = (world: World, documents: readonly Raw[]) => {
  for (const document of documents) expect(world.intake.ingest(JSON.stringify(document))).toBeUndefined();
};
const fixed = (Value: number): JsonObject => ({
  Sampling: true,
  SamplingStrategy: { Name: 'FixedRate', Value },
});
/** An id as OpenTelemetry makes it: its first eight digits are no time. */
const w3c = (n: number) => `1-f0000000-${n.toString(16).padStart(24, '0')}`;

describe('Sampling', () => {
  const thousand = (world: World) => {
    take(
      world,
      Array.from({ length: 1000 }, (_, n) => ({ ...segment(1, 'web', [0, 1]), trace_id: traceId(n) })),
    );
  };

  test('FixedRate takes about its share, the same traces every time, and more of them for a larger share', () =>
    withWorld({}, (world) => {
      thousand(world);
      const [none, tenth, half, all] = [0, 0.1, 0.5, 1].map((share) => idsIn(world, [0, 60], fixed(share)));
      expect([none?.length, all?.length]).toEqual([0, 1000]);
      // Six standard deviations of a binomial: the ids are fixed, so this fails always or never.
      expect(Math.abs((tenth?.length ?? 0) - 100)).toBeLessThan(57);
      expect(Math.abs((half?.length ?? 0) - 500)).toBeLessThan(95);
      expect(half).toEqual(expect.arrayContaining([...(tenth ?? [])]));
      expect(idsIn(world, [0, 60], fixed(0.5))).toEqual(half);
      const { TracesProcessedCount } = answerOf(world, PATH, between([0, 60], fixed(0.1)));
      expect(TracesProcessedCount).toBe(tenth?.length);
    }));

  test.each<JsonObject>([
    {},
    { Sampling: false, SamplingStrategy: { Name: 'FixedRate', Value: 0 } },
    { Sampling: true },
    { Sampling: true, SamplingStrategy: { Name: 'PartialScan', Value: 0.1 } },
  ])('with %p every trace is looked at', (more) =>
    withWorld({}, (world) => {
      thousand(world);
      expect(idsIn(world, [0, 60], more)).toHaveLength(1000);
    }),
  );

  test.each<[JsonObject, string]>([
    [{ Sampling: 'yes' }, 'Sampling must be true or false'],
    [fixed(1.5), 'Value must be a number from 0 to 1, found 1.5'],
    [{ SamplingStrategy: { Name: 'Every' } }, 'Name must be PartialScan or FixedRate, found "Every"'],
    [{ SamplingStrategy: 7 }, 'SamplingStrategy must be an object'],
  ])('%p is refused', (more, message) =>
    withWorld({}, (world) => {
      expect(ask(PATH, between([0, 60], more), world)).toMatchObject({
        code: 'InvalidRequestException',
        message: expect.stringContaining(message),
      });
    }),
  );
});

describe('the default range goes by the time in the id', () => {
  test('or by the earliest start where the id carries none', () =>
    withWorld({}, (world) => {
      const child = segment(2, 'pay', [130, 140], { parent_id: '0000000000000001' });
      take(world, [
        { ...child, trace_id: w3c(1) },
        { ...segment(1, 'web', [50, 150]), trace_id: w3c(1) },
        { ...segment(1, 'web', [200, 201]), trace_id: traceId(2) },
      ]);
      expect([
        idsIn(world, [0, 60]),
        idsIn(world, [40, 50]),
        idsIn(world, [50, 50.5]),
        idsIn(world, [60, 200]),
      ]).toEqual([[traceId(2), w3c(1)], [], [w3c(1)], []]);
    }));

  const cut = fc.integer({ min: 1, max: 21_599_999 }).map((milliseconds) => milliseconds / 1000);

  test('so that of two ranges that adjoin exactly one has a trace', () => {
    const documents = documentsOfHours.map((list) =>
      list.map((document, n) => ({ ...document, trace_id: n % 2 === 0 ? w3c(n % 5) : document.trace_id })),
    );
    fc.assert(
      fc.property(documents, fc.array(cut, { maxLength: 3 }), (list, cuts) =>
        withWorld({}, (world) => {
          take(world, list);
          const borders = [...new Set([0, ...cuts, 21_600])].sort((a, b) => a - b);
          const parts = borders.slice(1).flatMap((to, n) => idsIn(world, [borders[n] ?? 0, to]));
          expect(parts.sort()).toEqual([...idsIn(world, [0, 21_600])].sort());
        }),
      ),
    );
  });
});

test('under Transaction Search only indexed traces are answered, the same by summary, by id and as a graph', () =>
  withWorld({ settleSeconds: 0 }, (world) => {
    const ids = Array.from({ length: 100 }, (_, n) => traceId(n));
    take(
      world,
      ids.map((trace_id) => ({ ...segment(1, 'web', [0, 1]), trace_id })),
    );
    answerOf(world, '/UpdateTraceSegmentDestination', { Destination: 'CloudWatchLogs' });
    const Rule = { Probabilistic: { DesiredSamplingPercentage: 30 } };
    answerOf(world, '/UpdateIndexingRule', { Name: 'Default', Rule });
    const indexed = new Set(idsIn(world, [0, 60]));
    expect(indexed.size).toBeGreaterThan(10);
    expect(indexed.size).toBeLessThan(60);
    for (const id of ids) {
      const TraceIds = [id];
      const size = indexed.has(id) ? 1 : 0;
      expect(answerOf(world, '/Traces', { TraceIds }).Traces).toHaveLength(size);
      expect(answerOf(world, '/TraceGraph', { TraceIds }).Services).toHaveLength(size * 2);
    }
  }));
