import { GraphSum } from '../graph/graph-sum';
import { Journal } from '../graph/journal';
import { renderServices } from '../graph/render';
import { walkTrace } from '../graph/walk';
import { invalidRequest } from '../wire/failure';
import { askedTraces, traceIdsOf } from './asked-traces';
import type { Operation } from './operation';

/** GetTraceGraph: the service graph of up to five traces, whenever they happened. */
export const getTraceGraph: Operation = (input, world) => {
  const { ids, broken } = traceIdsOf(input);
  if (broken.length > 0) throw invalidRequest(`TraceIds must be trace ids, got ${broken.join(', ')}`);
  const page = world.shelf.page('GetTraceGraph', input, world.settings.pageSize, () => {
    const journal = new Journal();
    for (const trace of askedTraces(ids, world)) walkTrace(trace, world.store, journal);
    const graph = new GraphSum(world.store.identities);
    graph.takeCells(journal.cells(0));
    return renderServices(graph.nodes());
  });
  return { Services: page.items, NextToken: page.nextToken ?? null };
};
