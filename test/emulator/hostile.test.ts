import { PutTraceSegmentsCommand } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { anyDocument } from './support/arbitraries';
import { type Raw, segment, T0 } from './support/documents';
import { bytesInUse } from './support/memory';
import { node } from './support/sketch';
import { type Running, startXRay } from './support/xray';

const DAY = 86_400;

/** Numbers from 0 to 1 that look like chance and are the same every time (a linear congruential generator). */
function chance(): () => number {
  let n = 1;
  return () => {
    n = (Math.imul(n, 1_664_525) + 1_013_904_223) >>> 0;
    return n / 2 ** 32;
  };
}

async function withXRay<T>(options: Parameters<typeof startXRay>[0], use: (local: Running) => Promise<T>) {
  const local = await startXRay(options);
  try {
    return await use(local);
  } finally {
    await local.stop();
  }
}

const put = async ({ client }: Running, TraceSegmentDocuments: string[]) =>
  (await client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments }))).UnprocessedTraceSegments ?? [];

test('of documents changed in any way every one that is refused is answered and counted, the others are taken', async () => {
  const text = anyDocument.map((raw) => JSON.stringify(raw));
  const member = fc.constantFrom(
    'id',
    'trace_id',
    'name',
    'start_time',
    'end_time',
    'parent_id',
    'subsegments',
  );
  const mutated = fc.oneof(
    text,
    fc.string(),
    fc.json(),
    fc.tuple(text, fc.nat(400)).map(([one, length]) => one.slice(0, length)),
    fc
      .tuple(anyDocument, member, fc.jsonValue())
      .map(([raw, key, value]) => JSON.stringify({ ...raw, [key]: value })),
    fc
      .tuple(text, fc.nat(400), fc.string())
      .map(([one, at, more]) => one.slice(0, at) + more + one.slice(at)),
  );
  await withXRay({}, async (local) => {
    let [accepted, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(mutated, { minLength: 1, maxLength: 20 }), async (texts) => {
        const unprocessed = await put(local, texts);
        refused += unprocessed.length;
        accepted += texts.length - unprocessed.length;
        for (const { ErrorCode, Message } of unprocessed)
          expect([ErrorCode, Message]).toEqual([
            expect.stringMatching(/^Invalid/),
            expect.stringMatching(/./),
          ]);
        expect(local.xray.health().documents).toMatchObject({ accepted, refused });
        await put(local, [JSON.stringify(segment(999, 'good', [1, 2]))]);
        accepted += 1;
        const { SummaryStatistics } = node(await local.graph(), 'good', '');
        expect(SummaryStatistics?.TotalCount).toBe(1);
      }),
      { numRuns: 200 },
    );
    expect(Math.min(accepted, refused)).toBeGreaterThan(200);
  });
});

test('20,000 documents with made-up names, ids and times are counted, and take a bounded amount of memory', async () => {
  const next = chance();
  const hex = (length: number) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join('');
  const madeUp = (): Raw => {
    const start_time = T0 - 29 * DAY + next() * 28 * DAY;
    return { id: hex(16), name: `service ${hex(8)}`, start_time, end_time: start_time + next() * DAY };
  };
  /** As good as any, but for its name; every other one is broken in its last subsegment. */
  const document = (n: number) =>
    JSON.stringify({
      ...madeUp(),
      ...(n % 4 === 0 ? { name: `service ${n % 100}` } : {}),
      trace_id: `1-${hex(8)}-${hex(24)}`,
      subsegments: [madeUp(), n % 2 === 0 ? madeUp() : { ...madeUp(), id: 'none' }],
    });
  await withXRay({ mostNodes: 1000, memoryBytes: 8 * 1024 * 1024 }, async (local) => {
    const before = bytesInUse();
    const codes = new Map<string, number>();
    for (let batch = 0; batch < 200; batch++) {
      const texts = Array.from({ length: 100 }, (_, n) => document(n));
      for (const { ErrorCode = '' } of await put(local, texts))
        codes.set(ErrorCode, (codes.get(ErrorCode) ?? 0) + 1);
    }
    const { accepted, refused } = local.xray.health().documents;
    expect(accepted + refused).toBe(20_000);
    expect(Object.fromEntries(codes)).toEqual({ InvalidSegment: 10_000, TooManyNodes: refused - 10_000 });
    // Of the 50 in a batch that are whole, 25 have a known name; of the others only the first are let in.
    expect(accepted).toBeGreaterThan(5_000);
    expect(accepted).toBeLessThan(7_000);
    // 6,000 documents of three spans in minutes of their own: some 15 MB of index beside the 8 MB that are given.
    expect(bytesInUse() - before).toBeLessThan(64 * 1024 * 1024);
    await put(local, [JSON.stringify({ ...segment(1, 'service 0', [1, 2]) })]);
    expect(node(await local.graph(), 'service 0', '').SummaryStatistics?.TotalCount).toBe(1);
  });
});
