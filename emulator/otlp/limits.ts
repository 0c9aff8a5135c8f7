import type { OtlpSpan } from './span';

/** The most bytes of a request, also when unpacked (limits of X-Ray's OTLP endpoint, as all of these). */
export const LARGEST_REQUEST_BYTES = 5 * 1024 * 1024;
export const MOST_SPANS = 10_000;
const LARGEST_SPAN_BYTES = 200 * 1024;
const OLDEST_SECONDS = 14 * 86_400;
const EARLIEST_SECONDS = 2 * 3600;

const ZEROS = /^0*$/;
const isId = (id: string, digits: number) =>
  id.length === digits && /^[0-9a-f]+$/.test(id) && !ZEROS.test(id);

/**
 * Why one span is refused, as a sentence; undefined when it may be translated.
 * Ids must be as W3C trace context has them, and both times within 14 days before and 2 hours after `now`.
 */
export function problemOf(span: OtlpSpan, now: number): string | undefined {
  if (!isId(span.traceId, 32)) return 'traceId must be 16 bytes, not all zero';
  if (!isId(span.spanId, 16)) return 'spanId must be 8 bytes, not all zero';
  if (span.parentSpanId !== '' && !isId(span.parentSpanId, 16))
    return 'parentSpanId must be 8 bytes or absent';
  if (span.sizeBytes > LARGEST_SPAN_BYTES) return 'a span may have at most 200 KB';
  if (Math.min(span.start, span.end) < now - OLDEST_SECONDS) return 'the span is older than 14 days';
  if (Math.max(span.start, span.end) > now + EARLIEST_SECONDS) {
    return 'the span is more than 2 hours in the future';
  }
  return undefined;
}
