import { DEEPEST_NESTING } from '../../segments/problems';
import { type JsonObject, nestingDepth, parseJsonObject } from '../../wire/json';
import type { Attributes, Value } from '../attributes';

/** What a span says beyond the blocks of a document. */
interface Details {
  readonly annotations?: JsonObject;
  readonly metadata?: JsonObject;
}

const LISTED = 'aws.xray.annotations';
const NAMESPACE_PREFIX = 'aws.xray.metadata.';
const DEFAULT_NAMESPACE = 'default';

/**
 * Sorts attributes into annotations, by which traces are found, and metadata, which are only shown. An attribute is
 * an annotation if `aws.xray.annotations` among the span's lists its key, and its value is text, number or boolean.
 */
export function detailsOf(details: Attributes, span: Attributes): Details {
  const listed = span.get(LISTED);
  const wanted: ReadonlySet<unknown> = new Set(Array.isArray(listed) ? listed : []);
  const annotations: [string, Value][] = [];
  const metadata = new Map<string, JsonObject>();
  for (const [key, value] of details) {
    if (value === null || (key === LISTED && Array.isArray(value))) continue;
    if (wanted.has(key) && typeof value !== 'object') annotations.push([annotationKey(key), value]);
    else addTo(metadata, metadataOf(key, value));
  }
  return {
    ...(annotations.length > 0 ? { annotations: Object.fromEntries(annotations) } : {}),
    ...(metadata.size > 0 ? { metadata: Object.fromEntries(metadata) } : {}),
  };
}

/** A resource as details of its segment. */
export function resourceDetails(resource: Attributes): Attributes {
  return new Map([...resource].map(([key, value]) => [`otel.resource.${key}`, value]));
}

/** X-Ray indexes keys of letters, digits, `_` and, as the exporter has it, dots. */
const annotationKey = (key: string) => key.replace(/[^A-Za-z0-9.]/g, '_');

interface Metadata {
  readonly namespace: string;
  readonly content: JsonObject;
}

/** Attributes `aws.xray.metadata.NAMESPACE` carry a whole namespace as JSON; all others belong to the default one. */
function metadataOf(key: string, value: Value): Metadata {
  const carried = key.startsWith(NAMESPACE_PREFIX) && typeof value === 'string' ? objectOf(value) : undefined;
  if (!carried) return { namespace: DEFAULT_NAMESPACE, content: Object.fromEntries([[key, value]]) };
  const namespace = key.slice(NAMESPACE_PREFIX.length);
  const isDefault = namespace.toLowerCase() === DEFAULT_NAMESPACE;
  return { namespace: isDefault ? DEFAULT_NAMESPACE : namespace, content: carried };
}

const objectOf = (text: string) => (nestingDepth(text) > DEEPEST_NESTING ? undefined : parseJsonObject(text));

function addTo(metadata: Map<string, JsonObject>, { namespace, content }: Metadata): void {
  metadata.set(namespace, { ...metadata.get(namespace), ...content });
}
