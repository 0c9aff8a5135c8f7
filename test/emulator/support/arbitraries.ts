import fc from 'fast-check';
import { type Raw, spanId, T0, traceId } from './documents';

/** Few of everything, so that spans meet, collide, adopt each other and form cycles. */
const id = fc.integer({ min: 1, max: 12 }).map(spanId);
const trace = fc.integer({ min: 1, max: 3 }).map((n) => traceId(n));
const name = fc.constantFrom('web', 'api', 'pay', 'S3', 'DynamoDB', 'Secrets Manager');
const rarely = (value: unknown) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constant(value) });

const times = fc
  .tuple(
    fc.double({ min: 0, max: 290, noNaN: true }),
    fc.double({ min: 0, max: 9, noNaN: true }),
    fc.boolean(),
  )
  .map(([start, length, open]): Raw => {
    const start_time = T0 + start;
    return open && length < 2
      ? { start_time, in_progress: true }
      : { start_time, end_time: start_time + length };
  });

const flags = fc.record({ fault: rarely(true), error: rarely(true), throttle: rarely(true) });
const content = fc.record({
  namespace: fc.constantFrom(undefined, 'aws', 'remote', 'local'),
  http: fc.record({
    request: fc.record({
      url: fc.constantFrom(undefined, 'https://a.example/x', 'nonsense'),
      traced: rarely(true),
    }),
    response: fc.record({ status: fc.constantFrom(undefined, 200, 404, 429, 503) }),
  }),
  aws: fc.record({
    table_name: rarely('orders'),
    queue_url: rarely('https://sqs/q'),
    account_id: rarely('123456789012'),
  }),
  origin: fc.constantFrom(undefined, 'AWS::Lambda', 'AWS::Lambda::Function'),
  parent_id: fc.option(id, { nil: undefined }),
});
const links = fc.array(
  fc.record({
    trace_id: trace,
    id,
    attributes: fc.record({ 'aws.xray.reserved.reference_type': fc.constantFrom('parent', 'child') }),
  }),
  { maxLength: 2 },
);

/** A span with children to a depth; at the bottom it has none. */
const spanTo = (depth: number): fc.Arbitrary<Raw> => {
  const children = depth === 0 ? fc.constant([]) : fc.array(spanTo(depth - 1), { maxLength: 2 });
  return fc
    .tuple(fc.record({ id, name }), times, flags, content, children)
    .map(([who, when, how, what, subsegments]): Raw => ({ ...who, ...when, ...how, ...what, subsegments }));
};
const span = spanTo(2);

/** Any document X-Ray Local takes: a segment, or a subsegment sent alone, related to others in any way. */
export const anyDocument: fc.Arbitrary<Raw> = fc
  .tuple(span, trace, links, fc.boolean())
  .map(([raw, trace_id, list, lone]) => ({
    ...raw,
    trace_id,
    links: list,
    ...(lone && raw.parent_id !== undefined ? { type: 'subsegment' } : {}),
  }));

/** A list of documents. */
export const anyDocuments = fc.array(anyDocument, { minLength: 1, maxLength: 12 });

/** Gives every span of a list an id of its own; references to ids go where they may. */
export function withOwnIds(documents: readonly Raw[]): Raw[] {
  let next = 0;
  const renamed = (raw: Raw): Raw => ({
    ...raw,
    id: spanId(++next),
    subsegments: (Array.isArray(raw.subsegments) ? raw.subsegments : []).map(renamed),
  });
  return documents.map(renamed);
}

/** A document with all its times moved by seconds. */
function moved(raw: Raw, seconds: number): Raw {
  const { start_time, end_time } = raw;
  return {
    ...raw,
    start_time: Number(start_time) + seconds,
    ...(typeof end_time === 'number' ? { end_time: end_time + seconds } : {}),
    subsegments: (Array.isArray(raw.subsegments) ? raw.subsegments : []).map((one: Raw) =>
      moved(one, seconds),
    ),
  };
}

/** Documents of the first five hours after T0. */
export const documentsOfHours = fc.array(
  fc.tuple(anyDocument, fc.integer({ min: 0, max: 17_600 })).map(([raw, seconds]) => moved(raw, seconds)),
  { minLength: 1, maxLength: 12 },
);

/** The document before it ended; one in progress is as it is. */
export function opened(raw: Raw): Raw {
  const { end_time: _, ...rest } = raw;
  return { ...rest, in_progress: true };
}

/** A range in the first six hours after T0, in seconds after it: ragged, or on the border of a minute or an hour. */
export const rangeOfHours = fc
  .tuple(border(), border())
  .map(([a, b]): readonly [number, number] => [Math.min(a, b), Math.max(a, b)])
  .filter(([from, to]) => from < to);

function border(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.double({ min: 0, max: 21_600, noNaN: true }).map((seconds) => Math.round(seconds * 1e3) / 1e3),
    fc.integer({ min: 0, max: 360 }).map((minutes) => minutes * 60),
    fc.integer({ min: 0, max: 6 }).map((hours) => hours * 3600),
  );
}
