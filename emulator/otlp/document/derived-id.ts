import { createHash } from 'node:crypto';
import type { OtlpSpan } from '../span';

/**
 * An id of 16 hex digits for something of a span that has none in OpenTelemetry. It depends on the span and the
 * purpose alone, so that a span exported twice is the same documents twice, and overwrites itself.
 */
export function derivedId({ traceId, spanId }: OtlpSpan, purpose: string): string {
  return createHash('sha256').update(`${traceId}/${spanId}/${purpose}`).digest('hex').slice(0, 16);
}
