import type { Identity } from '../segments/identity';
import { inRange, type TimeRange } from '../wire/range';
import type { CallRow, GraphSink, LinkRow, NodeRow } from './rows';
import { NodeSum } from './sums';
import { milliseconds } from './tally';

/**
 * Sums up the service graph of one time range: rows in, nodes with edges out.
 * A row belongs to the range in which it ended (half-open), so adjoining ranges share nothing and lose nothing.
 */
export class GraphSum implements GraphSink {
  readonly #range: TimeRange;
  readonly #nodes = new Map<string, NodeSum>();

  constructor(range: TimeRange) {
    this.#range = range;
  }

  node(row: NodeRow): void {
    if (!inRange(this.#range, row.end)) return;
    const node = this.nodeOf(row.node);
    node.seen.at(row.start, row.end);
    node.root ||= row.root;
    node.active ||= !row.inferred;
    const response = milliseconds(row.responseSeconds);
    node.tally.add(row.outcome, response);
    node.responseTimes.add(response);
    node.durations.add(milliseconds(row.durationSeconds));
  }

  call(row: CallRow): void {
    if (!inRange(this.#range, row.end)) return;
    const edge = this.#source(row).edgeTo(row.target, 'call');
    this.nodeOf(row.target).active ||= !row.inferred;
    this.nodeOf(row.source).active ||= row.source.type !== 'client';
    const response = milliseconds(row.responseSeconds);
    edge.seen.at(row.start, row.end);
    edge.tally.add(row.outcome, response);
    edge.responseTimes.add(response);
    if (row.alias) {
      const { name, type } = row.alias;
      const alias = { Name: name, Names: [name], ...(type === undefined ? {} : { Type: type }) };
      edge.aliases.set(JSON.stringify(alias), alias);
    }
  }

  link(row: LinkRow): void {
    if (!inRange(this.#range, row.end)) return;
    const edge = this.#source(row).edgeTo(row.target, 'link');
    edge.seen.at(row.start, row.end);
    if (row.ageSeconds !== undefined) edge.eventAges.add(milliseconds(row.ageSeconds));
  }

  /** The node of an identity, made when it is first heard of. */
  nodeOf(identity: Identity): NodeSum {
    const known = this.#nodes.get(identity.key);
    if (known) return known;
    const node = new NodeSum(identity);
    this.#nodes.set(identity.key, node);
    return node;
  }

  /** All nodes, sorted by name, type and account: equal data gives equal answers. */
  nodes(): readonly NodeSum[] {
    return [...this.#nodes.values()].sort((a, b) => (a.identity.key < b.identity.key ? -1 : 1));
  }

  /** Both ends of an edge exist, even where one of them served nothing in this range; returns the source. */
  #source(row: CallRow | LinkRow): NodeSum {
    this.nodeOf(row.target).seen.at(row.start, row.end);
    const source = this.nodeOf(row.source);
    source.seen.at(row.start, row.end);
    return source;
  }
}
