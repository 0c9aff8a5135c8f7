import type { Edge, Reject, Service, ServiceGraph } from '../model/graph';
import { addOutcomes } from '../model/outcomes';
import { type ServiceId, serviceId, serviceKey } from '../model/service';
import type { Alias } from '../model/settings';
import { edgeKey } from '../model/subject';
import type { TimeWindow } from '../model/window';
import { mergeHistograms } from '../stats/histogram';
import { canonicalService, isLinkLocal } from './canonical';
import { addSeconds, decodeHistogram, decodeStatistics, fieldsOf } from './statistics';

/** A decoded graph with what could not be read, and the number of edges that were parts of another edge. */
export interface Decoded {
  readonly graph: ServiceGraph;
  readonly rejects: readonly Reject[];
  readonly edgesReceived: number;
  readonly edgesMerged: number;
}

type EdgeRow =
  | (Omit<Extract<Edge, { kind: 'call' }>, 'target'> & { readonly reference: number })
  | (Omit<Extract<Edge, { kind: 'link' }>, 'target'> & { readonly reference: number });

/**
 * Reads X-Ray's GetServiceGraph page by page. Pages become compact rows as they arrive; references are
 * resolved after the last page, because an edge may point at a service on a later one.
 * Every edge received is in the graph, merged into an equal edge, or rejected with a reason.
 */
export class GraphDecoder {
  readonly #window: TimeWindow;
  readonly #aliases: readonly Alias[];
  readonly #services = new Map<string, Service>();
  readonly #keyOf = new Map<number, string>();
  /** Why a reference stands for no service of the graph. */
  readonly #refused = new Map<number, string>();
  readonly #edges: EdgeRow[] = [];
  /** By a name that callers use beside a service's own: the references of all services called by it. */
  readonly #otherNames = new Map<string, Set<number>>();
  readonly #rejects: Reject[] = [];
  #edgesReceived = 0;

  constructor(window: TimeWindow, aliases: readonly Alias[]) {
    this.#window = window;
    this.#aliases = aliases;
  }

  /** Takes the `Services` of one page. */
  add(services: unknown): void {
    if (!Array.isArray(services)) {
      this.#reject('page', 'Services is not a list', `page of ${typeof services}`);
      return;
    }
    for (const service of services) this.#addService(service);
  }

  /** Resolves references and sorts. O(n log n) in services and edges. */
  finish(): Decoded {
    const edges = new Map<string, Edge>();
    const same = this.#sameServices();
    for (const key of same.keys()) this.#services.delete(key);
    let edgesMerged = 0;
    for (const row of this.#edges) {
      const named = this.#keyOf.get(row.reference);
      const target = named && (same.get(named) ?? named);
      if (target === undefined) {
        this.#reject('edge', this.#whyNoTarget(row.reference), `${row.source} to reference ${row.reference}`);
        continue;
      }
      const { reference: _, ...rest } = row;
      const edge: Edge = { ...rest, target };
      const key = edgeKey(edge.kind, edge.source, target);
      const before = edges.get(key);
      if (before) edgesMerged += 1;
      edges.set(key, before ? mergeEdges(before, edge) : edge);
    }
    const byKey = (a: [string, unknown], b: [string, unknown]): number => (a[0] < b[0] ? -1 : 1);
    const graph = {
      window: this.#window,
      services: [...this.#services].sort(byKey).map(([, service]) => service),
      edges: [...edges].sort(byKey).map(([, edge]) => edge),
    };
    return { graph, rejects: this.#rejects, edgesReceived: this.#edgesReceived, edgesMerged };
  }

  /**
   * Services that X-Ray inferred under a name by which calls of this window reached one that sends segments, and only
   * one: they are that one. A load balancer, which stands for several, is nobody.
   */
  #sameServices(): ReadonlyMap<string, string> {
    const callers = new Set(this.#edges.map(({ source }) => source));
    const same = new Map<string, string>();
    for (const [name, references] of this.#otherNames) {
      const [target, ...others] = new Set([...references].map((reference) => this.#keyOf.get(reference)));
      const inferred = this.#services.get(name)?.active === false && !callers.has(name);
      if (inferred && target !== undefined && others.length === 0 && this.#services.get(target)?.active)
        same.set(name, target);
    }
    return same;
  }

  #addOtherNames(reference: number, aliases: unknown): void {
    for (const alias of Array.isArray(aliases) ? aliases : []) {
      const { Name: name, Names: names, Type: type } = fieldsOf(alias);
      for (const one of new Set([name, ...(Array.isArray(names) ? names : [])])) {
        if (typeof one !== 'string' || typeof type !== 'string') continue;
        const key = serviceKey(canonicalService(serviceId(one, type), this.#aliases).id);
        this.#otherNames.set(key, (this.#otherNames.get(key) ?? new Set()).add(reference));
      }
    }
  }

  #whyNoTarget(reference: number): string {
    const refused = this.#refused.get(reference);
    return refused === undefined ? 'target is in no page of the answer' : `target rejected: ${refused}`;
  }

  #reject(what: Reject['what'], reason: string, at: string): void {
    this.#rejects.push({ what, reason, at });
  }

  #addService(value: unknown): void {
    const fields = fieldsOf(value);
    const edges = Array.isArray(fields.Edges) ? fields.Edges : [];
    this.#edgesReceived += edges.length;
    const named = this.#identity(fields);
    if (typeof named === 'string') {
      const reference = typeof fields.ReferenceId === 'number' ? fields.ReferenceId : 'unknown';
      const at = typeof fields.Name === 'string' ? fields.Name : `reference ${reference}`;
      this.#reject('service', named, at);
      if (typeof fields.ReferenceId === 'number') this.#refused.set(fields.ReferenceId, named);
      for (const _ of edges) this.#reject('edge', `caller rejected: ${named}`, at);
      return;
    }
    const key = serviceKey(named.id);
    if (!Array.isArray(fields.Edges ?? [])) this.#reject('service', 'Edges is not a list', key);
    const repeated = this.#keyOf.get(named.reference) === key;
    this.#keyOf.set(named.reference, key);
    if (!repeated) this.#keep(key, this.#service(named.id, key, fields));
    for (const edge of edges) this.#addEdge(key, edge);
  }

  #identity(fields: Readonly<Record<string, unknown>>): { id: ServiceId; reference: number } | string {
    const { Name: name, Type: type, AccountId: account, ReferenceId: reference } = fields;
    if (typeof name !== 'string' || name === '') return 'service without a name';
    if (typeof reference !== 'number') return 'service without a ReferenceId';
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const { id, repaired } = canonicalService(serviceId(name, text(type), text(account)), this.#aliases);
    if (id.name === '') return 'service without a name';
    if (isLinkLocal(id)) return 'link-local address';
    if (repaired) this.#reject('name', 'control characters replaced', id.name);
    return { id, reference };
  }

  #service(id: ServiceId, key: string, fields: Readonly<Record<string, unknown>>): Service {
    const active = fields.State === 'active';
    const statistics = decodeStatistics(fields.SummaryStatistics);
    const { histogram, problem } = decodeHistogram(fields.ResponseTimeHistogram);
    if (active && statistics.problem) this.#reject('statistics', statistics.problem, key);
    if (problem) this.#reject('histogram', problem, key);
    return {
      ...id,
      key,
      active,
      root: fields.Root === true,
      outcomes: statistics.outcomes,
      responseTime: histogram,
      responseTimeSeconds: statistics.responseTimeSeconds,
    };
  }

  #keep(key: string, service: Service): void {
    const same = this.#services.get(key);
    this.#services.set(key, same ? mergeServices(same, service) : service);
  }

  #addEdge(source: string, value: unknown): void {
    const fields = fieldsOf(value);
    const reference = fields.ReferenceId;
    if (typeof reference !== 'number') {
      this.#reject('edge', 'edge without a ReferenceId', source);
      return;
    }
    const at = `${source} to reference ${reference}`;
    this.#addOtherNames(reference, fields.Aliases);
    if (fields.EdgeType === 'link') {
      const { histogram, problem } = decodeHistogram(fields.ReceivedEventAgeHistogram);
      if (problem) this.#reject('histogram', problem, at);
      this.#edges.push({ kind: 'link', source, reference, eventAge: histogram });
      return;
    }
    const { outcomes, responseTimeSeconds, counted, problem } = decodeStatistics(fields.SummaryStatistics);
    const times = decodeHistogram(fields.ResponseTimeHistogram);
    if (problem) this.#reject('statistics', problem, at);
    if (times.problem) this.#reject('histogram', times.problem, at);
    const responseTime = times.histogram;
    this.#edges.push({
      kind: 'call',
      source,
      reference,
      outcomes,
      counted,
      responseTime,
      responseTimeSeconds,
    });
  }
}

/** Reads all pages of one window at once; see {@link GraphDecoder}. */
export function decodeGraph(
  pages: Iterable<unknown>,
  window: TimeWindow,
  aliases: readonly Alias[] = [],
): Decoded {
  const decoder = new GraphDecoder(window, aliases);
  for (const page of pages) decoder.add(page);
  return decoder.finish();
}

/** Adds the parts of a service. An inferred part only repeats what callers saw: beside an active one it adds nothing. */
function mergeServices(a: Service, b: Service): Service {
  const root = a.root || b.root;
  if (a.active !== b.active) return { ...(a.active ? a : b), root };
  return {
    ...a,
    root,
    outcomes: addOutcomes(a.outcomes, b.outcomes),
    responseTime: mergeHistograms(a.responseTime, b.responseTime),
    responseTimeSeconds: addSeconds(a.responseTimeSeconds, b.responseTimeSeconds),
  };
}

function mergeEdges(a: Edge, b: Edge): Edge {
  if (a.kind === 'link')
    return b.kind === 'link' ? { ...a, eventAge: mergeHistograms(a.eventAge, b.eventAge) } : a;
  if (b.kind === 'link') return a;
  return {
    ...a,
    counted: a.counted || b.counted,
    outcomes: addOutcomes(a.outcomes, b.outcomes),
    responseTime: mergeHistograms(a.responseTime, b.responseTime),
    responseTimeSeconds: addSeconds(a.responseTimeSeconds, b.responseTimeSeconds),
  };
}
