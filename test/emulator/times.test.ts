import { PutTraceSegmentsCommand } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { worldOf } from '../../emulator/world';
import { alone, type Raw, segment, subsegment, T0, traceId } from './support/documents';
import { bytesInUse } from './support/memory';
import { type Running, startXRay } from './support/xray';

const NOW = T0 + 600;
const OLDEST = NOW - 30 * 86_400 - T0;
const NEWEST = NOW + 2 * 3600 - T0;

let local: Running;
beforeEach(async () => {
  local = await startXRay({ now: () => NOW });
});
afterEach(() => local.stop());

const put = async (...documents: readonly Raw[]) => {
  const TraceSegmentDocuments = documents.map((document) => JSON.stringify(document));
  const answer = await local.client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments }));
  return answer.UnprocessedTraceSegments;
};
const inside = (start: number, end: number) =>
  segment(1, 'web', [0, 1], { subsegments: [subsegment(2, 'part', [start, end])] });

test.each<[string, Raw]>([
  ['as old as X-Ray keeps traces', segment(1, 'web', [OLDEST, OLDEST])],
  ['two hours ahead', segment(1, 'web', [0, NEWEST])],
  ['in progress for thirty days', segment(1, 'web', [OLDEST, 0], { end_time: undefined, in_progress: true })],
  ['of an id that carries no time', segment(1, 'web', [0, 1], { trace_id: traceId(1, 7) })],
])('a document %s is taken', async (_, document) => {
  expect(await put(document)).toEqual([]);
});

test.each<[string, Raw, string]>([
  [
    'older than X-Ray keeps traces',
    segment(1, 'web', [OLDEST - 0.1, 0]),
    'start_time is more than 30 days before',
  ],
  ['further ahead', segment(1, 'web', [0, NEWEST + 0.1]), 'a time is more than 2 hours ahead of'],
  [
    'in progress since longer ago',
    segment(1, 'web', [OLDEST - 1, 0], { end_time: undefined, in_progress: true }),
    'start_time is more than 30 days before',
  ],
  ['with an old subsegment', inside(OLDEST - 1, 0), 'start_time is more than 30 days before'],
  ['with a subsegment ahead', inside(0, NEWEST + 1), 'a time is more than 2 hours ahead of'],
  [
    'that is a subsegment sent alone and old',
    { ...subsegment(2, 'part', [OLDEST - 1, 0]), ...alone(1) },
    'start_time is more than 30 days before',
  ],
])('a document %s is answered with the reason and the clock, and counted', async (_, document, reason) => {
  const Message = `${reason} the clock of X-Ray Local, which says 2026-11-21T12:10:00.000Z`;
  expect(await put(document, segment(9, 'good', [0, 1]))).toEqual([
    { Id: document.id, ErrorCode: 'InvalidSegment', Message },
  ]);
  expect(local.xray.health().documents).toMatchObject({ accepted: 1, refused: 1 });
});

test('by HTTP the time is that of the service, which a fault may skew; once taken a document stays', async () => {
  const skewed = [{ kind: 'clockSkew', seconds: -3 * 3600 }];
  await fetch(`${local.url}/_control/faults`, { method: 'PUT', body: JSON.stringify({ faults: skewed }) });
  expect(await put(segment(1, 'web', [0, 1]))).toMatchObject([
    { Message: expect.stringMatching('2 hours ahead') },
  ]);
  expect(local.put(segment(2, 'web', [0, 1])).accepted).toBe(1);
  await fetch(`${local.url}/_control/faults`, { method: 'DELETE' });
  expect(await put(segment(3, 'web', [0, 1]))).toEqual([]);
});

test('a refused document leaves no node behind', async () => {
  await local.stop();
  local = await startXRay({ now: () => NOW, mostNodes: 2 });
  const old = Array.from({ length: 50 }, (_, n) => segment(n, `old-${n}`, [OLDEST - 1, 0]));
  expect(await put(...old)).toHaveLength(50);
  expect(await put(segment(98, 'one', [0, 1]), segment(99, 'two', [0, 1]))).toEqual([]);
});

test('of documents with any times exactly those from within are taken', async () => {
  const time = fc.oneof(
    fc.double({ min: T0 + OLDEST, max: T0 + NEWEST, noNaN: true }),
    fc.double({ min: 0, max: 1e11, maxExcluded: true, noNaN: true }),
    fc.double({ min: T0 + OLDEST - 10, max: T0 + OLDEST + 10, noNaN: true }),
    fc.double({ min: T0 + NEWEST - 10, max: T0 + NEWEST + 10, noNaN: true }),
  );
  const times = fc.tuple(time, time).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(times, { minLength: 1, maxLength: 4 }), async ([own, ...nested]) => {
      if (!own) return;
      const spanOf = ([start_time, end_time]: readonly [number, number], n: number) => ({
        ...segment(n + 1, 'web', [0, 1]),
        start_time,
        end_time,
      });
      const document = { ...spanOf(own, 0), subsegments: nested.map((one, n) => spanOf(one, n + 1)) };
      const all = [own, ...nested];
      const isWithin = all.every(([start, end]) => start >= T0 + OLDEST && end <= T0 + NEWEST);
      taken += isWithin ? 1 : 0;
      expect(local.put(document).accepted).toBe(isWithin ? 1 : 0);
    }),
    { numRuns: 500 },
  );
  expect(taken).toBeGreaterThan(20);
});

/** Numbers from 0 to 1 that look like chance and are the same every time (Weyl sequence). */
const chance = (n: number): number => (n * 0.6180339887498949) % 1;

/** What so many documents of two spans add to the memory in use, a span; times from `from` on, within so many seconds. */
function bytesPerSpan(documents: number, from: number, seconds: number): number {
  const world = worldOf({ now: () => NOW, memoryBytes: 8 * 1024 * 1024 });
  const before = bytesInUse();
  for (let n = 0; n < documents; n++) {
    const [start, other] = [chance(n), chance(n * 7 + 3)].map((part) => from + part * seconds);
    const nested = { ...subsegment(2, 'part', [0, 1]), start_time: other, end_time: other };
    const own = { start_time: start, end_time: start, subsegments: [nested] };
    world.intake.ingest(JSON.stringify({ ...segment(1, 'web', [0, 1]), ...own, trace_id: traceId(n) }));
  }
  const bytes = (bytesInUse() - before) / documents / 2;
  world.close();
  return bytes;
}

test('documents with times from anywhere take no more memory than documents of one minute', () => {
  // Once for all that is compiled and kept by then; a span itself takes some sixty bytes.
  bytesPerSpan(20_000, NOW - 60, 60);
  const near = Math.max(60, bytesPerSpan(20_000, NOW - 60, 60));
  expect(bytesPerSpan(20_000, 0, 1e11)).toBeLessThan(near);
  // Two days have 2,880 minutes, of which each costs some kilobytes: far from the kilobyte a span that times without a
  // bound would cost.
  expect(bytesPerSpan(20_000, NOW - 2 * 86_400, 2 * 86_400)).toBeLessThan(near + 500);
});
