import { LONGEST_NAME, NO_NAME_CHARACTERS } from '../../segments/problems';
import { textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { databaseOf } from './database';
import { isAwsCall } from './namespace';

/** The name of a segment that stands for the service alone. */
export function serviceName({ name, attributes, resource }: OtlpSpan): string {
  return sanitized(textOf(attributes, 'aws.local.service') ?? textOf(resource, 'service.name') ?? name);
}

/** The name of a segment: its service's, by the first attribute that tells it. */
export function segmentName(span: OtlpSpan): string {
  const { attributes, resource, name } = span;
  const own =
    textOf(attributes, 'aws.local.service', 'peer.service', 'aws.service') ?? databaseOf(attributes);
  return sanitized(own ?? textOf(resource, 'service.name') ?? peerOf(span) ?? name);
}

/** The name of a subsegment: that of what it calls, or the span's for work inside the process. */
export function callName(span: OtlpSpan): string {
  const { attributes, name } = span;
  const remote = span.kind === 'internal' ? undefined : textOf(attributes, 'aws.remote.service');
  const called = remote === undefined ? undefined : withoutSdkPrefix(remote, span);
  return sanitized(
    called ??
      textOf(attributes, 'peer.service', 'aws.service') ??
      databaseOf(attributes) ??
      peerOf(span) ??
      name,
  );
}

function peerOf({ attributes }: OtlpSpan): string | undefined {
  return textOf(attributes, 'rpc.service', 'http.host', 'net.peer.name', 'server.address');
}

/** The AWS distributions write `AWS::DynamoDB` where X-Ray says DynamoDB. */
function withoutSdkPrefix(name: string, span: OtlpSpan): string {
  return isAwsCall(span) ? name.replace(/^(?:AWS\.SDK\.|AWS::)/, '') : name;
}

/** A name of the characters and the length that X-Ray takes; `span` where nothing is left. */
function sanitized(name: string): string {
  const kept = [...name.replace(NO_NAME_CHARACTERS, '')].slice(0, LONGEST_NAME).join('');
  return kept === '' ? 'span' : kept;
}
