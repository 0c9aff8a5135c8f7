import type { Identity } from '../segments/identity';
import type { Span } from '../segments/span';
import { type JsonObject, objectIn, textIn } from '../wire/json';
import type { TraceContents } from './contents';
import { byStart } from './entry-point';
import { type ServiceId, serviceId } from './service-id';

/** X-Ray indexes so many annotations of one trace (its documented quota); the others are in the documents only. */
export const MOST_ANNOTATIONS = 50;

const VALUE_MEMBERS: { readonly [type: string]: string } = {
  string: 'StringValue',
  number: 'NumberValue',
  boolean: 'BooleanValue',
};

/** A value with the services whose segments carry it. */
interface Mentioned<V> {
  readonly value: V;
  readonly services: Map<string, Identity>;
}

/**
 * What the segments and subsegments of a trace mention of themselves: Annotations, Users, ResourceARNs,
 * InstanceIds and AvailabilityZones of its summary, in the order in which the spans started.
 */
export function mentionsIn(contents: TraceContents): JsonObject {
  const spans = [...contents.lineage.spans.values()].sort(byStart);
  const distinct = (read: (raw: JsonObject) => string | undefined) => [
    ...new Set(spans.flatMap((span) => read(contents.rawOf(span)) ?? [])),
  ];
  const ec2Of = (raw: JsonObject) => objectIn(objectIn(raw, 'aws'), 'ec2');
  return {
    Annotations: annotationsOf(spans, contents),
    Users: usersOf(spans, contents),
    ResourceARNs: distinct((raw) => textIn(raw, 'resource_arn')).map((ARN) => ({ ARN })),
    InstanceIds: distinct((raw) => textIn(ec2Of(raw), 'instance_id')).map((Id) => ({ Id })),
    AvailabilityZones: distinct((raw) => textIn(ec2Of(raw), 'availability_zone')).map((Name) => ({ Name })),
  };
}

/**
 * Annotations by key; a value that several services carry is one entry.
 * Undocumented and decided here: equal values of one key count once, and those of the spans that started first
 * are the ones indexed.
 */
function annotationsOf(spans: readonly Span[], contents: TraceContents): JsonObject {
  const found = mentioned(spans, contents, (raw) =>
    Object.entries(objectIn(raw, 'annotations')).filter(([, value]) => VALUE_MEMBERS[typeof value]),
  );
  const byKey = new Map<string, JsonObject[]>();
  for (const { value, services } of found.slice(0, MOST_ANNOTATIONS)) {
    const [key, content] = value;
    const entry = {
      AnnotationValue: { [VALUE_MEMBERS[typeof content] ?? '']: content },
      ServiceIds: idsOf(services),
    };
    byKey.set(key, [...(byKey.get(key) ?? []), entry]);
  }
  return Object.fromEntries(byKey);
}

function usersOf(spans: readonly Span[], contents: TraceContents): readonly JsonObject[] {
  const found = mentioned(spans, contents, (raw) => {
    const user = textIn(raw, 'user');
    return user === undefined ? [] : [user];
  });
  return found.map(({ value, services }) => ({ UserName: value, ServiceIds: idsOf(services) }));
}

/** Every distinct value that a reader finds, with the services that carry it; none while its segment is awaited. */
function mentioned<V>(
  spans: readonly Span[],
  { lineage, rawOf }: TraceContents,
  read: (raw: JsonObject) => readonly V[],
): readonly Mentioned<V>[] {
  const found = new Map<string, Mentioned<V>>();
  for (const span of spans) {
    const service = lineage.ownerOf(span)?.identity;
    for (const value of read(rawOf(span))) {
      const key = JSON.stringify(value);
      const mention = found.get(key) ?? { value, services: new Map() };
      if (service) mention.services.set(service.key, service);
      found.set(key, mention);
    }
  }
  return [...found.values()];
}

function idsOf(services: ReadonlyMap<string, Identity>): readonly ServiceId[] {
  return [...services.values()].map(serviceId);
}
