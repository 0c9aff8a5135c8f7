import type { Look } from '../../analysis/line';
import type { Entry, StepRecord } from '../../analysis/model/record';

/**
 * What the ledger kept of each read of a window that starts at `from` (epoch seconds) or later, as the line looks at
 * it. Before the settlement the ledger keeps only what was new to the watcher then; whatever else is new to a
 * backtest is seen at the settlement, two minutes later. Of what a presence read saw it knows
 * no calls, so that a text about it counts none. A window that did not teach does not teach again.
 */
export async function* ledgerLooks(
  records: AsyncIterable<StepRecord>,
  from: number,
): AsyncGenerator<{ readonly look: Look; readonly sequence: number }> {
  for await (const { entries, sequence } of records)
    for (const entry of entries) if (entry.read.window.start >= from) yield { look: lookOf(entry), sequence };
}

const lookOf = ({ read, gap, observations, requests, teaches, traces }: Entry): Look => {
  if (gap) return { read, gap };
  const shapes = traces ? { traces: { traces } } : {};
  return { read, gap, observations, requests, ...shapes, oldGroupVersions: !teaches };
};
