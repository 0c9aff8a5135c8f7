import { traceIdOf } from '../segments/problems';
import type { Trace } from '../store/trace-store';
import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import type { World } from './operation';

const MOST_TRACES = 5;

/** The trace ids of a request, each once, and what stood among them that is none. */
export interface TraceIds {
  readonly ids: readonly string[];
  readonly broken: readonly string[];
}

/** Reads TraceIds: one to five of them (AWS documentation). */
export function traceIdsOf(input: JsonObject): TraceIds {
  const given: unknown = input.TraceIds;
  if (!Array.isArray(given) || given.length === 0)
    throw invalidRequest('TraceIds is required and must be a list of 1 to 5 trace ids');
  if (given.length > MOST_TRACES)
    throw invalidRequest(`TraceIds must have at most ${MOST_TRACES} entries, found ${given.length}`);
  return {
    ids: [...new Set(given.flatMap((id: unknown) => traceIdOf(id) ?? []))],
    broken: given.filter((id: unknown) => traceIdOf(id) === undefined).map(String),
  };
}

/** Those of the traces that are known and, under Transaction Search, indexed. */
export function askedTraces(ids: readonly string[], { store, control }: World): readonly Trace[] {
  return ids.flatMap((id) => (control.transactionSearch.isIndexed(id) ? (store.get(id) ?? []) : []));
}
