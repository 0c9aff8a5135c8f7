import type { FindingKind } from '../model/assessment';
import type { Family } from '../model/observation';
import type { Rename } from '../model/rename';
import { splitSubjectKey } from '../model/subject';

/** Who calls whom, by service key, and the edges and nodes there are. */
export interface Topology {
  readonly subjects: readonly string[];
  readonly callers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly callees: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Builds the topology of a set of subject keys. O(subjects). */
export function topologyOf(subjects: Iterable<string>): Topology {
  const callers = new Map<string, Set<string>>();
  const callees = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, value: string): void => {
    const set = map.get(key);
    if (set) set.add(value);
    else map.set(key, new Set([value]));
  };
  const all = [...new Set(subjects)].sort();
  for (const subject of all) {
    const { source, target } = splitSubjectKey(subject);
    if (source === undefined) continue;
    put(callers, target, source);
    put(callees, source, target);
  }
  return { subjects: all, callers, callees };
}

function reach(from: string, next: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set([from]);
  const todo = [from];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    for (const neighbour of next.get(at) ?? []) {
      if (!seen.has(neighbour)) {
        seen.add(neighbour);
        todo.push(neighbour);
      }
    }
  }
  return seen;
}

/** A service with all that call it, directly or not. */
export const upstreamOf = (service: string, topology: Topology): Set<string> =>
  reach(service, topology.callers);

/** A service with all it calls, directly or not. */
export const downstreamOf = (service: string, topology: Topology): Set<string> =>
  reach(service, topology.callees);

/** The families of signals that a finding's cause can move on other subjects, and on which. */
export interface Reach {
  readonly subjects: ReadonlyMap<string, ReadonlySet<Family>>;
}

/** Callers retry, give up, or turn to another service. */
const slower: readonly Family[] = ['latency', 'outcomes', 'fanOut', 'shape'];
const quieter: readonly Family[] = ['presence', 'volume'];
const thinner: readonly Family[] = [...quieter, 'fanOut'];
const slowKinds: readonly FindingKind[] = ['latency', 'fault-ratio', 'error-ratio', 'throttle-ratio'];

/**
 * What a finding explains: slowness and failure climb from a service to its callers and thin out the traffic
 * below; more or less traffic, or calls a request, run down to the callees; a new call burdens its caller, brings what lies below
 * and shows in what the requests above it touch.
 * A rename explains the silence of the old names and the sight of the new ones.
 * A drift explains nothing that a window shows, and a new trace shape nothing but itself.
 * O(subjects).
 */
export function reachOf(
  finding: { readonly kind: FindingKind; readonly subject: string; readonly rename?: Rename },
  topology: Topology,
): Reach {
  const { source, target } = splitSubjectKey(finding.subject);
  const subjects = new Map<string, Set<Family>>();
  const put = (subject: string, families: readonly Family[]): void => {
    const set = subjects.get(subject) ?? new Set<Family>();
    for (const family of families) set.add(family);
    subjects.set(subject, set);
  };
  const upward = (service: string): void => {
    const above = upstreamOf(service, topology);
    for (const subject of topology.subjects)
      if (above.has(splitSubjectKey(subject).target)) put(subject, slower);
  };
  const downward = (service: string, families: readonly Family[]): void => {
    const below = downstreamOf(service, topology);
    for (const subject of topology.subjects) {
      const edge = splitSubjectKey(subject);
      if (below.has(edge.source ?? edge.target)) put(subject, families);
    }
  };
  switch (finding.kind) {
    case 'latency':
    case 'fault-ratio':
    case 'error-ratio':
    case 'throttle-ratio':
      upward(target);
      downward(target, thinner);
      put(finding.subject, slower);
      break;
    case 'request-rate':
    case 'vanished-edge':
      downward(target, quieter);
      put(finding.subject, quieter);
      break;
    case 'fan-out':
      downward(target, quieter);
      put(finding.subject, thinner);
      break;
    case 'latency-drift':
    case 'fault-drift':
    case 'rate-drift':
    case 'new-shape':
      break;
    case 'rename':
      for (const { from, to } of finding.rename?.edges ?? []) {
        put(from, quieter);
        put(to, ['presence']);
      }
      for (const { from, to } of finding.rename?.services ?? [])
        for (const service of [from, to]) put(service, ['presence']);
      break;
    case 'new-edge':
    case 'new-node':
      upward(source ?? target);
      downward(target, quieter);
      put(finding.subject, ['presence']);
      break;
  }
  return { subjects };
}

/**
 * What each finding explains, by finding id. Findings of slowness or failure on the same target explain the same
 * beside their own subject, so that this is worked out once a target.
 */
export function reachesOf(
  findings: readonly (Parameters<typeof reachOf>[0] & { readonly id: string })[],
  topology: Topology,
): Map<string, Reach> {
  const byTarget = new Map<string, Reach>();
  return new Map(
    findings.map((finding) => {
      if (!slowKinds.includes(finding.kind)) return [finding.id, reachOf(finding, topology)] as const;
      const { target } = splitSubjectKey(finding.subject);
      const reach = byTarget.get(target) ?? reachOf(finding, topology);
      byTarget.set(target, reach);
      return [finding.id, reach] as const;
    }),
  );
}
