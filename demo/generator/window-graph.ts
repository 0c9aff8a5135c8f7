import { type NodeId, nodeIds, nodes } from '../system/nodes';
import type { CallSpan, SimulatedTrace, Span } from './simulate';
import { emptyTally, type Tally, tallyCall, tallyStatistics } from './tally';

/** One window of a recording, in the shape that GetServiceGraph answers. */
export interface RecordedWindow {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Services: readonly Readonly<Record<string, unknown>>[];
}

/** Adds up the traces of one window into the service graph that X-Ray would answer for it. */
export class WindowGraph {
  private readonly ofNode = new Map<NodeId, Tally>();
  private readonly ofEdge = new Map<NodeId, Map<NodeId, Tally>>();

  add({ root }: SimulatedTrace): void {
    this.edge('client', root.node, root);
    this.span(root);
  }

  /** Writes the graph down; nodes in fixed order, reference ids counted from 0. */
  toWindow(start: number, end: number): RecordedWindow {
    const present = nodeIds.filter((id) => this.ofNode.has(id) || this.ofEdge.has(id));
    const reference = new Map(present.map((id, index) => [id, index]));
    return { StartTime: start, EndTime: end, Services: present.map((id) => this.service(id, reference)) };
  }

  private span(span: Span): void {
    this.node(span.node, span);
    if (span.handler) {
      this.edge(span.node, span.handler.node, span.handler);
      this.span(span.handler);
    }
    for (const call of span.calls) {
      this.edge(span.node, call.target, call);
      if (call.callee) this.span(call.callee);
      else this.node(call.target, call);
    }
  }

  private node(id: NodeId, seen: Span | CallSpan): void {
    tallyCall(entryOf(this.ofNode, id, emptyTally), seen);
  }

  private edge(source: NodeId, target: NodeId, seen: Span | CallSpan): void {
    const targets = entryOf(this.ofEdge, source, () => new Map<NodeId, Tally>());
    tallyCall(entryOf(targets, target, emptyTally), seen);
  }

  private service(id: NodeId, reference: ReadonlyMap<NodeId, number>): Record<string, unknown> {
    const { name, type, inferred } = nodes[id];
    const targets = this.ofEdge.get(id);
    const Edges = [...reference].flatMap(([target, ReferenceId]) => {
      const tally = targets?.get(target);
      return tally ? [{ ReferenceId, ...tallyStatistics(tally), Aliases: [] }] : [];
    });
    const head = {
      ReferenceId: reference.get(id),
      Name: name,
      Names: [name],
      ...(id === 'stage' && { Root: true }),
      Type: type,
      State: inferred ? 'unknown' : 'active',
    };
    const tally = this.ofNode.get(id);
    if (tally === undefined) return { ...head, ...lifeOf(targets), Edges };
    const statistics = tallyStatistics(tally);
    return { ...head, ...statistics, Edges, DurationHistogram: statistics.ResponseTimeHistogram };
  }
}

function lifeOf(targets: ReadonlyMap<NodeId, Tally> | undefined): { StartTime: number; EndTime: number } {
  const tallies = [...(targets?.values() ?? [])];
  return {
    StartTime: Math.floor(Math.min(...tallies.map(({ first }) => first))),
    EndTime: Math.ceil(Math.max(...tallies.map(({ last }) => last))),
  };
}

/** Gives the entry of a map, made anew when the map has none. */
function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
