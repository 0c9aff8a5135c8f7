import type { Trace } from '../store/trace-store';
import { invalidRequest } from '../wire/failure';
import { type JsonObject, textIn } from '../wire/json';
import { inRange, type TimeRange } from '../wire/range';

/** By which of its times a trace is looked up. */
export type RangeType = 'TraceId' | 'Event' | 'Service';

/** Reads TimeRangeType of a request; `TraceId` when absent. */
export function rangeTypeOf(input: JsonObject): RangeType {
  const type = textIn(input, 'TimeRangeType') ?? 'TraceId';
  if (type === 'TraceId' || type === 'Event' || type === 'Service') return type;
  throw invalidRequest(`TimeRangeType must be TraceId, Event or Service, got ${type}`);
}

/**
 * Whether a trace belongs to a range: `TraceId` by the time in its id, `Service` by the end of one of its
 * segments, `Event` by anything in it starting or ending. X-Ray describes `Event` as the trace's update time;
 * nothing here says when a document arrived, so a trace that runs through a range without a start or end of
 * anything is not found by it.
 */
export function isSpanTimeIn(range: TimeRange, type: RangeType, trace: Trace): boolean {
  if (type === 'TraceId') return inRange(range, trace.epoch);
  for (const document of trace.documents.values()) {
    for (const span of document.spans) {
      const ended = span.end !== undefined && inRange(range, span.end);
      if (type === 'Service' ? ended && span.kind === 'segment' : ended || inRange(range, span.start))
        return true;
    }
  }
  return false;
}
