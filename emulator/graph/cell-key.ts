import type { Identity } from '../segments/identity';

/** Which node or edge a cell counts, by the numbers of its identities in their pool. */
export type CellOwner = { readonly kind: 'node'; readonly node: number } | EdgeOwner;

/** The ends of an edge, by their numbers. */
export interface EdgeOwner {
  readonly kind: 'call' | 'link';
  readonly source: number;
  readonly target: number;
}

const KINDS = ['node', 'call', 'link'] as const;
const PLACES = KINDS.length + 1;
const MOST_IDENTITIES = 2 ** 24;

/** The number under which a node is counted. */
export function nodeKey(node: Identity): number {
  return node.index * PLACES;
}

/** The number under which an edge is counted. */
export function edgeKey(kind: 'call' | 'link', source: Identity, target: Identity): number {
  return (source.index * MOST_IDENTITIES + target.index) * PLACES + KINDS.indexOf(kind);
}

/** Whose number it is. */
export function ownerOf(key: number): CellOwner {
  const kind = KINDS[key % PLACES] ?? 'node';
  const rest = Math.floor(key / PLACES);
  if (kind === 'node') return { kind, node: rest };
  return { kind, source: Math.floor(rest / MOST_IDENTITIES), target: rest % MOST_IDENTITIES };
}
