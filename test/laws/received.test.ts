import fc from 'fast-check';
import { decodeGraph } from '../../analysis/graph/decode';
import { bytes, isSettlement, run, settings, stride } from './drive';
import { type Plan, plans, servicesAt } from './history';

const window = { start: 0, end: 300 };
const hostileNames = [
  '__proto__',
  'constructor',
  'toString',
  '>',
  '>>',
  '|',
  '%',
  '%7C',
  '\u0000',
  '\ud800',
  ' ',
  '169.254.169.254',
  '.',
  'A'.repeat(5_000),
];
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withObjectString: true, maxDepth: 2, maxKeys: 4 }),
  fc.constantFrom<unknown>(
    null,
    undefined,
    Number.NaN,
    -0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    0.5,
    '1',
    [],
    {},
    { toString: null, valueOf: null },
  ),
  fc.constantFrom<unknown>(...hostileNames),
);
/** A field as it should be, most of the time. */
const mostly = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 7, arbitrary: good }, { weight: 1, arbitrary: anything });
/** An object with some of its fields missing. */
const broken = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  mostly(fc.record(fields, { requiredKeys: Object.keys(fields).slice(0, 2) }));

const count = mostly(fc.nat(40));
const histogram = mostly(
  fc.array(broken({ Value: mostly(fc.double({ min: 0, max: 30, noNaN: true })), Count: count }), {
    maxLength: 4,
  }),
);
const statistics = broken({
  TotalCount: count,
  OkCount: count,
  ErrorStatistics: broken({ ThrottleCount: count, OtherCount: count, TotalCount: count }),
  FaultStatistics: broken({ OtherCount: count, TotalCount: count }),
  TotalResponseTime: mostly(fc.double({ min: 0, max: 900, noNaN: true })),
});
const reference = mostly(fc.nat(4));
const edge = broken({
  ReferenceId: reference,
  SummaryStatistics: statistics,
  EdgeType: mostly(fc.constantFrom('link', undefined)),
  ResponseTimeHistogram: histogram,
  ReceivedEventAgeHistogram: histogram,
});
const service = broken({
  ReferenceId: reference,
  Name: mostly(fc.constantFrom('a', 'b', 'c', ...hostileNames)),
  Type: mostly(fc.constantFrom('client', 'remote', 'AWS::Lambda::Function', null)),
  AccountId: mostly(fc.constantFrom('111122223333', 'all', null)),
  State: mostly(fc.constantFrom('active', 'unknown')),
  Root: mostly(fc.boolean()),
  Edges: mostly(fc.array(edge, { maxLength: 4 })),
  SummaryStatistics: statistics,
  ResponseTimeHistogram: histogram,
});
const pages = fc.array(mostly(fc.array(service, { maxLength: 5 })), { maxLength: 3 });

/** Entries of all lists of edges in the pages: what X-Ray sent, counted without the decoder. */
const edgesIn = (all: readonly unknown[]): number =>
  all
    .filter(Array.isArray)
    .flat()
    .map((entry: unknown) =>
      typeof entry === 'object' && entry !== null && 'Edges' in entry ? entry.Edges : [],
    )
    .reduce<number>((sum, edges) => sum + (Array.isArray(edges) ? edges.length : 0), 0);

describe('Law 10: edges received', () => {
  test('are in the graph, merged into an equal edge, or rejected, for arbitrarily broken pages', () => {
    fc.assert(
      fc.property(pages, (all) => {
        const { graph, rejects, edgesReceived, edgesMerged } = decodeGraph(all, window);
        expect(edgesReceived).toBe(edgesIn(all));
        const rejected = rejects.filter(({ what }) => what === 'edge').length;
        expect(graph.edges.length + edgesMerged + rejected).toBe(edgesReceived);
        for (const { reason } of rejects) expect(reason).not.toBe('');
      }),
      { numRuns: 800 },
    );
  });

  test('come to the graph without loss where the pages are whole', () => {
    fc.assert(
      fc.property(plans(6), fc.nat(5), (plan, index) => {
        const services = servicesAt(plan, index, 900);
        const { graph, rejects, edgesMerged } = decodeGraph([services], window);
        expect(graph.edges).toHaveLength(services.flatMap(({ Edges }) => Edges).length);
        expect(graph.services).toHaveLength(services.length);
        expect(rejects.filter(({ what }) => what === 'edge')).toHaveLength(edgesMerged);
      }),
    );
  });
});

describe('A broken page', () => {
  const calm: Plan = {
    seed: 1,
    windows: 14,
    services: 3,
    edges: [
      {
        source: 0,
        target: 1,
        kind: 'call',
        rate: 12,
        latencySeconds: 0.1,
        faultRatio: 0,
        from: 0,
        to: 99,
        trouble: { what: 'none', from: 0, to: 0, mild: false },
        zeros: false,
        visibleAfter: 0,
      },
    ],
  };
  const learned = run(calm).filter(isSettlement).at(-1);

  test('never makes the line throw, and all it leaves behind has a JSON', () => {
    fc.assert(
      fc.property(pages, (all) => {
        if (learned === undefined) throw new Error('the calm history has a settlement');
        let state = learned.after;
        for (const round of [1, 2, 3]) {
          const start = learned.look.read.window.start + round * settings.windowSeconds;
          const read = {
            window: { start, end: start + settings.windowSeconds },
            kind: 'settlement',
            lagSeconds: 180,
          } as const;
          const taken = stride(state, { read, gap: false, decoded: decodeGraph(all, read.window) });
          expect(JSON.parse(bytes(taken.record)).sequence).toBe(state.sequence + 1);
          expect(bytes(taken.after.baseline)).toContain('"watermark"');
          state = taken.after;
        }
      }),
      { numRuns: 300 },
    );
  });
});
