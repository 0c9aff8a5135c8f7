import { downstreamOf, topologyOf } from '../incident/topology';
import type { Finding } from '../model/finding';
import type { Observation } from '../model/observation';
import { type ServiceId, serviceOfKey } from '../model/service';
import { splitSubjectKey, subjectOfKey } from '../model/subject';
import { percent, shortName } from './words';

/** The entry points whose requests may pass through trouble, busiest first, and how many of all sampled ones these are. */
export interface Impact {
  readonly entries: readonly ServiceId[];
  readonly calls: number;
  readonly of: number;
}

/**
 * Whom a finding may hit: the entry points from which its caller (of a node the node itself) can be reached in the graph
 * of the window. An upper bound: not every request takes every path. Undefined where the window shows no clients.
 * O(subjects of the window).
 */
export function impactOf(
  { subject }: Pick<Finding, 'subject'>,
  window: readonly Observation[],
): Impact | undefined {
  const topology = topologyOf(window.filter(({ seen }) => seen).map((o) => o.subject));
  const { source, target } = splitSubjectKey(subject);
  const isClient = source !== undefined && serviceOfKey(source).type === 'client';
  const hit = isClient ? target : (source ?? target);
  const calls = new Map<string, number>();
  for (const { subject: own, outcomes } of window) {
    const at = subjectOfKey(own);
    if (at.kind === 'node' || at.source.type !== 'client') continue;
    const entry = splitSubjectKey(own).target;
    calls.set(entry, (calls.get(entry) ?? 0) + outcomes.total);
  }
  const all = sum([...calls.values()]);
  if (all === 0) return undefined;
  const reached = [...calls]
    .filter(([entry, n]) => n > 0 && downstreamOf(entry, topology).has(hit))
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return {
    entries: reached.map(([entry]) => serviceOfKey(entry)),
    calls: sum(reached.map(([, n]) => n)),
    of: all,
  };
}

const mostNamed = 3;

/** The impact as a field of an alert. */
export function impactWords({ entries, calls, of }: Impact): string {
  if (entries.length === 0) return 'no request of the sampled ones of this window can reach it';
  const more = entries.length - mostNamed;
  const named = entries.slice(0, mostNamed).map(shortName).join(', ');
  const others = more > 0 ? ` and ${more} more` : '';
  const share =
    calls === of ? 'all of the sampled requests' : `${percent(calls / of)} of the sampled requests`;
  return `up to ${calls} of ${of} (${share}): those that enter at ${named}${others}`;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
