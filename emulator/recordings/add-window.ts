import type { GraphSum } from '../graph/graph-sum';
import type { EdgeSum, NodeSum } from '../graph/sums';
import type { IdentityPool } from '../segments/identity';
import { type JsonObject, numberIn, objectIn, objectsIn, textIn } from '../wire/json';
import type { RecordedWindow } from './line';

/**
 * Adds a recorded window to a graph that is being summed up.
 * Services meet by name, type and account; ReferenceIds of the line serve only to find targets within it.
 * Every count and every histogram entry is added as recorded.
 */
export function addWindow(graph: GraphSum, window: RecordedWindow, pool: IdentityPool): void {
  const nodes = new Map<unknown, NodeSum>();
  for (const service of window.services) {
    const node = addService(graph, service, window, pool);
    if (node) nodes.set(service.ReferenceId, node);
  }
  for (const service of window.services) {
    const source = nodes.get(service.ReferenceId);
    for (const edge of objectsIn(service, 'Edges')) {
      const target = nodes.get(edge.ReferenceId);
      const kind = edge.EdgeType === 'link' ? 'link' : 'call';
      if (source && target) addEdge(source.edgeTo(target.identity, kind), edge, window);
    }
  }
}

function addService(graph: GraphSum, service: JsonObject, window: RecordedWindow, pool: IdentityPool) {
  const name = textIn(service, 'Name');
  if (name === undefined) return undefined;
  const node = graph.nodeOf(pool.of(name, textIn(service, 'Type'), textIn(service, 'AccountId')));
  for (const other of Array.isArray(service.Names) ? service.Names : []) node.names.add(String(other));
  node.root ||= service.Root === true;
  node.active ||= service.State === 'active';
  node.numbered ||= service.SummaryStatistics !== undefined;
  node.seen.at(numberIn(service, 'StartTime') ?? window.start, numberIn(service, 'EndTime') ?? window.end);
  node.tally.addRecorded(objectIn(service, 'SummaryStatistics'));
  node.durations.addRecorded(service, 'DurationHistogram');
  node.responseTimes.addRecorded(service, 'ResponseTimeHistogram');
  return node;
}

function addEdge(sum: EdgeSum, edge: JsonObject, window: RecordedWindow): void {
  sum.seen.at(numberIn(edge, 'StartTime') ?? window.start, numberIn(edge, 'EndTime') ?? window.end);
  sum.tally.addRecorded(objectIn(edge, 'SummaryStatistics'));
  sum.responseTimes.addRecorded(edge, 'ResponseTimeHistogram');
  sum.eventAges.addRecorded(edge, 'ReceivedEventAgeHistogram');
  for (const alias of objectsIn(edge, 'Aliases')) sum.addAlias(alias);
}
