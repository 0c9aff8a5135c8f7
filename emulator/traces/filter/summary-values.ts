import { type JsonObject, objectIn, objectsIn } from '../../wire/json';
import type { Keyword } from './keywords';
import type { Scalar } from './syntax';
import type { RootCauses } from './trace-facts';

/** A TraceSummary in two parts: what is cheap to know, and what only the documents say. */
export interface SummaryParts {
  readonly outline: JsonObject;
  /** Http, Annotations, Users, ResourceARNs, InstanceIds, AvailabilityZones. */
  documents(): JsonObject;
}

type Reader = (summary: SummaryParts) => readonly unknown[];

/** Where a TraceSummary's `Http` carries a keyword. */
const HTTP: Partial<Record<Keyword, string>> = {
  'http.url': 'HttpURL',
  'http.method': 'HttpMethod',
  'http.useragent': 'UserAgent',
  'http.clientip': 'ClientIp',
  'http.status': 'HttpStatus',
};

const membersOf = (holder: JsonObject, list: string, member: string) =>
  objectsIn(holder, list).map((one) => one[member]);

const READERS: Partial<Record<Keyword, Reader>> = {
  ok: ({ outline }) => [outline.HasFault !== true && outline.HasError !== true],
  error: ({ outline }) => [outline.HasError === true],
  fault: ({ outline }) => [outline.HasFault === true],
  throttle: ({ outline }) => [outline.HasThrottle === true],
  partial: ({ outline }) => [outline.IsPartial === true],
  responsetime: ({ outline }) => [outline.ResponseTime],
  duration: ({ outline }) => [outline.Duration],
  'account.id': ({ outline }) => membersOf(outline, 'ServiceIds', 'AccountId'),
  user: (summary) => membersOf(summary.documents(), 'Users', 'UserName'),
  'resource.arn': (summary) => membersOf(summary.documents(), 'ResourceARNs', 'ARN'),
  'instance.id': (summary) => membersOf(summary.documents(), 'InstanceIds', 'Id'),
  availabilityzone: (summary) => membersOf(summary.documents(), 'AvailabilityZones', 'Name'),
};

/** What a TraceSummary says of a keyword; nothing for those that a summary has no member for. */
export function summaryValuesOf(keyword: Keyword, summary: SummaryParts): readonly Scalar[] {
  if (HTTP[keyword]) return httpValuesOf(keyword, objectIn(summary.documents(), 'Http'));
  return (READERS[keyword]?.(summary) ?? []).filter(isScalar);
}

/** What the `Http` of a summary says of a keyword. */
export function httpValuesOf(keyword: Keyword, http: JsonObject): readonly Scalar[] {
  const member = HTTP[keyword];
  return [member === undefined ? undefined : http[member]].filter(isScalar);
}

/** The values in entries of `Annotations`. */
export function annotationValuesOf(entries: readonly JsonObject[]): readonly Scalar[] {
  return entries.flatMap((entry) => Object.values(objectIn(entry, 'AnnotationValue'))).filter(isScalar);
}

/** The root causes in the members of a TraceSummary. */
export function rootCausesIn(summary: JsonObject): RootCauses {
  return {
    fault: objectsIn(summary, 'FaultRootCauses'),
    error: objectsIn(summary, 'ErrorRootCauses'),
    responseTime: objectsIn(summary, 'ResponseTimeRootCauses'),
  };
}

/** Whether a JSON value is one that a keyword can be compared with. */
export function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
