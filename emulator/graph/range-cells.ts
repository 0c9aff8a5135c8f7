import type { TraceStore } from '../store/trace-store';
import { inRange, type TimeRange } from '../wire/range';
import { type Cells, sumOf } from './cells';
import { Journal } from './journal';
import type { GraphSink } from './rows';
import { walkTrace } from './walk';

/**
 * Everything counted in a range: whole minutes from the sums, the ragged ends trace by trace. A row belongs to
 * the range in which it ended (half-open), so adjoining ranges share nothing and lose nothing.
 */
export function cellsIn(range: TimeRange, store: TraceStore): Cells {
  const { parts, ragged } = store.sums().cover(range);
  const ends = ragged.map((end) => ({ cells: cellsOf(end, store), shift: 0 }));
  return sumOf([...parts, ...ends], true);
}

/** Counts what traces did in a range, one by one. @param isAsked which traces, by ordinal; all by default */
export function cellsOf(
  range: TimeRange,
  store: TraceStore,
  isAsked: (ordinal: number) => boolean = () => true,
): Cells {
  const journal = new Journal();
  const sink = within(range, journal);
  for (const ordinal of store.endingIn(range)) {
    if (isAsked(ordinal)) walkTrace(store.traceOf(ordinal), store, sink);
  }
  return journal.cells(0);
}

/** Passes on the rows that ended in a range. */
function within(range: TimeRange, sink: GraphSink): GraphSink {
  return {
    node: (row) => inRange(range, row.span.end) && sink.node(row),
    call: (row) => inRange(range, row.span.end) && sink.call(row),
    link: (row) => inRange(range, row.span.end) && sink.link(row),
  };
}
