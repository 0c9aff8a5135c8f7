import { gzipSync } from 'node:zlib';
import { decodeRequest } from '../../../emulator/otlp/codec';
import { documentsOf } from '../../../emulator/otlp/document/documents';
import type { Encoding } from '../../../emulator/otlp/schema';
import { messages } from '../../../emulator/otlp/schema';
import { spansOf } from '../../../emulator/otlp/span';
import { type Raw, spanId, T0 } from './documents';

/** What attributes are written as in tests. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** Attributes as OTLP JSON writes them. */
export const attributes = (plain: Readonly<Record<string, Plain>>): Raw[] =>
  Object.entries(plain).map(([key, value]) => ({ key, value: anyValue(value) }));

function anyValue(value: Plain): Raw {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: attributes(value as Record<string, Plain>) } };
}

/** The W3C form of trace 1 of the other tests. */
export const W3C_TRACE = `${T0.toString(16).padStart(8, '0')}${'1'.padStart(24, '0')}`;

/** Span kinds by their numbers. */
export const KIND = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
/** Flags of a span whose parent is known to be in another process, and in the same. */
export const REMOTE = 0x300;
export const LOCAL = 0x100;

/** The n-th span: `[start, end]` are whole milliseconds after T0. */
export const span = (n: number, name: string, more: Raw = {}, [start, end] = [0, 1000]): Raw => ({
  traceId: W3C_TRACE,
  spanId: spanId(n),
  name,
  kind: KIND.server,
  startTimeUnixNano: nano(start),
  endTimeUnixNano: nano(end),
  ...more,
});

const nano = (milliseconds = 0) => `${(BigInt(T0) * 1000n + BigInt(milliseconds)) * 1_000_000n}`;

/** An ExportTraceServiceRequest of one resource, whose attributes may be as OTLP JSON writes them already. */
export const exportOf = (
  resource: Readonly<Record<string, Plain>> | readonly Raw[],
  ...spans: readonly Raw[]
): Raw => {
  const written = Array.isArray(resource) ? resource : attributes(resource as Record<string, Plain>);
  return { resourceSpans: [{ resource: { attributes: written }, scopeSpans: [{ spans }] }] };
};

/** The documents made of the only span of a request, as they are stored. */
export function documents(request: Raw): Raw[] {
  const spans = spansOf(decodeRequest(Buffer.from(JSON.stringify(request)), 'json'), 'json');
  return spans.flatMap(documentsOf).map((document) => JSON.parse(JSON.stringify(document)));
}

/** A request in OTLP JSON as protobuf bytes: the same, but that its ids are bytes. */
export function protobufOf(request: Raw): Buffer {
  const text = JSON.stringify(request, (key, value) =>
    ['traceId', 'spanId', 'parentSpanId'].includes(key) && typeof value === 'string'
      ? Buffer.from(value, 'hex').toString('base64')
      : value,
  );
  const type = messages.protobuf.request;
  return Buffer.from(type.encode(type.fromObject(JSON.parse(text))).finish());
}

/** A request's bytes in an encoding. */
export const bytesOf = (request: Raw, encoding: Encoding): Buffer =>
  encoding === 'json' ? Buffer.from(JSON.stringify(request)) : protobufOf(request);

export const CONTENT_TYPES = { json: 'application/json', protobuf: 'application/x-protobuf' } as const;

/** Posts bytes to the trace endpoint and reads the answer as OTLP JSON, of whichever encoding it is. */
export async function post(
  url: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly contentType: string | null; readonly answer: unknown }> {
  const response = await fetch(`${url}/v1/traces`, { method: 'POST', body, headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  const contentType = response.headers.get('content-type');
  const type = messages.protobuf[response.ok ? 'response' : 'status'];
  const answer =
    contentType === CONTENT_TYPES.protobuf
      ? type.toObject(type.decode(bytes), { longs: String })
      : JSON.parse(bytes.toString());
  return { status: response.status, contentType, answer };
}

/** Posts a request in an encoding, packed or not. */
export const send = (url: string, request: Raw, encoding: Encoding = 'json', packed = false) => {
  const bytes = bytesOf(request, encoding);
  const headers = { 'content-type': CONTENT_TYPES[encoding] };
  return packed
    ? post(url, gzipSync(bytes), { ...headers, 'content-encoding': 'gzip' })
    : post(url, bytes, headers);
};
