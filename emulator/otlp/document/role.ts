import { textOf } from '../attributes';
import type { OtlpSpan } from '../span';

/** What a span becomes in X-Ray. */
export type Role = 'segment' | 'subsegment' | 'service and call';

/**
 * A span of kind SERVER is a segment; so is the first span of a process, which has no parent, or one that is remote
 * (by its flags), or is marked `aws.span.kind` LOCAL_ROOT, as the AWS distributions do. Every other span is a
 * subsegment. A first span that is itself a call (CLIENT, PRODUCER) stands for two things, a service and its call.
 * A CONSUMER does so only if marked: what it received from is known then.
 */
export function roleOf(span: OtlpSpan): Role {
  if (span.kind === 'server') return 'segment';
  const marked = textOf(span.attributes, 'aws.span.kind') === 'LOCAL_ROOT';
  if (!marked && span.parentSpanId !== '' && !span.parentIsRemote) return 'subsegment';
  switch (span.kind) {
    case 'internal':
      return 'segment';
    case 'consumer':
      return marked ? 'service and call' : 'segment';
    case 'client':
    case 'producer':
      return 'service and call';
  }
}
