import type { RecordedWindow } from '../../demo/generator/window-graph';

/** Everything a test asks about one edge: how many calls, how they ended, how long they took (seconds). */
export interface EdgeFacts {
  readonly seconds: number[];
  ok: number;
  error: number;
  throttle: number;
  fault: number;
}

/** A graph as plain facts by `name|type > name|type`. */
export type Facts = Map<string, EdgeFacts>;

interface Part {
  id: string;
  name: string;
  origin?: string;
  namespace?: string;
  parent_id?: string;
  start_time: number;
  end_time: number;
  error?: boolean;
  fault?: boolean;
  throttle?: boolean;
  aws?: { table_name?: string };
  sql?: object;
  subsegments?: Part[];
}

/** Reads the edges of recorded windows. */
export function factsOfWindows(windows: Iterable<RecordedWindow>): Facts {
  const facts: Facts = new Map();
  for (const { Services } of windows) {
    const services = Services as unknown as GraphService[];
    const names = new Map(
      services.map((service) => [service.ReferenceId, `${service.Name}|${service.Type}`]),
    );
    for (const service of services) {
      for (const edge of service.Edges) {
        const entry = factsOf(facts, `${service.Name}|${service.Type} > ${names.get(edge.ReferenceId)}`);
        const { OkCount, ErrorStatistics, FaultStatistics } = edge.SummaryStatistics;
        entry.ok += OkCount;
        entry.error += ErrorStatistics.OtherCount;
        entry.throttle += ErrorStatistics.ThrottleCount;
        entry.fault += FaultStatistics.TotalCount;
        for (const { Value, Count } of edge.ResponseTimeHistogram) {
          for (let n = 0; n < Count; n++) entry.seconds.push(Value);
        }
      }
    }
  }
  return facts;
}

/** A service as GetServiceGraph writes it. */
export interface GraphService {
  readonly ReferenceId: number;
  readonly Name: string;
  readonly Type: string;
  readonly State: string;
  readonly Edges: readonly {
    readonly ReferenceId: number;
    readonly SummaryStatistics: GraphStatistics;
    readonly ResponseTimeHistogram: readonly { readonly Value: number; readonly Count: number }[];
  }[];
  readonly SummaryStatistics?: GraphStatistics;
  readonly ResponseTimeHistogram?: readonly { readonly Value: number; readonly Count: number }[];
}

export interface GraphStatistics {
  readonly OkCount: number;
  readonly ErrorStatistics: { ThrottleCount: number; OtherCount: number; TotalCount: number };
  readonly FaultStatistics: { OtherCount: number; TotalCount: number };
  readonly TotalCount: number;
  readonly TotalResponseTime: number;
}

/** Reads the edges of segment documents by a few plain rules of its own, for whole traces at a time. */
export function factsOfDocuments(documents: readonly string[]): Facts {
  const facts: Facts = new Map();
  const segments = documents.map((text) => JSON.parse(text) as Part);
  const children = new Map(segments.map((segment) => [segment.parent_id, segment]));
  for (const segment of segments) {
    const self = `${segment.name}|${segment.origin}`;
    if (segment.parent_id === undefined) note(facts, `${segment.name}|client > ${self}`, segment);
    const handler = children.get(segment.id);
    if (handler) note(facts, `${self} > ${handler.name}|${handler.origin}`, handler);
    for (const call of segment.subsegments ?? []) {
      const callee = children.get(call.id);
      note(facts, `${self} > ${callee ? `${callee.name}|${callee.origin}` : inferredNode(call)}`, call);
    }
  }
  return facts;
}

function inferredNode(call: Part): string {
  if (call.sql) return `${call.name}|Database::SQL`;
  if (call.namespace === 'remote') return `${call.name}|remote`;
  if (call.aws?.table_name !== undefined) return `${call.aws.table_name}|AWS::DynamoDB::Table`;
  return `${call.name}|AWS::Unknown`;
}

function note(facts: Facts, edge: string, part: Part): void {
  const entry = factsOf(facts, edge);
  entry.seconds.push(part.end_time - part.start_time);
  if (part.fault) entry.fault++;
  else if (part.throttle) entry.throttle++;
  else if (part.error) entry.error++;
  else entry.ok++;
}

function factsOf(facts: Facts, edge: string): EdgeFacts {
  const entry = facts.get(edge) ?? { seconds: [], ok: 0, error: 0, throttle: 0, fault: 0 };
  facts.set(edge, entry);
  return entry;
}
