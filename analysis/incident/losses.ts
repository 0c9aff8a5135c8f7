import { volumeOf } from '../baseline/expected-volume';
import { volumeView } from '../baseline/part';
import type { Part } from '../model/baseline';
import type { Observation } from '../model/observation';
import { splitSubjectKey } from '../model/subject';
import { type TimeWindow, windowSeconds } from '../model/window';

/** Of a lost call both ends may be the cause; the caller is, unless others lost theirs to the same service. */
const calleeShare = 0.9;

interface Traffic {
  readonly normal: number;
  readonly lost: number;
}

const none: Traffic = { normal: 0, lost: 0 };

/**
 * Calls of a window that each service lost by itself, of those that this time of the week lets expect. What an edge lost
 * beyond what the calls its caller did not get explain, at the usual number of calls a request, counts whole for the
 * caller and nine tenths for the callee, which therefore leads only where several callers lost it at once. Calls are
 * sampled; assumes that fan-out is steady. O(subjects).
 */
export function lossesOf(
  observations: readonly Observation[],
  norms: Part,
  window: TimeWindow,
): (service: string) => number {
  const shown = new Map(observations.map((o) => [o.subject, o.outcomes.total] as const));
  const edges = [...norms.norms].flatMap(([subject, norm]) => {
    const { source, target } = splitSubjectKey(subject);
    if (source === undefined) return [];
    const normal = volumeOf(volumeView(norms, norm, windowSeconds(window)))?.at(window).mean ?? 0;
    return [{ source, target, normal, lost: Math.max(0, normal - (shown.get(subject) ?? 0)) }];
  });
  const got = new Map<string, Traffic>();
  for (const { target, normal, lost } of edges) {
    const before = got.get(target) ?? none;
    got.set(target, { normal: before.normal + normal, lost: before.lost + lost });
  }
  const asCaller = new Map<string, number>();
  const asCallee = new Map<string, number>();
  for (const { source, target, normal, lost } of edges) {
    const above = got.get(source) ?? none;
    const own = Math.max(0, lost - (above.normal > 0 ? (normal * above.lost) / above.normal : 0));
    asCaller.set(source, (asCaller.get(source) ?? 0) + own);
    asCallee.set(target, (asCallee.get(target) ?? 0) + calleeShare * own);
  }
  return (service) => Math.max(asCaller.get(service) ?? 0, asCallee.get(service) ?? 0);
}
