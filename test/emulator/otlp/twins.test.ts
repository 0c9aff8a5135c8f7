import { BatchGetTracesCommand } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { type Raw, spanId, traceId } from '../support/documents';
import { exportOf, KIND, LOCAL, REMOTE, send, span } from '../support/otlp';
import { type Running, startXRay } from '../support/xray';

/** Keys that mean something, and keys that do not. */
const key = fc.oneof(
  fc.constantFrom(
    'http.method',
    'http.response.status_code',
    'url.full',
    'server.address',
    'server.port',
    'rpc.system',
  ),
  fc.constantFrom(
    'aws.table_name',
    'aws.region',
    'db.system',
    'db.name',
    'peer.service',
    'aws.span.kind',
    'enduser.id',
  ),
  fc.constantFrom(
    'aws.xray.annotations',
    'service.name',
    'cloud.platform',
    'exception.stacktrace',
    '__proto__',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const text = fc.oneof(
  fc.constantFrom('aws-api', 'mysql', 'LOCAL_ROOT', 'https://a/b', 'aws_ecs', '    at f (a.js:1:2)'),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);
const { value } = fc.letrec<{ value: Raw }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text.map((stringValue) => ({ stringValue })),
    fc.boolean().map((boolValue) => ({ boolValue })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((int) => ({ intValue: String(int) })),
    fc.integer({ min: 100, max: 600 }).map((int) => ({ intValue: String(int) })),
    fc
      .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom('NaN', '-Infinity'))
      .map((doubleValue) => ({ doubleValue })),
    fc.uint8Array({ maxLength: 5 }).map((bytes) => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc
      .array(fc.record({ key, value: tie('value') }), { maxLength: 3 })
      .map((values) => ({ kvlistValue: { values } })),
    fc.constant({}),
  ),
}));
const attributes = fc.array(fc.record({ key, value }), { maxLength: 6 });
const id = fc.integer({ min: 1, max: 9 }).map(spanId);
const link = fc.record({ traceId: fc.constant('ab'.repeat(16)), spanId: id, attributes });
const event = fc.record({ name: fc.constantFrom('exception', 'log'), attributes });
const anySpan = fc.record({
  name: text,
  kind: fc.constantFrom(0, 9, ...Object.values(KIND)),
  parentSpanId: fc.oneof(id, fc.constant('')),
  flags: fc.constantFrom(0, REMOTE, LOCAL),
  attributes,
  events: fc.array(event, { maxLength: 2 }),
  links: fc.array(link, { maxLength: 2 }),
  status: fc.record({ code: fc.nat(2), message: text }),
});
const times = fc.tuple(fc.nat(1000), fc.nat(1000));
const spans = fc.array(fc.tuple(anySpan, times), { minLength: 1, maxLength: 4 });

let twins: readonly Running[];
beforeAll(async () => {
  twins = await Promise.all([startXRay(), startXRay()]);
});
afterAll(() => Promise.all(twins.map((twin) => twin.stop())));

/** What an X-Ray Local has of a trace. */
async function stored({ client }: Running, id: string) {
  const { Traces } = await client.send(new BatchGetTracesCommand({ TraceIds: [id] }));
  return (Traces?.[0]?.Segments ?? []).map(({ Document }) => Document).sort();
}

test('a request in JSON and the same in protobuf give byte-equal documents and equal answers', async () => {
  const [one, other] = twins;
  if (!one || !other) throw new Error('no twins');
  let run = 0;
  let documents = 0;
  await fc.assert(
    fc.asyncProperty(attributes, spans, async (resource, list) => {
      const trace = traceId(++run);
      const own = { traceId: trace.slice(2).replace('-', '') };
      const made = list.map(([more, when], n) => span(n + 1, 'x', { ...more, ...own }, when));
      const request = exportOf(resource, ...made);
      expect(await send(other.url, request, 'protobuf', true)).toMatchObject({
        answer: (await send(one.url, request, 'json')).answer,
      });
      const texts = await stored(one, trace);
      expect(await stored(other, trace)).toEqual(texts);
      documents += texts.length;
    }),
    { numRuns: 200 },
  );
  expect(documents).toBeGreaterThan(200);
});
