import { birthOf, type Trace } from '../store/trace';
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
 * The moment by which a trace belongs to a range, epoch seconds; undefined where it does not.
 * `TraceId` goes by the time in its id (by its earliest start, where the id carries none), so that a trace has one
 * moment only; `Service` by the end of one of its segments, `Event` by anything in it starting or ending; of several
 * moments the earliest. X-Ray describes `Event` as the trace's update time; nothing
 * here says when a document arrived, so a trace that runs through a range without a start or end of anything is
 * not found by it.
 */
export function matchedTime(range: TimeRange, type: RangeType, trace: Trace): number | undefined {
  let earliest: number | undefined;
  for (const time of timesOf(trace, type)) {
    if (inRange(range, time) && time < (earliest ?? Number.POSITIVE_INFINITY)) earliest = time;
  }
  return earliest;
}

function* timesOf(trace: Trace, type: RangeType): Generator<number> {
  let first = Number.POSITIVE_INFINITY;
  for (const document of trace.documents.values()) {
    for (const span of document.spans) {
      first = Math.min(first, span.start);
      if (span.end !== undefined && type !== 'TraceId' && (type === 'Event' || span.kind === 'segment'))
        yield span.end;
      if (type === 'Event') yield span.start;
    }
  }
  if (type === 'TraceId') yield birthOf(trace.epoch, first);
}
