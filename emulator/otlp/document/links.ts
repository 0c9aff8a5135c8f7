import { traceIdOf } from '../../segments/problems';
import type { JsonObject } from '../../wire/json';
import type { OtlpSpan } from '../span';

/** A span's links as X-Ray writes them; undefined when there are none. */
export function linksOf({ links }: OtlpSpan): readonly JsonObject[] | undefined {
  if (links.length === 0) return undefined;
  return links.map(({ traceId, spanId, attributes }) => ({
    trace_id: traceIdOf(traceId),
    id: spanId,
    attributes: attributes.size === 0 ? undefined : Object.fromEntries(attributes),
  }));
}
