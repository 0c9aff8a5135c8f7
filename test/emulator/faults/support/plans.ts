import fc from 'fast-check';
import type { DocumentFault, FaultPlan, RequestFault } from '../../../../emulator/faults/plan';

const share = fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs);
const optional = { requiredKeys: [] };
const howOften = fc.record({ rate: share, times: fc.integer({ min: 1, max: 9 }) }, optional);
const where = fc.record(
  {
    operations: fc.subarray(['GetServiceGraph', 'GetTraceSummaries', 'PutTraceSegments'], { minLength: 1 }),
    fromPage: fc.integer({ min: 1, max: 4 }),
  },
  optional,
);
const anyError = fc.oneof(
  fc.constantFrom('throttle', 'internal', 'unavailable', 'invalidRequest', 'expiredNextToken', 'reset'),
  fc.record({
    code: fc.constant('Odd'),
    status: fc.integer({ min: 400, max: 599 }),
    message: fc.constant('odd'),
  }),
) as fc.Arbitrary<Extract<RequestFault, { kind: 'error' }>['error']>;
const seconds = fc.integer({ min: -1000, max: 1000 });

/** Members drawn apart and put together. */
const joined = <A extends object, B extends object, C extends object>(
  a: fc.Arbitrary<A>,
  b: fc.Arbitrary<B>,
  c: fc.Arbitrary<C>,
): fc.Arbitrary<A & B & C> => fc.tuple(a, b, c).map(([x, y, z]) => ({ ...x, ...y, ...z }));

/** Any fault of a request or its answer. */
export const anyRequestFault: fc.Arbitrary<RequestFault> = fc.oneof(
  joined(fc.record({ kind: fc.constant('error' as const), error: anyError }), where, howOften),
  joined(
    fc.record({
      kind: fc.constant('script' as const),
      steps: fc.array(fc.oneof(fc.constant('ok' as const), anyError), { minLength: 1, maxLength: 5 }),
    }),
    where,
    fc.record({ repeat: fc.boolean() }, optional),
  ),
  joined(
    fc.record({
      kind: fc.constant('latency' as const),
      milliseconds: fc.oneof(fc.nat(99), fc.tuple(fc.nat(9), fc.integer({ min: 9, max: 99 }))),
    }),
    where,
    howOften,
  ),
  joined(fc.record({ kind: fc.constant('truncate' as const), share }), where, howOften),
  joined(
    fc.record({ kind: fc.constant('clockSkew' as const), seconds }),
    where,
    fc.record(
      { in: fc.constantFrom('operations' as const, 'dateHeader' as const, 'both' as const) },
      optional,
    ),
  ),
);

/** Any fault of documents. */
export const anyDocumentFault: fc.Arbitrary<DocumentFault> = fc.oneof(
  fc.record(
    { kind: fc.constant('late' as const), seconds: fc.nat(100), share },
    { requiredKeys: ['kind', 'seconds'] },
  ),
  fc.record({ kind: fc.constant('duplicate' as const), share }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('unprocessed' as const), rate: share }, { requiredKeys: ['kind'] }),
);

/** Any plan that is allowed. */
export const anyPlan: fc.Arbitrary<FaultPlan> = fc.record(
  {
    seed: fc.integer(),
    faults: fc.array(fc.oneof(anyRequestFault, anyDocumentFault), { maxLength: 6 }),
  },
  { requiredKeys: ['faults'] },
);
