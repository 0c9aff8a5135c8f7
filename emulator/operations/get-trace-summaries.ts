import { outlineOf } from '../traces/facts';
import { parseFilter } from '../traces/filter/filter';
import { IngestedFacts } from '../traces/filter/ingested-facts';
import { recordedFacts } from '../traces/filter/recorded-facts';
import type { TraceFacts } from '../traces/filter/trace-facts';
import { groupFilters } from '../traces/group-members';
import { matchedTime, type RangeType, rangeTypeOf } from '../traces/range-type';
import { sampleOf } from '../traces/sample';
import { type JsonObject, numberIn, textIn } from '../wire/json';
import { inRange, type TimeRange, timeRange } from '../wire/range';
import type { Operation, World } from './operation';

/** A trace that a query may answer with: one that was ingested, by its ordinal, or a summary that was recorded. */
type Candidate = {
  /** Epoch seconds; the order of the answer. */
  readonly start: number;
  readonly what:
    | { readonly kind: 'ingested'; readonly ordinal: number }
    | { readonly kind: 'recorded'; readonly summary: JsonObject };
};

/**
 * GetTraceSummaries: the traces of a range, newest first.
 * A page looks at a number of traces and answers those that match, so a page may be short or empty and still
 * carry a NextToken; TracesProcessedCount says how many it looked at, ApproximateTime where it begins.
 */
export const getTraceSummaries: Operation = (input, world) => {
  const range = timeRange(input, world.settings.now());
  const matches = parseFilter(textIn(input, 'FilterExpression'), groupFilters(world.control.groups));
  const type = rangeTypeOf(input);
  const isInSample = sampleOf(input);
  const page = world.shelf.page('GetTraceSummaries', input, world.settings.tracePageSize, () =>
    [...ingested(range, type, world), ...recorded(range, world)].sort((a, b) => b.start - a.start),
  );
  const looked = page.items.flatMap(
    (candidate) => viewOf(candidate, { range, type, isInSample, world }) ?? [],
  );
  return {
    TraceSummaries: looked.filter(({ facts }) => matches(facts)).map(({ summary }) => summary()),
    ApproximateTime: Math.floor(page.items.at(-1)?.start ?? range.start),
    TracesProcessedCount: looked.length,
    NextToken: page.nextToken ?? null,
  };
};

/** Traces that may be in the range, to the minute; which of them are is seen when a page is looked at. */
function ingested(range: TimeRange, type: RangeType, { store }: World): readonly Candidate[] {
  const ordinals = new Set([
    ...(type === 'TraceId' ? store.bornIn(range) : store.endingIn(range)),
    ...(type === 'Event' ? store.startingIn(range) : []),
  ]);
  return [...ordinals].map((ordinal) => ({
    start: store.startOf(ordinal),
    what: { kind: 'ingested', ordinal },
  }));
}

/** What a filter and an answer need to know of one candidate. */
interface View {
  readonly facts: TraceFacts;
  readonly summary: () => JsonObject;
}

/** Which traces a request asks for. */
interface Asked {
  readonly range: TimeRange;
  readonly type: RangeType;
  readonly isInSample: (traceId: string) => boolean;
  readonly world: World;
}

/** Opens a candidate; undefined when it is not in the range after all, or nothing of it can be told yet. */
function viewOf({ what }: Candidate, asked: Asked): View | undefined {
  if (what.kind === 'recorded') return { facts: recordedFacts(what.summary), summary: () => what.summary };
  const { store, control } = asked.world;
  const trace = store.traceOf(what.ordinal);
  if (!asked.isInSample(trace.id) || !control.transactionSearch.isIndexed(trace.id)) return undefined;
  const matched = matchedTime(asked.range, asked.type, trace);
  const outline = matched === undefined ? undefined : outlineOf(trace, store);
  const event = asked.type === 'Event' ? { MatchedEventTime: matched } : {};
  if (!outline) return undefined;
  const facts = new IngestedFacts(trace, outline, store);
  return { facts, summary: () => ({ ...facts.summary(), ...event }) };
}

/** Recorded summaries are dated by their StartTime, or else by the time in their id. */
function* recorded(range: TimeRange, world: World): Generator<Candidate> {
  for (const window of world.recordings.windowsWithSummaries(range)) {
    for (const summary of window.summaries) {
      const epoch = Number.parseInt(String(summary.Id).slice(2, 10), 16);
      const start = numberIn(summary, 'StartTime') ?? epoch;
      if (inRange(range, start)) yield { start, what: { kind: 'recorded', summary } };
    }
  }
}
