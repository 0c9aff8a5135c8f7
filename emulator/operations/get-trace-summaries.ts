import type { Trace } from '../store/trace-store';
import { outlineOf } from '../traces/facts';
import { parseFilter } from '../traces/filter/filter';
import { IngestedFacts } from '../traces/filter/ingested-facts';
import { recordedFacts } from '../traces/filter/recorded-facts';
import type { TraceFacts } from '../traces/filter/trace-facts';
import { isSpanTimeIn, rangeTypeOf } from '../traces/range-type';
import { summaryOf } from '../traces/summary';
import { type JsonObject, numberIn, textIn } from '../wire/json';
import { inRange, type TimeRange, timeRange } from '../wire/range';
import type { Operation, World } from './operation';

/** A trace that a query may answer with: ingested, or a summary that was recorded. */
interface Candidate {
  readonly start: number;
  /** Made for one page, because facts remember what they parsed. */
  readonly facts: () => TraceFacts;
  readonly summary: () => JsonObject;
}

/**
 * GetTraceSummaries: the traces of a range, newest first.
 * A page looks at a number of traces and answers those that match, so a page may be short or empty and still
 * carry a NextToken; TracesProcessedCount says how many it looked at, ApproximateTime where it begins.
 */
export const getTraceSummaries: Operation = (input, world) => {
  const range = timeRange(input, world.settings.now());
  const matches = parseFilter(textIn(input, 'FilterExpression'));
  const type = rangeTypeOf(input);
  const size = world.settings.tracePageSize;
  const page = world.shelf.page('GetTraceSummaries', input, size, () => {
    const found = [...ingested(range, type, world), ...recorded(range, world)];
    return found.sort((a, b) => b.start - a.start);
  });
  return {
    TraceSummaries: page.items.filter(({ facts }) => matches(facts())).map(({ summary }) => summary()),
    ApproximateTime: Math.floor(page.items.at(-1)?.start ?? range.start),
    TracesProcessedCount: page.items.length,
    NextToken: page.nextToken ?? null,
  };
};

function* ingested(
  range: TimeRange,
  type: ReturnType<typeof rangeTypeOf>,
  world: World,
): Generator<Candidate> {
  const { store } = world;
  const traces = new Set<Trace>([
    ...(type === 'TraceId' ? store.bornIn(range) : store.endingIn(range)),
    ...(type === 'Event' ? store.startingIn(range) : []),
  ]);
  for (const trace of traces) {
    const outline = outlineOf(trace, store);
    if (!outline || !isSpanTimeIn(range, type, trace)) continue;
    yield {
      start: outline.start,
      facts: () => new IngestedFacts(trace, outline, store),
      summary: () => summaryOf(trace, outline, store),
    };
  }
}

/** Recorded summaries are dated by their StartTime, or else by the time in their id. */
function* recorded(range: TimeRange, world: World): Generator<Candidate> {
  for (const window of world.recordings.windowsWithSummaries(range)) {
    for (const summary of window.summaries) {
      const epoch = Number.parseInt(String(summary.Id).slice(2, 10), 16);
      const start = numberIn(summary, 'StartTime') ?? epoch;
      if (inRange(range, start)) yield { start, facts: () => recordedFacts(summary), summary: () => summary };
    }
  }
}
