import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { type JsonObject, numberIn, objectIn, textIn } from '../wire/json';
import { contentsOf } from './contents';
import type { TraceOutline } from './facts';
import { mentionsIn } from './mentions';
import { rootCausesOf } from './root-causes/root-causes';
import { serviceId } from './service-id';

/**
 * One entry of GetTraceSummaries, without MatchedEventTime, which belongs to the question.
 * Parses the documents of this one trace, which is why it is called only for the traces on a page.
 * While the entry point is in progress there is no ResponseTime. Every list is in an order that does not depend
 * on when documents arrived.
 */
export function summaryOf(trace: Trace, outline: TraceOutline, store: TraceStore): JsonObject {
  const contents = contentsOf(trace, store);
  const causes = rootCausesOf(contents);
  const { root } = outline;
  return {
    Id: trace.id,
    StartTime: outline.start,
    Duration: outline.duration,
    ...responseTimeOf(root),
    HasFault: outline.fault,
    HasError: outline.error,
    HasThrottle: outline.throttle,
    IsPartial: outline.partial,
    Http: httpOf(contents.rawOf(root)),
    ...mentionsIn(contents),
    ServiceIds: outline.nodes.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(serviceId),
    ...entryPoint(root.identity),
    FaultRootCauses: causes.fault,
    ErrorRootCauses: causes.error,
    ResponseTimeRootCauses: causes.responseTime,
    Revision: revisionOf(trace),
  };
}

function responseTimeOf(root: Span): JsonObject {
  return isClosed(root) ? { ResponseTime: Math.round((root.end - root.start) * 1000) / 1000 } : {};
}

function entryPoint(identity: Identity | undefined): JsonObject {
  return identity ? { EntryPoint: serviceId(identity) } : {};
}

/** A number that rises with what is known: every document counts, and once more when it is complete. */
function revisionOf(trace: Trace): number {
  const complete = [...trace.documents.values()].filter((document) => document.complete);
  return trace.documents.size + complete.length;
}

/** What the entry point's segment says of the request that it served. */
function httpOf(root: JsonObject): JsonObject {
  const request = objectIn(objectIn(root, 'http'), 'request');
  const status = numberIn(objectIn(objectIn(root, 'http'), 'response'), 'status');
  const texts = { HttpURL: 'url', HttpMethod: 'method', UserAgent: 'user_agent', ClientIp: 'client_ip' };
  const found = Object.entries(texts).map(([member, source]) => [member, textIn(request, source)] as const);
  return {
    ...Object.fromEntries(found.filter(([, value]) => value !== undefined)),
    ...(status === undefined ? {} : { HttpStatus: status }),
  };
}
