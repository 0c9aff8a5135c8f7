import type { Type } from 'protobufjs';
import { fromJson, toJson } from 'protobufjs/ext/protojson';
import { type Encoding, messages } from './schema';

/** An attribute's value as OTLP JSON writes it: at most one member is there. */
export interface WireValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string;
  readonly doubleValue?: number | string;
  readonly arrayValue?: { readonly values?: readonly WireValue[] };
  readonly kvlistValue?: { readonly values?: readonly WireKeyValue[] };
  readonly bytesValue?: string;
}

export interface WireKeyValue {
  readonly key?: string;
  readonly value?: WireValue;
}

export interface WireEvent {
  readonly name?: string;
  readonly attributes?: readonly WireKeyValue[];
}

export interface WireLink {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly attributes?: readonly WireKeyValue[];
}

export interface WireSpan extends WireLink {
  readonly parentSpanId?: string;
  readonly name?: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly events?: readonly WireEvent[];
  readonly links?: readonly WireLink[];
  readonly status?: { readonly message?: string; readonly code?: number };
  readonly flags?: number;
}

/** An ExportTraceServiceRequest in the form of OTLP JSON, except that its ids are still as the encoding has them. */
export interface WireRequest {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly WireKeyValue[] };
    readonly scopeSpans?: readonly { readonly spans?: readonly WireSpan[] }[];
  }[];
}

/**
 * Reads an ExportTraceServiceRequest. Both encodings come out in one form: 64-bit integers as decimal text, bytes as
 * base64, numbers that JSON lacks as text. Throws, saying which field, when the bytes are none. Linear in the bytes.
 */
export function decodeRequest(body: Buffer, encoding: Encoding): WireRequest {
  const { request } = messages[encoding];
  const message = encoding === 'protobuf' ? request.decode(body) : readJson(request, body);
  return request.toObject(message, { longs: String, bytes: String, json: true });
}

/** Unknown fields are ignored, as OTLP asks of a receiver. */
const readJson = (type: Type, body: Buffer) =>
  fromJson(type, JSON.parse(body.toString('utf8')), { ignoreUnknownFields: true });

/** An id as lower-case hexadecimal digits: protobuf carries bytes (base64 by now), JSON the digits themselves. */
export function hexOf(id: string | undefined, encoding: Encoding): string {
  if (id === undefined) return '';
  return encoding === 'protobuf' ? Buffer.from(id, 'base64').toString('hex') : id.toLowerCase();
}

/** Writes a response or a status. */
export function encodeMessage(kind: 'response' | 'status', content: object, encoding: Encoding): Buffer {
  const type = messages[encoding][kind];
  const message = type.fromObject(content);
  return Buffer.from(
    encoding === 'protobuf' ? type.encode(message).finish() : JSON.stringify(toJson(type, message)),
  );
}
