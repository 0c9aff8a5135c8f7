import { traceIdOf } from '../segments/problems';
import { processedTrace } from '../traces/processed';
import { invalidRequest } from '../wire/failure';
import type { Operation } from './operation';

const MOST_TRACES = 5;

/**
 * BatchGetTraces: up to five traces with all their documents, the inferred ones included.
 * A trace that is not known is simply not answered; what is no trace id comes back in UnprocessedTraceIds.
 */
export const batchGetTraces: Operation = (input, world) => {
  const ids: unknown = input.TraceIds;
  if (!Array.isArray(ids) || ids.length === 0)
    throw invalidRequest('TraceIds is required and must not be empty');
  if (ids.length > MOST_TRACES) throw invalidRequest(`At most ${MOST_TRACES} TraceIds are allowed`);
  const asked = new Set(ids.flatMap((id: unknown) => traceIdOf(id) ?? []));
  const page = world.shelf.page('BatchGetTraces', input, world.settings.batchPageSize, () =>
    [...asked].flatMap((id) => world.store.get(id) ?? []),
  );
  return {
    Traces: page.items.map((trace) => processedTrace(trace, world.store)),
    UnprocessedTraceIds: ids.map(String).filter((id) => traceIdOf(id) === undefined),
    NextToken: page.nextToken ?? null,
  };
};
