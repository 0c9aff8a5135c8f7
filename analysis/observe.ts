import type { Service, ServiceGraph } from './model/graph';
import type { Observation } from './model/observation';
import { noOutcomes } from './model/outcomes';
import { edgeKey, subjectOfKey } from './model/subject';
import { mass, sumSeconds } from './stats/histogram';

/**
 * What a graph shows of each node and edge, sorted by subject.
 * An inferred node repeats the numbers of its callers' edges, so that only its presence is taken.
 */
export function observe(graph: ServiceGraph): Observation[] {
  const nodes = graph.services.map(
    (service): Observation => ({
      subject: service.key,
      seen: true,
      outcomes: service.active ? service.outcomes : noOutcomes,
      latency: service.active ? service.responseTime : [],
      latencySumSeconds: service.active ? secondsOf(service) : 0,
    }),
  );
  const requestsOf = new Map(
    graph.services
      .filter((s) => s.active && s.outcomes.total > 0)
      .map((s) => [s.key, s.outcomes.total] as const),
  );
  const edges = graph.edges.map((edge): Observation => {
    const served = requestsOf.get(edge.source);
    const requests = served === undefined ? {} : { requests: served };
    const subject = edgeKey(edge.kind, edge.source, edge.target);
    if (edge.kind === 'link') {
      const latencySumSeconds = sumSeconds(edge.eventAge);
      const total = mass(edge.eventAge);
      const outcomes = { ...noOutcomes, ok: total, total };
      return { subject, seen: true, outcomes, latency: edge.eventAge, latencySumSeconds, ...requests };
    }
    return {
      subject,
      seen: !edge.counted || edge.outcomes.total > 0,
      outcomes: edge.outcomes,
      latency: edge.responseTime,
      latencySumSeconds: secondsOf(edge),
      ...requests,
    };
  });
  return [...nodes, ...edges].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/**
 * Seconds that the calls of a histogram took together: X-Ray's own sum, unless that is missing or is of another
 * number of calls than the histogram holds.
 */
const secondsOf = (at: Pick<Service, 'outcomes' | 'responseTime' | 'responseTimeSeconds'>): number =>
  at.responseTimeSeconds > 0 && (at.responseTime.length === 0 || mass(at.responseTime) === at.outcomes.total)
    ? at.responseTimeSeconds
    : sumSeconds(at.responseTime);

/** Sampled calls that entered the system: those of its clients, or, where none are shown, of its busiest node. */
export function entryRequests(observations: readonly Observation[]): number {
  let byClients = 0;
  let busiest = 0;
  for (const { subject, outcomes } of observations) {
    const at = subjectOfKey(subject);
    if (at.kind !== 'node' && at.source.type === 'client') byClients += outcomes.total;
    busiest = Math.max(busiest, outcomes.total);
  }
  return byClients > 0 ? byClients : busiest;
}
