import { traceIdOf } from '../../segments/problems';
import type { JsonObject } from '../../wire/json';
import { textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { hostBlock } from './aws';
import { blocksOf, USER_KEY } from './blocks';
import { causeOf, flagsOf } from './cause';
import { derivedId } from './derived-id';
import { detailsOf, resourceDetails } from './details';
import { linksOf } from './links';
import { callName, segmentName, serviceName } from './name';
import { namespaceOf } from './namespace';
import { originOf } from './origin';
import { roleOf } from './role';

/**
 * The segment documents that say what a span says: a segment, a subsegment sent alone, or for a process that begins
 * with a call both. The translation is that of the AWS X-Ray exporter of the OpenTelemetry collector
 * (awsxrayexporter); where it differs, the README says so. Equal spans give equal documents.
 */
export function documentsOf(span: OtlpSpan): readonly JsonObject[] {
  switch (roleOf(span)) {
    case 'segment':
      return [segmentOf(span)];
    case 'subsegment':
      return [subsegmentOf(span)];
    case 'service and call':
      return serviceAndCallOf(span);
  }
}

/** What every document has. */
function coreOf(span: OtlpSpan) {
  return {
    id: span.spanId,
    trace_id: traceIdOf(span.traceId),
    parent_id: span.parentSpanId === '' ? undefined : span.parentSpanId,
    start_time: span.start,
    end_time: span.end,
    ...flagsOf(span),
    cause: causeOf(span),
    user: textOf(span.attributes, USER_KEY),
  };
}

/** What only a segment has: where its service runs. */
function serviceOf(span: OtlpSpan) {
  const version = textOf(span.resource, 'service.version', 'container.image.tag');
  return { origin: originOf(span.resource), service: version === undefined ? undefined : { version } };
}

function segmentOf(span: OtlpSpan): JsonObject {
  const { http, aws, sql, left } = blocksOf(span);
  return {
    name: segmentName(span),
    ...coreOf(span),
    ...serviceOf(span),
    http,
    aws: { ...hostBlock(span.resource), ...aws },
    sql,
    ...detailsOf(new Map([...resourceDetails(span.resource), ...left]), span.attributes),
    links: linksOf(span),
  };
}

function subsegmentOf(span: OtlpSpan): JsonObject {
  const { http, aws, sql, left } = blocksOf(span);
  return {
    name: callName(span),
    ...coreOf(span),
    type: 'subsegment',
    namespace: namespaceOf(span),
    http,
    aws,
    sql,
    ...detailsOf(left, span.attributes),
    links: linksOf(span),
  };
}

/**
 * The service's own segment, under an id made for it, and below it the call under the span's id. Links belong to
 * the service of a consumer, which was called by them, and otherwise to the call.
 */
function serviceAndCallOf(span: OtlpSpan): readonly JsonObject[] {
  const serviceId = derivedId(span, 'service');
  const call = subsegmentOf({ ...span, parentSpanId: serviceId });
  const linksOfService = span.kind === 'consumer';
  const service = {
    name: serviceName(span),
    ...coreOf({ ...span, spanId: serviceId }),
    ...serviceOf(span),
    aws: hostBlock(span.resource),
    ...detailsOf(resourceDetails(span.resource), span.attributes),
    links: linksOfService ? call.links : undefined,
  };
  return [
    { ...call, namespace: call.namespace ?? 'remote', links: linksOfService ? undefined : call.links },
    service,
  ];
}
