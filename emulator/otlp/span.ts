import { type Attributes, attributesOf } from './attributes';
import { hexOf, type WireLink, type WireRequest, type WireSpan } from './codec';
import type { Encoding } from './schema';

/** In the order of their numbers in OTLP. */
const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof KINDS)[number];

export interface SpanEvent {
  readonly name: string;
  readonly attributes: Attributes;
}

export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

/** One OpenTelemetry span with the resource it comes from. Ids are lower-case hex, unchecked; times epoch seconds. */
export interface OtlpSpan extends OtlpLink {
  /** Empty for a root. */
  readonly parentSpanId: string;
  /** The caller is another process, as far as the sender says so. */
  readonly parentIsRemote: boolean;
  readonly name: string;
  readonly kind: SpanKind;
  readonly start: number;
  readonly end: number;
  readonly events: readonly SpanEvent[];
  readonly links: readonly OtlpLink[];
  readonly failed: boolean;
  readonly statusMessage: string;
  readonly resource: Attributes;
  /** The span's size as OTLP JSON, whichever encoding it came in. */
  readonly sizeBytes: number;
}

/** All spans of a request, in order. */
export function spansOf(request: WireRequest, encoding: Encoding): OtlpSpan[] {
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans = [] }) => {
    const attributes = attributesOf(resource?.attributes);
    return scopeSpans.flatMap(({ spans = [] }) => spans.map((span) => spanOf(span, attributes, encoding)));
  });
}

const IS_REMOTE_IS_KNOWN_AND_TRUE = 0x300;
const NO_PARENT = /^0*$/;
const ERROR_STATUS = 2;

function spanOf(wire: WireSpan, resource: Attributes, encoding: Encoding): OtlpSpan {
  const parentSpanId = hexOf(wire.parentSpanId, encoding);
  const link = (one: WireLink) => ({
    traceId: hexOf(one.traceId, encoding),
    spanId: hexOf(one.spanId, encoding),
    attributes: attributesOf(one.attributes),
  });
  return {
    ...link(wire),
    parentSpanId: NO_PARENT.test(parentSpanId) ? '' : parentSpanId,
    parentIsRemote: ((wire.flags ?? 0) & IS_REMOTE_IS_KNOWN_AND_TRUE) === IS_REMOTE_IS_KNOWN_AND_TRUE,
    name: wire.name ?? '',
    kind: KINDS[wire.kind ?? 0] ?? 'internal',
    start: Number(wire.startTimeUnixNano ?? 0) / 1e9,
    end: Number(wire.endTimeUnixNano ?? 0) / 1e9,
    events: (wire.events ?? []).map(({ name = '', attributes }) => ({
      name,
      attributes: attributesOf(attributes),
    })),
    links: (wire.links ?? []).map(link),
    failed: wire.status?.code === ERROR_STATUS,
    statusMessage: wire.status?.message ?? '',
    resource,
    sizeBytes: sizeOf(wire),
  };
}

/** Ids are left out: they differ between the encodings, and nobody minds 40 bytes of 200 KB. */
function sizeOf({ traceId, spanId, parentSpanId, ...rest }: WireSpan): number {
  return Buffer.byteLength(JSON.stringify(rest));
}
