import { CreateGroupCommand } from '@aws-sdk/client-xray';
import { GraphDecoder } from '../../../../analysis/graph/decode';
import { xrayTraces } from '../../../../functions/adapters/xray/traces';
import type { EvidenceQuery, GraphPage, Traces } from '../../../../functions/watch/ports';
import { segment, subsegment, T0, toHost, toTable, traceId } from '../../../emulator/support/documents';
import { type Running, startXRay } from '../../../emulator/support/xray';

const window = { start: T0, end: T0 + 300 };
/** X-Ray takes backslashes in names of segments, and anything in what a call says of its target. */
const odd = { caller: 'web\\', table: 'or"ders\\"' };

let running: Running;
let traces: Traces;
let requests: number;

async function begin(options: Parameters<typeof startXRay>[0] = {}): Promise<void> {
  running = await startXRay(options);
  requests = 0;
  running.xray.on('request', () => {
    requests += 1;
  });
  traces = xrayTraces(running.client);
}
afterEach(() => running.stop());

async function pagesOf(from: Traces = traces): Promise<GraphPage[]> {
  const pages: GraphPage[] = [];
  for await (const page of from.serviceGraph(window)) pages.push(page);
  return pages;
}

function decoded(pages: readonly GraphPage[]) {
  const decoder = new GraphDecoder(window, []);
  for (const { services } of pages) decoder.add(services);
  return decoder.finish();
}

/** One trace: web calls a table and a host, at the n-th second. */
const trace = (n: number, more: { name?: string; table?: string; fault?: boolean } = {}) =>
  segment(n * 10, more.name ?? 'web', [n, n + 0.5], {
    trace_id: traceId(n, T0 + n),
    ...(more.fault ? { fault: true } : {}),
    subsegments: [
      subsegment(n * 10 + 1, 'DynamoDB', [n, n + 0.1], toTable(more.table ?? 'orders')),
      subsegment(n * 10 + 2, 'api.example.com', [n + 0.1, n + 0.4], toHost('api.example.com')),
    ],
  });

describe('the service graph behind the port', () => {
  test('page breaks do not change what is decoded', async () => {
    const documents = Array.from({ length: 5 }, (_, i) => trace(i + 1));
    await begin();
    running.put(...documents);
    const whole = await pagesOf();
    await running.stop();
    await begin({ pageSize: 1 });
    running.put(...documents);
    const single = await pagesOf();
    expect([whole.length, single.length]).toEqual([1, 4]);
    expect(decoded(whole).graph.edges).toHaveLength(3);
    expect(decoded(single)).toEqual(decoded(whole));
  });

  test('a window longer than six hours is refused before any call, one of six hours is answered', async () => {
    await begin();
    running.put(trace(1));
    const longer = { start: T0 - 21_301, end: T0 + 300 };
    await expect(traces.serviceGraph(longer)[Symbol.asyncIterator]().next()).rejects.toThrow(
      new RangeError(
        'X-Ray answers at most 6 hours at once; 2026-11-21T06:04:59Z..2026-11-21T12:05:00Z is longer',
      ),
    );
    await expect(traces.traceSummaries({ window: longer, target: 'web', limit: 1 })).rejects.toThrow(
      RangeError,
    );
    expect(requests).toBe(0);
    const longest = { ...longer, start: longer.start + 1 };
    const page = await traces.serviceGraph(longest)[Symbol.asyncIterator]().next();
    expect(page.value).toMatchObject({ containsOldGroupVersions: false });
    expect((await traces.traceSummaries({ window: longest, target: 'web', limit: 1 })).traces).toHaveLength(
      1,
    );
    expect(requests).toBe(2);
  });

  test('throttled calls are made again, and the pages are all there', async () => {
    await begin({ pageSize: 2 });
    running.put(trace(1));
    running.xray.failNext(2);
    expect(decoded(await pagesOf()).graph.edges).toHaveLength(3);
    expect(requests).toBe(2 + 2);
  });

  test('the group is asked for, and one that X-Ray does not have rejects', async () => {
    await begin();
    running.put(trace(1));
    expect(await pagesOf(xrayTraces(running.client, 'Default'))).toHaveLength(1);
    await expect(pagesOf(xrayTraces(running.client, 'nowhere'))).rejects.toThrow(
      'Group nowhere was not found',
    );
  });

  test('an empty graph is one page without services', async () => {
    await begin();
    expect(await pagesOf()).toEqual([{ services: [], containsOldGroupVersions: false }]);
  });
});

describe('traces in full behind the port', () => {
  test('come with every document over page breaks, those that X-Ray inferred included', async () => {
    await begin({ batchPageSize: 1 });
    running.put(trace(1), trace(2), trace(3));
    const ids = [1, 2, 3].map((n) => traceId(n, T0 + n));
    const { traces: found } = await traces.traceDocuments(ids);
    expect(found.map(({ id }) => id).sort()).toEqual(ids);
    expect(requests).toBe(3);
    for (const { documents } of found)
      expect(documents.map((text) => JSON.parse(text).name)).toContain('web');
  });

  test('that X-Ray does not have are absent, and none asked for is no request', async () => {
    await begin();
    running.put(trace(1));
    const { traces: found } = await traces.traceDocuments([traceId(1, T0 + 1), traceId(99)]);
    expect(found.map(({ id }) => id)).toEqual([traceId(1, T0 + 1)]);
    expect(await traces.traceDocuments([])).toEqual({ traces: [] });
    expect(requests).toBe(1);
  });

  test('are refused before any call where more are asked for than X-Ray answers at once', async () => {
    await begin();
    await expect(traces.traceDocuments([1, 2, 3, 4, 5, 6].map((n) => traceId(n)))).rejects.toThrow(
      new RangeError('X-Ray answers at most 5 traces at once, asked for 6'),
    );
    expect(requests).toBe(0);
  });
});

describe('trace summaries behind the port', () => {
  const ask = (query: Partial<EvidenceQuery>) =>
    traces.traceSummaries({ window, target: 'orders', limit: 100, ...query });
  const ids = async (query: Partial<EvidenceQuery>) => (await ask(query)).traces.map(({ id }) => id);

  test('an edge finds the traces through it, a service those through it, newest first', async () => {
    await begin();
    running.put(trace(1), trace(2, { name: 'batch' }), trace(3, { table: 'stock' }), trace(4));
    const id = (n: number) => traceId(n, T0 + n);
    expect(await ids({ source: 'web', target: 'orders' })).toEqual([id(4), id(1)]);
    expect(await ids({ source: 'batch', target: 'orders' })).toEqual([id(2)]);
    expect(await ids({ source: 'orders', target: 'web' })).toEqual([]);
    expect(await ids({ target: 'orders' })).toEqual([id(4), id(2), id(1)]);
    expect(await ids({ target: 'api.example.com' })).toEqual([id(4), id(3), id(2), id(1)]);
  });

  test('a trace comes with its time, its length and its failures', async () => {
    await begin();
    running.put(trace(7, { fault: true }));
    expect((await ask({})).traces).toEqual([
      {
        id: traceId(7, T0 + 7),
        startTime: T0 + 7,
        durationSeconds: 0.5,
        fault: true,
        error: false,
        throttle: false,
      },
    ]);
  });

  test('quotes and backslashes in a name end no filter and match to the character', async () => {
    await begin();
    running.put(trace(1, { name: odd.caller, table: odd.table }), trace(2));
    const id = traceId(1, T0 + 1);
    expect(await ids({ source: odd.caller, target: odd.table })).toEqual([id]);
    expect(await ids({ target: odd.table })).toEqual([id]);
    for (const target of ['or"ders', 'orders\\"', '\\', '"', '") OR service("orders', 'orders") AND fault']) {
      expect({ target, found: await ids({ target }) }).toEqual({ target, found: [] });
      expect({ target, found: await ids({ source: 'web', target }) }).toEqual({ target, found: [] });
    }
  });

  test.each([
    [
      'no more than the limit come back, and every scanned trace is counted',
      'orders',
      4,
      { found: 4, scanned: 6 },
    ],
    ['a limit on the edge of a page asks for no further page', 'orders', 6, { found: 6, scanned: 6 }],
    ['a limit beyond what there is ends with the last page', 'orders', 100, { found: 10, scanned: 10 }],
    ['where nothing matches, the limit ends the scan', 'nobody', 4, { found: 0, scanned: 6 }],
  ])('%s', async (_, target, limit, expected) => {
    await begin({ tracePageSize: 3 });
    running.put(...Array.from({ length: 10 }, (_, i) => trace(i + 1)));
    const { traces: found, scanned } = await ask({ target, limit });
    expect({ found: found.length, scanned }).toEqual(expected);
    expect(requests).toBe(Math.ceil(scanned / 3));
    const newest = found.map(({ id }) => id);
    expect(newest).toEqual(Array.from({ length: found.length }, (_, i) => traceId(10 - i, T0 + 10 - i)));
  });

  test('what X-Ray refuses rejects with its own words', async () => {
    await begin();
    const old = { start: T0 - 31 * 86_400, end: T0 - 31 * 86_400 + 300 };
    await expect(ask({ window: old })).rejects.toThrow('StartTime cannot be more than 30 days ago');
  });
});

describe('trace summaries of a window behind the port', () => {
  const idsOf = (summaries: readonly unknown[]) => summaries.map((one) => (one as { Id: string }).Id);

  test.each([
    ['all that began in it, newest first', 100, { found: 10, scanned: 10 }],
    ['no more than asked for, of pages that are billed whole', 4, { found: 4, scanned: 6 }],
    ['no page beyond the one that is enough', 3, { found: 3, scanned: 3 }],
  ])('are %s', async (_, limit, expected) => {
    await begin({ tracePageSize: 3 });
    running.put(...Array.from({ length: 10 }, (_, i) => trace(i + 1)));
    const { summaries, scanned } = await traces.windowSummaries(window, limit);
    expect({ found: summaries.length, scanned }).toEqual(expected);
    expect(requests).toBe(Math.ceil(scanned / 3));
    const newest = Array.from({ length: summaries.length }, (_, i) => traceId(10 - i, T0 + 10 - i));
    expect(idsOf(summaries)).toEqual(newest);
    expect(summaries[0]).toMatchObject({
      IsPartial: false,
      EntryPoint: { Name: 'web' },
      ServiceIds: expect.arrayContaining([
        expect.objectContaining({ Name: 'orders', Type: 'AWS::DynamoDB::Table' }),
      ]),
    });
  });

  test('are those of the group where one is watched, and all of them for the group of everything', async () => {
    await begin();
    await running.client.send(
      new CreateGroupCommand({ GroupName: 'batches', FilterExpression: 'service("batch")' }),
    );
    running.put(trace(1), trace(2, { name: 'batch' }));
    const found = async (group?: string) =>
      idsOf((await xrayTraces(running.client, group).windowSummaries(window, 100)).summaries);
    expect(await found('batches')).toEqual([traceId(2, T0 + 2)]);
    expect(await found('Default')).toHaveLength(2);
    expect(await found()).toHaveLength(2);
  });

  test('are asked for without sampling, by the time in the trace id', async () => {
    await begin();
    running.put(trace(1));
    const inputs: unknown[] = [];
    running.client.middlewareStack.add(
      (next) => (args) => {
        inputs.push(args.input);
        return next(args);
      },
      { step: 'initialize' },
    );
    await traces.windowSummaries(window, 100);
    expect(inputs).toEqual([
      { StartTime: new Date(T0 * 1000), EndTime: new Date((T0 + 300) * 1000), Sampling: false },
    ]);
  });
});
