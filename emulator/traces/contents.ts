import { Lineage } from '../graph/lineage';
import type { Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { type JsonObject, objectsIn, parseJsonObject } from '../wire/json';

/**
 * One trace opened for reading: who belongs to whom, and what every segment and subsegment says in full.
 * Made for a query and dropped with it; costs a parse of every document of the trace.
 */
export interface TraceContents {
  readonly trace: Trace;
  readonly lineage: Lineage;
  /** The JSON of a span of this trace; an empty object when the span is not of this trace. */
  rawOf(span: Span): JsonObject;
}

/** Opens a trace. */
export function contentsOf(trace: Trace, store: TraceStore): TraceContents {
  const raws = new Map<Span, JsonObject>();
  for (const stored of trace.documents.values()) {
    const byId = new Map<string, JsonObject>();
    for (const raw of everySpanIn(parseJsonObject(store.textOf(stored)) ?? {})) {
      byId.set(String(raw.id).toLowerCase(), raw);
    }
    for (const span of stored.spans) raws.set(span, byId.get(span.id) ?? {});
  }
  return { trace, lineage: new Lineage(trace), rawOf: (span) => raws.get(span) ?? {} };
}

/** A document and everything nested in it, without recursion. */
export function* everySpanIn(document: JsonObject): Generator<JsonObject> {
  const waiting: JsonObject[] = [document];
  for (let raw = waiting.pop(); raw; raw = waiting.pop()) {
    yield raw;
    waiting.push(...objectsIn(raw, 'subsegments'));
  }
}
