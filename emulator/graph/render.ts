import type { EdgeSum, NodeSum } from './sums';
import type { WireEdge, WireService } from './wire';

/**
 * A service that takes shape only when it is written as JSON, one after the other: in full, a page of them takes ten
 * times the memory, and all pages a hundred times.
 */
export interface Rendered {
  toJSON(): WireService;
}

/**
 * Writes summed-up nodes as the `Services` of GetServiceGraph.
 * ReferenceIds are the positions in the list, good for this one answer only, as in X-Ray.
 */
export function renderServices(nodes: readonly NodeSum[]): readonly Rendered[] {
  const references = new Map(nodes.map((node, position) => [node.identity.key, position]));
  return nodes.map((node, position) => ({ toJSON: () => renderService(node, position, references) }));
}

function renderService(
  node: NodeSum,
  position: number,
  references: ReadonlyMap<string, number>,
): WireService {
  const { name, type, accountId } = node.identity;
  const edges = [...node.edges.values()].map((edge) =>
    renderEdge(edge, references.get(edge.target.key) ?? -1),
  );
  return {
    ReferenceId: position,
    Name: name,
    Names: [...node.names],
    ...(node.root ? { Root: true as const } : {}),
    ...(accountId === undefined ? {} : { AccountId: accountId }),
    ...(type === undefined ? {} : { Type: type }),
    State: node.active ? 'active' : 'unknown',
    ...node.seen.times(),
    Edges: edges.sort(byTarget),
    ...(node.numbered ? numbersOf(node) : {}),
  };
}

/** By target, calls before links, so that equal data gives equal answers. */
function byTarget(a: WireEdge, b: WireEdge): number {
  return a.ReferenceId - b.ReferenceId || (a.EdgeType ? 1 : 0) - (b.EdgeType ? 1 : 0);
}

function numbersOf(node: NodeSum) {
  return {
    SummaryStatistics: node.tally.summary(),
    DurationHistogram: node.durations.entries(),
    ResponseTimeHistogram: node.responseTimes.entries(),
  };
}

function renderEdge(edge: EdgeSum, reference: number): WireEdge {
  const common = { ReferenceId: reference, ...edge.seen.times(), Aliases: edge.aliases };
  if (edge.kind === 'call') {
    return {
      ...common,
      SummaryStatistics: edge.tally.summary(),
      ResponseTimeHistogram: edge.responseTimes.entries(),
    };
  }
  return {
    ...common,
    SummaryStatistics: {},
    ResponseTimeHistogram: [],
    EdgeType: 'link',
    ReceivedEventAgeHistogram: edge.eventAges.entries(),
  };
}
