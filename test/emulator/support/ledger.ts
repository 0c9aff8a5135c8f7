import type { Edge, Service } from '@aws-sdk/client-xray';
import { countsOf } from './sketch';

/** How many requests a histogram counts. */
export const massOf = (entries: Service['ResponseTimeHistogram']) =>
  (entries ?? []).reduce((sum, entry) => sum + (entry.Count ?? 0), 0);

/** A service by what makes it one. */
export const keyOf = (service?: Service) => `${service?.Name}|${service?.Type}|${service?.AccountId}`;

/** Every edge with its ends. */
export const edgesIn = (graph: readonly Service[]) =>
  graph.flatMap((source) =>
    (source.Edges ?? []).map((edge) => ({ source, edge, target: graph[edge.ReferenceId ?? -1] })),
  );

/** Everything countable of a graph by a name that does not depend on ReferenceIds, zeros left out. */
export function ledger(...graphs: (readonly Service[])[]): Record<string, number> {
  const sums = new Map<string, number>();
  const add = (key: string, count: number | undefined) =>
    count && sums.set(key, (sums.get(key) ?? 0) + count);
  const addPart = (key: string, part: Service | Edge) => {
    countsOf(part).forEach((count, n) => {
      add(`${key} ${n}`, count);
    });
    const { ResponseTimeHistogram: times = [] } = part;
    const others = [
      'DurationHistogram' in part ? part.DurationHistogram : [],
      'ReceivedEventAgeHistogram' in part ? part.ReceivedEventAgeHistogram : [],
    ];
    for (const [n, entries = []] of [times, ...others].entries()) {
      for (const { Value, Count } of entries) add(`${key} histogram ${n} ${Value}`, Count);
    }
  };
  for (const graph of graphs) {
    for (const service of graph) addPart(keyOf(service), service);
    for (const { source, edge, target } of edgesIn(graph))
      addPart(`${keyOf(source)} ${edge.EdgeType} ${keyOf(target)}`, edge);
  }
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
