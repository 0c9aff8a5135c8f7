import { createHash } from 'node:crypto';
import { Lineage } from '../graph/lineage';
import { isClosed, type Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import { isJsonObject, type JsonObject, objectsIn, parseJsonObject } from '../wire/json';

interface WireSegment {
  readonly Id: string;
  /** The document as JSON text. */
  readonly Document: string;
}

/** What an inferred segment takes over from the subsegment it was inferred from. */
const INHERITED = ['http', 'aws', 'sql', 'error', 'throttle', 'fault', 'cause'] as const;

/**
 * A trace as BatchGetTraces answers it: the documents as they were sent, then one segment marked `inferred`
 * for every call whose callee sent none, with the subsegment as its parent and the node's type as its origin
 * (AWS documentation's sample; a `remote` host has no origin there).
 */
export function processedTrace(trace: Trace, store: TraceStore): JsonObject {
  const lineage = new Lineage(trace);
  const segments: WireSegment[] = [];
  const inferred: WireSegment[] = [];
  for (const stored of trace.documents.values()) {
    const text = store.textOf(stored);
    segments.push({ Id: stored.id, Document: text });
    for (const raw of subsegmentsOf(parseJsonObject(text) ?? {})) {
      const call = lineage.spans.get(String(raw.id).toLowerCase());
      if (call && stored.spans.includes(call) && isInferredCall(call, lineage)) {
        inferred.push(inferredSegment(raw, call, trace.id));
      }
    }
  }
  const spans = [...lineage.spans.values()];
  const start = spans.reduce((first, span) => Math.min(first, span.start), Number.POSITIVE_INFINITY);
  const end = spans.reduce((last, span) => Math.max(last, span.end ?? span.start), 0);
  const Duration = Math.round((end - start) * 1000) / 1000;
  return { Id: trace.id, Duration, LimitExceeded: false, Segments: [...segments, ...inferred] };
}

/** Whether nobody answered for a call that has ended, and nobody is expected to. */
function isInferredCall(call: Span, lineage: Lineage): boolean {
  if (call.kind !== 'subsegment' || !isClosed(call) || !call.identity || call.awaitsCallee) return false;
  return lineage.ownerOf(call) !== undefined && lineage.calleesOf(call).length === 0;
}

function* subsegmentsOf(document: JsonObject): Generator<JsonObject> {
  const waiting: JsonObject[] = [document];
  for (let raw = waiting.shift(); raw; raw = waiting.shift()) {
    if (raw !== document || raw.type === 'subsegment') yield raw;
    waiting.unshift(...objectsIn(raw, 'subsegments').filter(isJsonObject));
  }
}

function inferredSegment(raw: JsonObject, call: Span, traceId: string): WireSegment {
  const id = createHash('sha256').update(`${traceId} ${call.id}`).digest('hex').slice(0, 16);
  const origin = call.identity?.type;
  const document = {
    id,
    name: raw.name,
    start_time: raw.start_time,
    end_time: raw.end_time,
    parent_id: call.id,
    inferred: true,
    ...Object.fromEntries(INHERITED.filter((member) => raw[member] !== undefined).map((m) => [m, raw[m]])),
    trace_id: traceId,
    ...(origin === undefined || origin === 'remote' ? {} : { origin }),
  };
  return { Id: id, Document: JSON.stringify(document) };
}
