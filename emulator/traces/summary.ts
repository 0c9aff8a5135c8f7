import type { Identity } from '../segments/identity';
import type { Trace, TraceStore } from '../store/trace-store';
import { type JsonObject, numberIn, objectIn, objectsIn, parseJsonObject, textIn } from '../wire/json';
import type { TraceOutline } from './facts';

const toMilliseconds = (seconds: number) => Math.round(seconds * 1000) / 1000;

/** One entry of GetTraceSummaries. Parses the documents of its trace, so it is called only for what is answered. */
export function summaryOf(trace: Trace, outline: TraceOutline, store: TraceStore): JsonObject {
  return {
    ...outlineMembers(trace, outline),
    ...documentMembers(trace, outline, store),
    ...rootCauseMembers(),
  };
}

/** The members of a summary that are known without opening a document. */
export function outlineMembers(trace: Trace, outline: TraceOutline): JsonObject {
  const { root } = outline;
  return {
    Id: trace.id,
    StartTime: outline.start,
    Duration: toMilliseconds(outline.end - outline.start),
    ResponseTime: toMilliseconds((root.end ?? root.start) - root.start),
    HasFault: outline.fault,
    HasError: outline.error,
    HasThrottle: outline.throttle,
    IsPartial: outline.partial,
    ServiceIds: outline.nodes.map(serviceId),
    ...(root.identity ? { EntryPoint: serviceId(root.identity) } : {}),
    Revision: trace.documents.size,
    MatchedEventTime: outline.start,
  };
}

/** The members of a summary that stand in the documents. */
export function documentMembers(trace: Trace, { root }: TraceOutline, store: TraceStore): JsonObject {
  const documents = [...trace.documents.values()].map(
    (stored) => parseJsonObject(store.textOf(stored)) ?? {},
  );
  const found = collect(documents);
  return {
    Http: httpOf(documents.find((document) => String(document.id).toLowerCase() === root.id) ?? {}),
    Annotations: found.annotations,
    Users: [...found.users].map((UserName) => ({ UserName, ServiceIds: [] })),
    ResourceARNs: [...found.arns].map((ARN) => ({ ARN })),
    InstanceIds: [...found.instances].map((Id) => ({ Id })),
    AvailabilityZones: [...found.zones].map((Name) => ({ Name })),
  };
}

/** The root causes of a trace. They are not worked out yet: the three lists are empty. */
export function rootCauseMembers(): JsonObject {
  return { FaultRootCauses: [], ErrorRootCauses: [], ResponseTimeRootCauses: [] };
}

function serviceId({ name, type, accountId }: Identity): JsonObject {
  return {
    Name: name,
    Names: [name],
    ...(accountId === undefined ? {} : { AccountId: accountId }),
    ...(type === undefined ? {} : { Type: type }),
  };
}

/** The `Http` member of a summary, read from a segment or subsegment. */
export function httpOf(root: JsonObject): JsonObject {
  const request = objectIn(objectIn(root, 'http'), 'request');
  const status = numberIn(objectIn(objectIn(root, 'http'), 'response'), 'status');
  const texts = { HttpURL: 'url', HttpMethod: 'method', UserAgent: 'user_agent', ClientIp: 'client_ip' };
  const found = Object.entries(texts).map(([member, source]) => [member, textIn(request, source)] as const);
  return {
    ...Object.fromEntries(found.filter(([, value]) => value !== undefined)),
    ...(status === undefined ? {} : { HttpStatus: status }),
  };
}

interface Collected {
  readonly annotations: Record<string, JsonObject[]>;
  readonly users: Set<string>;
  readonly arns: Set<string>;
  readonly instances: Set<string>;
  readonly zones: Set<string>;
}

/** Gathers what segments and their subsegments say about themselves. */
function collect(documents: readonly JsonObject[]): Collected {
  const found: Collected = {
    annotations: Object.create(null),
    users: new Set(),
    arns: new Set(),
    instances: new Set(),
    zones: new Set(),
  };
  const add = (set: Set<string>, value: string | undefined) => (value === undefined ? set : set.add(value));
  const waiting = [...documents];
  for (let raw = waiting.pop(); raw; raw = waiting.pop()) {
    const ec2 = objectIn(objectIn(raw, 'aws'), 'ec2');
    add(found.users, textIn(raw, 'user'));
    add(found.arns, textIn(raw, 'resource_arn'));
    add(found.instances, textIn(ec2, 'instance_id'));
    add(found.zones, textIn(ec2, 'availability_zone'));
    for (const [key, value] of Object.entries(objectIn(raw, 'annotations'))) annotate(found, key, value);
    waiting.push(...objectsIn(raw, 'subsegments'));
  }
  return found;
}

function annotate(found: Collected, key: string, value: unknown): void {
  const kinds: Record<string, string> = {
    string: 'StringValue',
    number: 'NumberValue',
    boolean: 'BooleanValue',
  };
  const kind = kinds[typeof value];
  if (kind === undefined) return;
  const values = found.annotations[key] ?? [];
  values.push({ AnnotationValue: { [kind]: value }, ServiceIds: [] });
  found.annotations[key] = values;
}
