import { canonicalService, isLinkLocal } from '../graph/canonical';
import { fieldsOf } from '../graph/statistics';
import type { Reject } from '../model/graph';
import { serviceId, serviceKey } from '../model/service';
import type { Alias } from '../model/settings';
import type { ReadTraces, SampledShape, TraceReading } from '../model/trace-shape';

/** Ids kept as examples of one shape. */
const mostExamples = 3;

interface Group {
  readonly entry: string;
  readonly services: readonly string[];
  traces: number;
  readonly examples: string[];
}

/**
 * Reads X-Ray's trace summaries: for each entry point the sets of services that its traces touched, with how many
 * traces touched just these. A trace in progress has not touched all it will, and one without an entry point belongs
 * to nobody: both are counted and not used. Nothing else of a summary is looked at. O(summaries x services).
 * Source: AWS X-Ray API reference, TraceSummary (ServiceIds, EntryPoint, IsPartial).
 */
export function readSummaries(
  summaries: readonly unknown[],
  aliases: readonly Alias[],
  scanned = summaries.length,
): TraceReading {
  const groups = new Map<string, Group>();
  const rejects: Reject[] = [];
  const keyOf = keysBy(aliases);
  let [partial, withoutEntry] = [0, 0];
  for (const summary of summaries) {
    const { Id: id, IsPartial: inProgress, EntryPoint: entryPoint, ServiceIds: ids } = fieldsOf(summary);
    const at = typeof id === 'string' ? id : 'summary without an Id';
    if (inProgress === true) partial += 1;
    else if (entryPoint === undefined || entryPoint === null) withoutEntry += 1;
    else {
      const entry = keyOf(entryPoint);
      const touched = Array.isArray(ids) ? ids.flatMap((service) => keyOf(service) ?? []) : [];
      if (entry === undefined || touched.length === 0)
        rejects.push({ what: 'trace', reason: 'summary without usable services', at });
      else add(groups, entry, touched, at);
    }
  }
  const { traces, examples } = numbered([...groups.values()]);
  return { traces: { ...traces, scanned, partial, withoutEntry }, examples, rejects };
}

/**
 * Gives services their key in the graph; undefined for what is no service there: clients, link-local addresses. The
 * same few services come in every trace, so that each is worked out once.
 */
function keysBy(aliases: readonly Alias[]): (value: unknown) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (value) => {
    const { Name: name, Type: type, AccountId: account } = fieldsOf(value);
    if (typeof name !== 'string' || name === '' || type === 'client') return undefined;
    const text = (field: unknown): string => (typeof field === 'string' ? field : '');
    const identity = [name, text(type), text(account)].join('\u0000');
    if (!known.has(identity)) {
      const { id } = canonicalService(serviceId(name, text(type), text(account)), aliases);
      known.set(identity, id.name === '' || isLinkLocal(id) ? undefined : serviceKey(id));
    }
    return known.get(identity);
  };
}

function add(groups: Map<string, Group>, entry: string, touched: readonly string[], id: string): void {
  const services = [...new Set([entry, ...touched])].sort();
  const name = `${entry} ${services.join(' ')}`;
  const group = groups.get(name) ?? { entry, services, traces: 0, examples: [] };
  group.traces += 1;
  if (group.examples.length < mostExamples) group.examples.push(id);
  groups.set(name, group);
}

/** The groups in order, with services by their number. */
function numbered(groups: readonly Group[]): {
  traces: Pick<ReadTraces, 'status' | 'services' | 'shapes'>;
  examples: readonly (readonly string[])[];
} {
  const services = [...new Set(groups.flatMap((group) => group.services))].sort();
  const numberOf = new Map(services.map((key, number) => [key, number] as const));
  const number = (key: string): number => numberOf.get(key) ?? 0;
  const rows = groups
    .map((group) => ({ shape: shapeOf(group, number), examples: group.examples }))
    .sort((a, b) => compareLists([a.shape[0], ...a.shape[1]], [b.shape[0], ...b.shape[1]]));
  return {
    traces: { status: 'read', services, shapes: rows.map(({ shape }) => shape) },
    examples: rows.map(({ examples }) => examples),
  };
}

const shapeOf = ({ entry, services, traces }: Group, number: (key: string) => number): SampledShape => [
  number(entry),
  services.map(number),
  traces,
];

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
