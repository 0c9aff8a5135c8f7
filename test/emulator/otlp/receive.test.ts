import { gzipSync } from 'node:zlib';
import { BatchGetTracesCommand } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import type { Encoding } from '../../../emulator/otlp/schema';
import { type Raw, spanId, T0, traceId } from '../support/documents';
import { attributes, bytesOf, CONTENT_TYPES, exportOf, KIND, post, send, span } from '../support/otlp';
import { countsOf, node, nodesOf } from '../support/sketch';
import { type Running, startXRay } from '../support/xray';

const DAY = 86_400_000;
const WEB = { 'service.name': 'web' };
const ENCODINGS: readonly Encoding[] = ['json', 'protobuf'];

let local: Running;
beforeEach(async () => {
  local = await startXRay();
});
afterEach(() => local.stop());

const stored = async () => {
  const { Traces } = await local.client.send(new BatchGetTracesCommand({ TraceIds: [traceId(1)] }));
  return (Traces?.[0]?.Segments ?? []).map(({ Document = '' }) => Document).sort();
};
const nodes = async () => nodesOf(await local.graph());

describe.each(ENCODINGS)('An export in %s', (encoding) => {
  const contentType = CONTENT_TYPES[encoding];

  test.each([false, true])('is taken and answered in kind, packed: %j', async (packed) => {
    const answer = await send(local.url, exportOf(WEB, span(1, 'GET /')), encoding, packed);
    expect(answer).toEqual({ status: 200, contentType, answer: {} });
    expect(await nodes()).toEqual(['web|', 'web|client']);
  });

  test('without spans is answered as a success', async () => {
    expect(await send(local.url, {}, encoding)).toMatchObject({ status: 200, answer: {} });
    expect(
      await post(local.url, Buffer.from(encoding === 'json' ? '{}' : ''), { 'content-type': contentType }),
    ).toMatchObject({ status: 200 });
  });

  test('that is taken in part says how many spans were refused and why, and keeps the others', async () => {
    const bad = [span(2, 'x', { traceId: '12' }), span(3, 'x', { traceId: '34' }), span(4, 'x', {}, [0, -1])];
    expect(await send(local.url, exportOf(WEB, span(1, 'GET /'), ...bad), encoding)).toEqual({
      status: 200,
      contentType,
      answer: {
        partialSuccess: {
          rejectedSpans: '3',
          errorMessage: `2 x traceId must be 16 bytes, not all zero (first: ${spanId(2)}); 1 x end_time must not be before start_time (first: ${spanId(4)})`,
        },
      },
    });
    expect(await stored()).toHaveLength(1);
  });

  test.each<[string, Buffer]>([
    ['is broken off', bytesOf(exportOf(WEB, span(1, 'GET /')), encoding).subarray(0, -3)],
    ['is something else', Buffer.from(encoding === 'json' ? '[]' : [0x0f, 0xff])],
    [
      'nests without end',
      Buffer.from(encoding === 'json' ? `{"resourceSpans":${'['.repeat(1e6)}` : nested(10_000)),
    ],
    ['nests deeper than messages may', encoding === 'json' ? bytesOf(nestedRequest(), 'json') : nested(200)],
  ])('that %s is refused as a whole with a status', async (_, bytes) => {
    const answer = await post(local.url, bytes, { 'content-type': contentType });
    expect(answer).toEqual({
      status: 400,
      contentType,
      answer: {
        message: expect.stringMatching(
          new RegExp(`^Request body is no ExportTraceServiceRequest in ${encoding}: `),
        ),
      },
    });
  });

  test('is refused above 5 MB, packed and not, however small it is packed', async () => {
    const headers = { 'content-type': contentType };
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(250_000);
    const before = process.memoryUsage().rss;
    const answer = await post(local.url, bomb, { ...headers, 'content-encoding': 'gzip' });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    const refusal = { status: 413, contentType, answer: { message: expect.stringContaining('5242880') } };
    expect(answer).toEqual(refusal);
    expect(await post(local.url, Buffer.alloc(5 * 1024 * 1024 + 1), headers)).toEqual(refusal);
    expect(await post(local.url, Buffer.alloc(5 * 1024 * 1024), headers)).toMatchObject({ status: 400 });
  });

  test('that says gzip and is none is refused', async () => {
    const headers = { 'content-type': contentType, 'content-encoding': 'gzip' };
    const answer = { message: expect.stringMatching(/not gzip/) };
    expect(await post(local.url, Buffer.from('{}'), headers)).toEqual({ status: 400, contentType, answer });
    expect(await post(local.url, gzipSync('{}').subarray(0, -4), headers)).toMatchObject({
      status: 400,
      answer,
    });
  });

  test('of 10,000 spans is taken, of one more refused', async () => {
    const spans = (count: number) => Array.from({ length: count }, (_, n) => span(n + 1, 'GET /'));
    expect(await send(local.url, exportOf({}, ...spans(10_001)), encoding)).toMatchObject({
      status: 400,
      answer: { message: expect.stringMatching(/10000 spans.*10001/) },
    });
    expect(await nodes()).toEqual([]);
    expect(await send(local.url, exportOf(WEB, ...spans(10_000)), encoding)).toMatchObject({
      status: 200,
      answer: {},
    });
    expect(countsOf(node(await local.graph(), 'web', ''))[4]).toBe(10_000);
  });

  test('that is to fail fails with the status asked for, which makes exporters try again', async () => {
    local.xray.failNext(1);
    expect(await send(local.url, exportOf(WEB, span(1, 'x')), encoding)).toEqual({
      status: 429,
      contentType,
      answer: { message: 'Rate exceeded' },
    });
    expect(await send(local.url, exportOf(WEB, span(1, 'x')), encoding)).toMatchObject({ status: 200 });
  });
});

/** An AnyValue in a list in an AnyValue … in an attribute, as bytes, from the inside out. */
function nested(depth: number): Buffer {
  let bytes = Buffer.alloc(0);
  const wrap = (field: number) => {
    const length: number[] = [];
    for (let left = bytes.length; ; left >>>= 7) {
      length.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
      if (left <= 0x7f) break;
    }
    bytes = Buffer.concat([Buffer.from([field, ...length]), bytes]);
  };
  for (let n = 0; n < depth; n++) for (const field of [0x0a, 0x2a]) wrap(field);
  for (const field of [0x12, 0x4a, 0x12, 0x12, 0x0a]) wrap(field);
  return bytes;
}

function nestedRequest(): Raw {
  let value: Raw = { stringValue: 'x' };
  for (let n = 0; n < 200; n++) value = { arrayValue: { values: [value] } };
  return exportOf({}, span(1, 'x', { attributes: [{ key: 'k', value }] }));
}

describe('A request', () => {
  test.each<[string, Record<string, string>]>([
    ['of another content type', { 'content-type': 'text/plain' }],
    ['of another encoding', { 'content-type': 'application/json', 'content-encoding': 'br' }],
    ['of no content type', { 'content-type': '' }],
  ])('%s is answered 415 in JSON', async (_, headers) => {
    const answer = await post(local.url, Buffer.from('{}'), headers);
    expect(answer).toEqual({
      status: 415,
      contentType: 'application/json',
      answer: { message: expect.stringMatching(/^Content-/) },
    });
  });

  test.each<Record<string, string>>([
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'Application/JSON', 'content-encoding': 'identity' },
    { 'content-type': 'application/json', 'content-encoding': 'none' },
  ])('with %j is read', async (headers) => {
    const body = bytesOf(exportOf(WEB, span(1, 'x')), 'json');
    expect(await post(local.url, body, headers)).toMatchObject({ status: 200, answer: {} });
  });

  test('of another method, and one to another signal, is an operation that is not supported', async () => {
    expect((await fetch(`${local.url}/v1/traces`)).status).toBe(400);
    expect((await fetch(`${local.url}/v1/metrics`, { method: 'POST', body: '{}' })).status).toBe(400);
  });

  test.each<[string, Raw]>([
    ['an enum by its name', span(1, 'x', { kind: 'SPAN_KIND_SERVER' })],
    ['a time that is none', span(1, 'x', { startTimeUnixNano: 'noon' })],
    ['a time before 1970', span(1, 'x', { startTimeUnixNano: '-1' })],
    ['a name that is no text', span(1, 'x', { name: 5 })],
    [
      'a value of two kinds',
      span(1, 'x', { attributes: [{ key: 'k', value: { intValue: 1, stringValue: 'x' } }] }),
    ],
    ['an integer that is none', span(1, 'x', { attributes: [{ key: 'k', value: { intValue: 1.5 } }] })],
  ])('in JSON with %s is refused, and the field is named', async (_, bad) => {
    const { status, answer } = await send(local.url, exportOf({}, bad));
    expect(status).toBe(400);
    expect(answer).toEqual({ message: expect.stringMatching(/ \.otlp\.(Span|AnyValue)/) });
  });

  test('in JSON may have fields nobody knows, null for what is not there, and times as numbers', async () => {
    const strange = span(1, 'x', { future: { deep: [1] }, parentSpanId: null, startTimeUnixNano: T0 * 1e9 });
    expect(await send(local.url, { ...exportOf(WEB, strange), more: 1 })).toMatchObject({
      status: 200,
      answer: {},
    });
    expect(await nodes()).toEqual(['web|', 'web|client']);
  });
});

describe('A span', () => {
  const big = (bytes: number) => ({
    events: [{ name: 'log', attributes: attributes({ text: 'x'.repeat(bytes) }) }],
  });
  test.each<[string, Raw, RegExp | undefined]>([
    ['14 days old', span(1, 'x', {}, [600_000 - 14 * DAY, 0]), undefined],
    ['older', span(1, 'x', {}, [599_999 - 14 * DAY, 0]), /older than 14 days/],
    ['2 hours ahead', span(1, 'x', {}, [0, 7_800_000]), undefined],
    ['further ahead', span(1, 'x', {}, [0, 7_800_001]), /2 hours in the future/],
    ['without times', { ...span(1, 'x'), startTimeUnixNano: '0', endTimeUnixNano: undefined }, /older/],
    ['of just below 200 KB', span(1, 'x', big(204_400)), undefined],
    ['of more than 200 KB', span(1, 'x', big(204_800)), /200 KB/],
    [
      'whose document has more than 64 KB',
      span(1, 'x', { attributes: attributes({ text: 'x'.repeat(66_000) }) }),
      /64 KB/,
    ],
    ['with a trace id of zeros', span(1, 'x', { traceId: '0'.repeat(32) }), /traceId/],
    ['with a trace id of 15 bytes', span(1, 'x', { traceId: 'ab'.repeat(15) }), /traceId/],
    ['without ids', span(1, 'x', { traceId: undefined, spanId: undefined }), /traceId/],
    ['with a span id of zeros', span(0, 'x'), /spanId/],
    ['with a span id of 9 bytes', span(1, 'x', { spanId: 'ab'.repeat(9) }), /spanId/],
    ['with a parent id of 7 bytes', span(1, 'x', { parentSpanId: 'ab'.repeat(7) }), /parentSpanId/],
  ])('%s', async (_, one, refusal) => {
    for (const encoding of ENCODINGS) {
      const { status, answer } = await send(local.url, exportOf(WEB, one), encoding);
      const errorMessage = refusal && expect.stringMatching(refusal);
      expect([status, answer]).toEqual([
        200,
        refusal ? { partialSuccess: { rejectedSpans: '1', errorMessage } } : {},
      ]);
    }
  });

  test('in JSON with an id that is not hexadecimal is refused', async () => {
    const { answer } = await send(local.url, exportOf(WEB, span(1, 'x', { traceId: 'x'.repeat(32) })));
    expect(answer).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  });

  test('sent twice counts once, its service and its call too', async () => {
    const request = exportOf(
      WEB,
      span(1, 'put', { kind: KIND.client, attributes: attributes({ 'server.address': 'a' }) }),
    );
    for (const encoding of [...ENCODINGS, ...ENCODINGS]) await send(local.url, request, encoding);
    const graph = await local.graph();
    expect([countsOf(node(graph, 'web', '')), countsOf(node(graph, 'a', 'remote'))]).toEqual([
      [1, 0, 0, 0, 1],
      [1, 0, 0, 0, 1],
    ]);
  });

  test('many reasons of refusal are told in part and counted in full', async () => {
    const bad = Array.from({ length: 9 }, (_, n) => span(n + 1, 'x', { endTimeUnixNano: '1' }));
    const worse = [
      span(1, 'x', { traceId: '' }),
      span(0, 'x'),
      span(1, 'x', { parentSpanId: '1' }),
      span(1, 'x', {}, [0, -1]),
      span(1, 'x', {}, [0, DAY]),
      span(1, 'x', big(300_000)),
    ];
    const { answer } = await send(local.url, exportOf(WEB, ...bad, ...worse));
    const errorMessage = expect.stringMatching(/^9 x the span is older.*; and 2 other reasons$/);
    expect(answer).toEqual({ partialSuccess: { rejectedSpans: '15', errorMessage } });
  });
});

test.each(ENCODINGS)(
  'whatever bytes arrive as %s, they are answered in kind, and the next export is taken',
  async (encoding) => {
    const good = bytesOf(
      exportOf(
        { ...WEB, list: ['a', 1.5, true] },
        span(1, 'GET /', { links: [{ traceId: 'ab' }], events: [{ name: 'e' }] }),
      ),
      encoding,
    );
    const mangled = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 4 })
      .map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      mangled,
      fc.nat(good.length).map((length) => good.subarray(0, length)),
      fc.json().map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (body, packed) => {
        const headers = {
          'content-type': CONTENT_TYPES[encoding],
          ...(packed ? { 'content-encoding': 'gzip' } : {}),
        };
        const { status, contentType, answer } = await post(
          local.url,
          packed ? gzipSync(body) : body,
          headers,
        );
        expect([200, 400]).toContain(status);
        expect(contentType).toBe(CONTENT_TYPES[encoding]);
        if (status === 400) expect(answer).toEqual({ message: expect.stringMatching(/./) });
      }),
      { numRuns: 300 },
    );
    expect(await post(local.url, good, { 'content-type': CONTENT_TYPES[encoding] })).toMatchObject({
      status: 200,
      answer: {},
    });
  },
);
