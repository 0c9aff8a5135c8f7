/** Documents for tests: short to write, in the shape SDKs send them. */

/** Noon of a day in 2026: every test's time zero, epoch seconds. */
export const T0 = 1_795_262_400;

/** A document before it is written as JSON. */
export type Raw = Record<string, unknown>;

/** The n-th span id. */
export const spanId = (n: number) => n.toString(16).padStart(16, '0');

/** The n-th trace id, begun at an epoch second. */
export const traceId = (n: number, epoch = T0) =>
  `1-${epoch.toString(16).padStart(8, '0')}-${n.toString(16).padStart(24, '0')}`;

/** A segment of trace 1: `[start, end]` are seconds after T0. */
export function segment(
  n: number,
  name: string,
  [start, end]: readonly [number, number],
  more: Raw = {},
): Raw {
  return { id: spanId(n), trace_id: traceId(1), name, start_time: T0 + start, end_time: T0 + end, ...more };
}

/** A subsegment nested in a document; without trace id. */
export function subsegment(
  n: number,
  name: string,
  [start, end]: readonly [number, number],
  more: Raw = {},
): Raw {
  return { id: spanId(n), name, start_time: T0 + start, end_time: T0 + end, ...more };
}

/** What makes a subsegment one that is sent on its own. */
export const alone = (parent: number, trace = traceId(1)): Raw => ({
  type: 'subsegment',
  parent_id: spanId(parent),
  trace_id: trace,
});

/** A call to a DynamoDB table. */
export const toTable = (table: string): Raw => ({
  namespace: 'aws',
  aws: { operation: 'PutItem', table_name: table },
});

/** A call to a host by HTTP. */
export const toHost = (host: string): Raw => ({
  namespace: 'remote',
  http: { request: { url: `https://${host}/path`, method: 'GET' }, response: { status: 200 } },
});
