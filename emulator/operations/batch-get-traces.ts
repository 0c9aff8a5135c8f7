import { processedTrace } from '../traces/processed';
import { askedTraces, traceIdsOf } from './asked-traces';
import type { Operation } from './operation';

/**
 * BatchGetTraces: up to five traces with all their documents, the inferred ones included.
 * A trace that is not known is simply not answered; what is no trace id comes back in UnprocessedTraceIds.
 */
export const batchGetTraces: Operation = (input, world) => {
  const { ids, broken } = traceIdsOf(input);
  const page = world.shelf.page('BatchGetTraces', input, world.settings.batchPageSize, () =>
    askedTraces(ids, world),
  );
  return {
    Traces: page.items.map((trace) => processedTrace(trace, world.store)),
    UnprocessedTraceIds: broken,
    NextToken: page.nextToken ?? null,
  };
};
