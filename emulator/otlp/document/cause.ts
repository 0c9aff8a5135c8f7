import type { JsonObject } from '../../wire/json';
import { textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { derivedId } from './derived-id';
import { httpStatusOf } from './http';
import { stackOf } from './stack';

/**
 * How a span ended, as the flags of a document; a flag that is not set is left out.
 * An HTTP status of 400 to 599 decides; without one a span whose status is ERROR is a fault.
 */
export function flagsOf(span: OtlpSpan): JsonObject {
  const status = httpStatusOf(span) ?? 0;
  if (status === 429) return { error: true, throttle: true };
  if (status >= 400 && status < 500) return { error: true };
  if (status >= 500 && status < 600) return { fault: true };
  return span.failed ? { fault: true } : {};
}

/** Why a span failed: its exception events, or else the message of its status. */
export function causeOf(span: OtlpSpan): JsonObject | undefined {
  const remote = span.kind === 'client' || span.kind === 'producer' ? true : undefined;
  const exceptions = span.events
    .filter((event) => event.name === 'exception')
    .map(({ attributes }, position) => ({
      id: derivedId(span, `exception ${position}`),
      type: textOf(attributes, 'exception.type'),
      message: textOf(attributes, 'exception.message'),
      remote,
      stack: stackOf(textOf(attributes, 'exception.stacktrace')),
    }));
  if (exceptions.length > 0) return { exceptions };
  if (!span.failed || span.statusMessage === '') return undefined;
  return { exceptions: [{ id: derivedId(span, 'status'), message: span.statusMessage }] };
}
