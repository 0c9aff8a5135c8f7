import type { Identity, IdentityPool } from '../segments/identity';
import { ASPECT, type Aspect, type Cell } from './cell';
import { type EdgeOwner, ownerOf } from './cell-key';
import { type Cells, cellAt, placesIn } from './cells';
import { kindOf } from './kind-code';
import { type EdgeSum, NodeSum } from './sums';

/** A cell, and how to read one aspect of it again: histograms are not kept but read when they are written out. */
interface Counted {
  readonly cell: Cell;
  readonly reread: (aspect: Aspect) => () => ReadonlyMap<number, number>;
}

/** A node or an edge with its sums. */
const BYTES_PER_PART = 700;

/** A service graph that is being put together: counts and recorded windows in, nodes with their edges out. */
export class GraphSum {
  readonly #pool: IdentityPool;
  readonly #nodes = new Map<string, NodeSum>();
  #cellBytes = 0;

  constructor(pool: IdentityPool) {
    this.#pool = pool;
  }

  /** Takes over everything counted, once; seconds are epoch seconds. */
  takeCells(cells: Cells): void {
    this.#cellBytes += cells.length;
    for (const { key, at } of placesIn(cells)) {
      const cell = cellAt(cells, at);
      const counted = { cell, reread: (aspect: Aspect) => () => cellAt(cells, at).counts(aspect) };
      const owner = ownerOf(key);
      if (owner.kind === 'node') this.#addNode(this.nodeOf(this.#pool.at(owner.node)), counted);
      else this.#addEdge(owner, counted);
    }
  }

  /** The node of an identity, made when it is first heard of. */
  nodeOf(identity: Identity): NodeSum {
    const known = this.#nodes.get(identity.key);
    if (known) return known;
    const node = new NodeSum(identity);
    this.#nodes.set(identity.key, node);
    return node;
  }

  /** What the graph takes in memory, about: it holds on to the cells for their histograms. */
  get bytes(): number {
    let parts = 0;
    for (const { edges } of this.#nodes.values()) parts += 1 + edges.size;
    return this.#cellBytes + parts * BYTES_PER_PART;
  }

  /** All nodes, sorted by name, type and account: equal data gives equal answers. */
  nodes(): readonly NodeSum[] {
    return [...this.#nodes.values()].sort((a, b) => (a.identity.key < b.identity.key ? -1 : 1));
  }

  #addNode(node: NodeSum, counted: Counted): void {
    const { cell, reread } = counted;
    seenBy(node, cell);
    for (const [code, count] of cell.counts(ASPECT.kind)) {
      if (count > 0) node.root ||= kindOf(code).root;
      if (count > 0) node.active ||= kindOf(code).instrumented;
    }
    addRequests(node, counted);
    node.durations.measured(reread(ASPECT.duration));
  }

  /** Both ends of an edge exist, even where one of them served nothing in this range. */
  #addEdge(owner: EdgeOwner, counted: Counted): void {
    const { cell, reread } = counted;
    const source = this.nodeOf(this.#pool.at(owner.source));
    const target = this.nodeOf(this.#pool.at(owner.target));
    const edge = source.edgeTo(target.identity, owner.kind);
    for (const part of [source, target, edge]) seenBy(part, cell);
    if (owner.kind === 'link') {
      edge.eventAges.measured(reread(ASPECT.age));
      return;
    }
    for (const [code, count] of cell.counts(ASPECT.kind)) {
      if (count > 0) target.active ||= kindOf(code).instrumented;
    }
    source.active ||= source.identity.type !== 'client';
    addRequests(edge, counted);
    this.#addAliases(edge, cell);
  }

  #addAliases(edge: EdgeSum, cell: Cell): void {
    for (const [index, count] of cell.counts(ASPECT.alias)) {
      if (count <= 0) continue;
      const { name, type } = this.#pool.at(index);
      const alias = { Name: name, Names: [name], ...(type === undefined ? {} : { Type: type }) };
      edge.addAlias(alias);
    }
  }
}

function seenBy({ seen }: Pick<NodeSum, 'seen'>, cell: Cell): void {
  seen.at(cell.first, cell.last);
}

function addRequests(
  { tally, responseTimes }: Pick<NodeSum, 'tally' | 'responseTimes'>,
  counted: Counted,
): void {
  const { cell, reread } = counted;
  for (const [code, count] of cell.counts(ASPECT.kind)) tally.add(kindOf(code).outcome, count);
  for (const [milliseconds, count] of cell.counts(ASPECT.response)) tally.addTime(milliseconds * count);
  responseTimes.measured(reread(ASPECT.response));
}
