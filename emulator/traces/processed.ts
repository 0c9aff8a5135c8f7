import { createHash } from 'node:crypto';
import type { Identity } from '../segments/identity';
import type { Span } from '../segments/span';
import type { Trace, TraceStore } from '../store/trace-store';
import type { JsonObject } from '../wire/json';
import { contentsOf, type TraceContents } from './contents';
import { extentOf } from './extent';
import { inferredCalleeOf } from './inferred-callee';

interface WireSegment {
  readonly Id: string;
  /** The document as JSON text. */
  readonly Document: string;
}

/** X-Ray answers at most 500 KB of a trace (quotas of AWS X-Ray). */
const LARGEST_TRACE_BYTES = 500 * 1024;
/** What an inferred segment takes over from the subsegment it was inferred from. */
const INHERITED = ['http', 'aws', 'sql', 'error', 'throttle', 'fault', 'cause'] as const;

/**
 * A trace as BatchGetTraces answers it: the documents as they were sent, then one segment marked `inferred`
 * for every call whose callee sent none, with the subsegment as its parent and the node's type as its origin
 * (AWS documentation's sample; a `remote` host has no origin there). Of a trace beyond the limit only the first part is
 * answered, and `LimitExceeded` says so.
 */
export function processedTrace(trace: Trace, store: TraceStore): JsonObject {
  const contents = contentsOf(trace, store);
  const sent = [...trace.documents.values()].map(
    (stored): WireSegment => ({ Id: stored.id, Document: store.textOf(stored) }),
  );
  const spans = [...contents.lineage.spans.values()];
  const inferred = spans.flatMap((span) => {
    const callee = inferredCalleeOf(span, contents.lineage);
    return callee ? inferredSegment(span, callee, contents) : [];
  });
  const { duration } = extentOf(spans);
  const all = [...sent, ...inferred];
  const Segments = withinLimit(all);
  return { Id: trace.id, Duration: duration, LimitExceeded: Segments.length < all.length, Segments };
}

/** As many segments from the first on as X-Ray answers. */
function withinLimit(segments: readonly WireSegment[]): readonly WireSegment[] {
  let bytes = 0;
  const cut = segments.findIndex(({ Document }) => {
    bytes += Buffer.byteLength(Document);
    return bytes > LARGEST_TRACE_BYTES;
  });
  return cut < 0 ? segments : segments.slice(0, cut);
}

function inferredSegment(call: Span, callee: Identity, { trace, rawOf }: TraceContents): WireSegment {
  const id = createHash('sha256').update(`${trace.id} ${call.id}`).digest('hex').slice(0, 16);
  const raw = rawOf(call);
  const document = {
    id,
    name: raw.name,
    start_time: raw.start_time,
    end_time: raw.end_time,
    parent_id: call.id,
    inferred: true,
    ...Object.fromEntries(INHERITED.filter((member) => raw[member] !== undefined).map((m) => [m, raw[m]])),
    trace_id: trace.id,
    ...(callee.type === undefined || callee.type === 'remote' ? {} : { origin: callee.type }),
  };
  return { Id: id, Document: JSON.stringify(document) };
}
