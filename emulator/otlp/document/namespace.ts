import { textOf } from '../attributes';
import type { OtlpSpan } from '../span';

/** Whether a span is a call of the AWS SDK. */
export function isAwsCall({ attributes }: OtlpSpan): boolean {
  return textOf(attributes, 'rpc.system', 'rpc.system.name') === 'aws-api';
}

/** A subsegment's namespace: `aws`, `remote`, or none for work inside the process. */
export function namespaceOf(span: OtlpSpan): 'aws' | 'remote' | undefined {
  if (isAwsCall(span) || textOf(span.attributes, 'aws.service')) return 'aws';
  if (span.kind === 'client') return 'remote';
  const exchanges = span.kind === 'producer' || span.kind === 'consumer';
  return exchanges && textOf(span.attributes, 'aws.remote.service') ? 'remote' : undefined;
}
