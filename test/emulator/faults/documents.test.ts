import { PutTraceSegmentsCommand } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import type { Fault } from '../../../emulator/faults/plan';
import { anyDocuments, withOwnIds } from '../support/arbitraries';
import { type Raw, segment, spanId, T0, traceId } from '../support/documents';
import { nodesOf } from '../support/sketch';
import { type Running, startXRay } from '../support/xray';

let clock = T0 + 600;
let local: Running;
const start = async (...faults: readonly Fault[]) => {
  local = await startXRay({ now: () => clock, faults: { faults } });
};
beforeEach(() => {
  clock = T0 + 600;
});
afterEach(() => local.stop());

/** The n-th service, in a trace of its own. */
const service = (n: number): Raw =>
  segment(n, `s${n}`, [0, 1], { trace_id: traceId(n), parent_id: spanId(999) });
const send = async (...documents: readonly Raw[]) =>
  local.client.send(
    new PutTraceSegmentsCommand({ TraceSegmentDocuments: documents.map((raw) => JSON.stringify(raw)) }),
  );
const sizeOf = (document: Raw) => Buffer.byteLength(JSON.stringify(document));
const names = async () => nodesOf(await local.graph()).map((node) => node.split('|')[0]);
const tens = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe('late documents', () => {
  test('are accepted at once and visible when the time has come, not before', async () => {
    await start({ kind: 'late', seconds: 30 });
    expect((await send(service(1))).UnprocessedTraceSegments).toEqual([]);
    clock += 29.9;
    expect(await names()).toEqual([]);
    expect(local.xray.health()).toMatchObject({ documents: { accepted: 1, late: 1 }, traces: 0 });
    clock += 0.2;
    expect(await names()).toEqual(['s1']);
    expect(local.xray.health()).toMatchObject({ documents: { accepted: 1, late: 0 }, traces: 1 });
  });

  test('that nobody could take are refused at once', async () => {
    await start({ kind: 'late', seconds: 30 });
    const { UnprocessedTraceSegments } = await send({ ...service(1), trace_id: 'x' });
    expect(UnprocessedTraceSegments).toMatchObject([{ ErrorCode: 'InvalidTraceId' }]);
    expect(local.xray.health().documents).toMatchObject({ accepted: 0, refused: 1, late: 0 });
  });

  test('are judged by their times when they are sent, not when they are due', async () => {
    await start({ kind: 'late', seconds: 31 * 86_400 });
    const old = { ...service(1), start_time: T0 - 31 * 86_400 };
    const { UnprocessedTraceSegments } = await send(old, service(2));
    expect(UnprocessedTraceSegments).toMatchObject([{ Id: spanId(1), ErrorCode: 'InvalidSegment' }]);
    clock += 31 * 86_400;
    expect(local.xray.health()).toMatchObject({ documents: { late: 0, dropped: 0 }, traces: 1 });
  });

  test('that find their trace full when their time has come are counted as dropped', async () => {
    await start({ kind: 'late', seconds: 30 });
    const metadata = { large: 'x'.repeat(60_000) };
    local.put(...Array.from({ length: 300 }, (_, n) => segment(n, 'web', [0, 1], { metadata })));
    expect(local.xray.health().documents).toMatchObject({ accepted: 300, late: 300, dropped: 0 });
    clock += 30;
    const { documents, traces } = local.xray.health();
    expect([documents.accepted, documents.late, traces]).toEqual([300, 0, 1]);
    // Of 300 documents of 60 KB 16 MB are kept.
    expect(documents.dropped).toBe(
      300 - Math.floor((16 * 1024 * 1024) / sizeOf(segment(1, 'web', [0, 1], { metadata }))),
    );
  });

  test('a share of the traces is late, all documents of each, and the same ones every time', async () => {
    await start({ kind: 'late', seconds: 30, share: 0.5 });
    const both = tens.map((n) => ({ ...service(n), id: spanId(100 + n), name: `s${n}` }));
    await send(...tens.map(service));
    const first = await names();
    await send(...both);
    expect(await names()).toEqual(first);
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(10);
    expect(local.xray.health().documents.late).toBe(2 * (10 - first.length));
    clock += 30;
    expect(await names()).toHaveLength(10);
  });

  /** s1 is due after thirty seconds; the same document under another name after ten. */
  const sendTwo = async () => {
    await start({ kind: 'late', seconds: 30 });
    await send(service(1));
    const faults: readonly Fault[] = [{ kind: 'late', seconds: 10 }];
    await fetch(`${local.url}/_control/faults`, { method: 'PUT', body: JSON.stringify({ faults }) });
    await send({ ...service(1), name: 'early' });
  };

  test('stay due when they were although the plan is replaced', async () => {
    await sendTwo();
    clock += 10;
    expect(await names()).toEqual(['early']);
    clock += 20;
    expect(await names()).toEqual(['s1']);
  });

  test('enter in the order of their times, not of their arrival', async () => {
    await sendTwo();
    clock += 30;
    expect(await names()).toEqual(['s1']);
  });

  test('come before a document that is sent after their time', async () => {
    await start({ kind: 'late', seconds: 30 });
    await send(service(1));
    await fetch(`${local.url}/_control/faults`, { method: 'DELETE' });
    clock += 30;
    local.put({ ...service(1), name: 'newer' });
    expect(await names()).toEqual(['newer']);
  });
});

describe('documents taken twice', () => {
  test('are counted apart and seen once', async () => {
    await start({ kind: 'duplicate' });
    await send(...tens.map(service));
    expect(local.xray.health()).toMatchObject({ documents: { accepted: 10, duplicated: 10 }, traces: 10 });
    const [first] = await local.graph();
    expect(first?.SummaryStatistics?.TotalCount).toBe(1);
  });

  test('wait as two when they are late as well', async () => {
    await start({ kind: 'duplicate' }, { kind: 'late', seconds: 30 });
    await send(service(1));
    expect(local.xray.health().documents).toMatchObject({ accepted: 1, duplicated: 1, late: 2 });
  });

  test('never change a graph', async () => {
    await start();
    await fc.assert(
      fc.asyncProperty(anyDocuments, async (documents) => {
        const twice = await startXRay({ faults: { faults: [{ kind: 'duplicate', share: 0.7 }] } });
        const once = await startXRay();
        const own = withOwnIds(documents);
        for (const running of [twice, once]) running.put(...own);
        expect(await twice.graph()).toEqual(await once.graph());
        await twice.stop();
        await once.stop();
      }),
      { numRuns: 50 },
    );
  });
});

describe('unprocessed documents', () => {
  test('are answered by id with the code of the plan, and taken when they are sent again', async () => {
    await start({ kind: 'unprocessed', times: 1, code: 'InternalFailure' });
    const message = { ErrorCode: 'InternalFailure', Message: 'Refused by the fault plan' };
    const answer = await send(service(1), service(2));
    expect(answer.UnprocessedTraceSegments).toEqual([{ Id: spanId(1), ...message }]);
    expect(await names()).toEqual(['s2']);
    expect((await send(service(1))).UnprocessedTraceSegments).toEqual([]);
    expect(await names()).toEqual(['s1', 's2']);
    expect(local.xray.health().documents).toMatchObject({ accepted: 2, refused: 1 });
  });

  test('a rate refuses a part of them, as throttled', async () => {
    await start({ kind: 'unprocessed', rate: 0.5 });
    const { UnprocessedTraceSegments = [] } = await send(...tens.map(service));
    expect(new Set(UnprocessedTraceSegments.map(({ ErrorCode }) => ErrorCode))).toEqual(
      new Set(['ThrottledException']),
    );
    expect(UnprocessedTraceSegments.length + (await names()).length).toBe(10);
    expect(UnprocessedTraceSegments.length).toBeLessThan(10);
  });
});
