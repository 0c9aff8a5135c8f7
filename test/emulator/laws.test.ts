import {
  BatchGetTracesCommand,
  type Edge,
  GetTraceSummariesCommand,
  type Service,
} from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { operations } from '../../emulator/operations/table';
import type { XRayLocalOptions } from '../../emulator/server';
import { anyDocument, anyDocuments, withOwnIds } from './support/arbitraries';
import { type Raw, segment, T0, traceId } from './support/documents';
import { edgesIn, keyOf, ledger, massOf } from './support/ledger';
import { type Running, startXRay } from './support/xray';

async function withXRay<T>(options: XRayLocalOptions, use: (local: Running) => Promise<T>): Promise<T> {
  const local = await startXRay(options);
  try {
    return await use(local);
  } finally {
    await local.stop();
  }
}

function expectSound(part: Service | Edge): void {
  const {
    OkCount = 0,
    ErrorStatistics: error,
    FaultStatistics: fault,
    TotalCount = 0,
    TotalResponseTime = 0,
  } = part.SummaryStatistics ?? {};
  const errors = error?.TotalCount ?? 0;
  const faults = fault?.TotalCount ?? 0;
  expect(TotalCount).toBe(OkCount + errors + faults);
  expect(errors).toBe((error?.ThrottleCount ?? 0) + (error?.OtherCount ?? 0));
  expect(faults).toBe(fault?.OtherCount ?? 0);
  expect(massOf(part.ResponseTimeHistogram)).toBe(TotalCount);
  const seconds = (part.ResponseTimeHistogram ?? []).reduce(
    (sum, { Value = 0, Count = 0 }) => sum + Value * Count,
    0,
  );
  expect(TotalResponseTime).toBeCloseTo(seconds, 6);
}

describe('laws of the service graph', () => {
  test('for any documents counts add up, histograms weigh as much, and every edge leads to a service', async () => {
    let edges = 0;
    await fc.assert(
      fc.asyncProperty(anyDocuments, (documents) =>
        withXRay({}, async (local) => {
          expect(local.put(...documents)).toEqual({ accepted: documents.length, unprocessed: [] });
          const graph = await local.graph();
          for (const service of graph) {
            expectSound(service);
            expect(massOf(service.DurationHistogram)).toBe(service.SummaryStatistics?.TotalCount ?? 0);
            expect(service.State === 'active' || service.State === 'unknown').toBe(true);
          }
          for (const { edge, target } of edgesIn(graph)) {
            edges += 1;
            expect(target).toBeDefined();
            if (edge.EdgeType === 'link')
              expect([edge.SummaryStatistics, edge.ResponseTimeHistogram]).toEqual([{}, []]);
            else expectSound(edge);
          }
        }),
      ),
      { numRuns: 300 },
    );
    expect(edges).toBeGreaterThan(300);
  });

  test('splitting a range anywhere conserves every count and every histogram entry', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocuments, fc.integer({ min: 1, max: 299 }), (documents, cut) =>
        withXRay({}, async (local) => {
          local.put(...documents);
          const parts = [await local.graph(0, cut), await local.graph(cut, 300)];
          expect(ledger(...parts)).toEqual(ledger(await local.graph(0, 300)));
        }),
      ),
    );
  });

  test('the order in which documents arrive, and sending them again, change nothing', async () => {
    const shuffled = anyDocuments
      .map(withOwnIds)
      .chain((documents) =>
        fc.tuple(fc.constant(documents), fc.shuffledSubarray(documents, { minLength: documents.length })),
      );
    const ledgerOf = (documents: readonly Raw[]) =>
      withXRay({}, async (local) => {
        local.put(...documents);
        return ledger(await local.graph());
      });
    await fc.assert(
      fc.asyncProperty(shuffled, async ([documents, others]) => {
        const expected = await ledgerOf(documents);
        expect(await ledgerOf(others)).toEqual(expected);
        expect(await ledgerOf([...others, ...documents])).toEqual(expected);
      }),
    );
  });

  test('the page size never changes the graph', async () => {
    await fc.assert(
      fc.asyncProperty(anyDocuments, fc.integer({ min: 1, max: 5 }), async (documents, pageSize) => {
        const graphs = [{}, { pageSize }].map((options) =>
          withXRay(options, async (local) => {
            local.put(...documents);
            return local.graph();
          }),
        );
        const [whole, paged] = await Promise.all(graphs);
        expect(paged).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });
});

describe('fuzzed documents', () => {
  const stranger = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(anyDocument, fc.string(), fc.jsonValue())
      .map(([raw, key, value]) => JSON.stringify({ ...raw, [key]: value })),
    fc
      .tuple(
        anyDocument,
        fc.constantFrom(
          'id',
          'name',
          'start_time',
          'subsegments',
          'links',
          'http',
          'aws',
          'sql',
          'annotations',
        ),
        fc.jsonValue(),
      )
      .map(([raw, key, value]) => JSON.stringify({ ...raw, [key]: value })),
  );

  test('each is either taken or answered, queries still work, and a good document after them counts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stranger, { maxLength: 10 }), (texts) =>
        withXRay({}, async (local) => {
          const { accepted, unprocessed } = local.xray.ingest(texts);
          expect(accepted + unprocessed.length).toBe(texts.length);
          for (const refused of unprocessed) expect(refused.Message).not.toBe('');
          local.put({ ...segment(999, 'good', [1, 2]) });
          const graph = await local.graph();
          expect(graph.map(keyOf)).toContain('good|undefined|undefined');
          const answer = await local.client.send(
            new BatchGetTracesCommand({ TraceIds: [1, 2, 3].map((n) => traceId(n)) }),
          );
          expect(answer.UnprocessedTraceIds).toEqual([]);
          const range = { StartTime: new Date((T0 - 60) * 1000), EndTime: new Date((T0 + 300) * 1000) };
          const { TraceSummaries } = await local.client.send(new GetTraceSummariesCommand(range));
          expect(TraceSummaries).not.toEqual([]);
        }),
      ),
      { numRuns: 300 },
    );
  });

  test('nesting that would break a recursive reader is refused, not survived by luck', async () => {
    await withXRay({}, async (local) => {
      const deep = `{"metadata":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
      expect(local.xray.ingest([deep]).unprocessed).toMatchObject([
        { Message: 'document is nested too deep' },
      ]);
    });
  });
});

test('whatever is posted to any path is answered as AWS would, never as an internal failure', async () => {
  const path = fc.oneof(fc.constantFrom(...operations.keys()), fc.webPath());
  const member = fc.constantFrom(
    'StartTime',
    'EndTime',
    'TraceIds',
    'NextToken',
    'FilterExpression',
    'TraceSegmentDocuments',
  );
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc.dictionary(member, fc.jsonValue()).map((input) => JSON.stringify(input)),
  );
  await withXRay({}, (local) =>
    fc.assert(
      fc.asyncProperty(path, body, async (where, what) => {
        const answer = await fetch(`${local.url}${where}`, { method: 'POST', body: what });
        const reply: unknown = await answer.json();
        expect(answer.status).toBeLessThan(500);
        if (answer.status !== 200) {
          expect(answer.headers.get('x-amzn-errortype')).toMatch(/^\w+$/);
          expect(reply).toEqual({ Message: expect.stringMatching(/./) });
        }
      }),
      { numRuns: 300 },
    ),
  );
});
