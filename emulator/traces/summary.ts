import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';
import type { Trace } from '../store/trace-store';
import { type JsonObject, numberIn, objectIn, textIn } from '../wire/json';
import type { TraceContents } from './contents';
import type { TraceOutline } from './facts';
import { mentionsIn } from './mentions';
import { rootCausesOf } from './root-causes/root-causes';
import { serviceId } from './service-id';

/** The members of a trace's summary that are known without opening a document. Lists are sorted by node. */
export function outlineMembers(trace: Trace, outline: TraceOutline): JsonObject {
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
    ServiceIds: outline.nodes.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(serviceId),
    ...entryPoint(root.identity),
    Revision: revisionOf(trace),
  };
}

/** The members of a summary that stand in the documents. */
export function documentMembers(contents: TraceContents, root: Span): JsonObject {
  return { Http: httpOf(contents.rawOf(root)), ...mentionsIn(contents) };
}

/** The members of a summary that say why a trace failed or was slow. */
export function rootCauseMembers(contents: TraceContents): JsonObject {
  const { fault, error, responseTime } = rootCausesOf(contents);
  return { FaultRootCauses: fault, ErrorRootCauses: error, ResponseTimeRootCauses: responseTime };
}

/** While the entry point is in progress there is no ResponseTime. */
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

/** The `Http` member of a summary, read from a segment or subsegment. */
export function httpOf(span: JsonObject): JsonObject {
  const request = objectIn(objectIn(span, 'http'), 'request');
  const status = numberIn(objectIn(objectIn(span, 'http'), 'response'), 'status');
  const texts = { HttpURL: 'url', HttpMethod: 'method', UserAgent: 'user_agent', ClientIp: 'client_ip' };
  const found = Object.entries(texts).map(([member, source]) => [member, textIn(request, source)] as const);
  return {
    ...Object.fromEntries(found.filter(([, value]) => value !== undefined)),
    ...(status === undefined ? {} : { HttpStatus: status }),
  };
}
