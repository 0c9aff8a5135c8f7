import { matchesNode, type NodeIdentity } from './node-pattern';
import { readSelector } from './parse';

/** Whose statistics are asked: those of nodes, or those of the edges between nodes. */
export type EntitySelector =
  | { readonly kind: 'node'; readonly matches: (node: NodeIdentity) => boolean }
  | { readonly kind: 'edge'; readonly matches: (source: NodeIdentity, target: NodeIdentity) => boolean };

/**
 * Reads the EntitySelectorExpression of GetTimeSeriesServiceStatistics: one `id()`, `service()` or `edge()`.
 * Throws InvalidRequestException, as for a filter; the empty text is refused, over 500 characters too.
 */
export function parseEntitySelector(expression: string): EntitySelector {
  const entity = readSelector(expression);
  if (entity.kind === 'service') return { kind: 'node', matches: (node) => matchesNode(entity.node, node) };
  const { source, target } = entity;
  return { kind: 'edge', matches: (from, to) => matchesNode(source, from) && matchesNode(target, to) };
}
