import type { NodePattern } from './syntax';

/** What tells one node from another, wherever it was read. */
export interface NodeIdentity {
  readonly name: string;
  readonly type: string | undefined;
  readonly accountId: string | undefined;
}

/** Whether a node has every member of a pattern; an empty pattern matches every node. */
export function matchesNode(pattern: NodePattern, node: NodeIdentity): boolean {
  return (
    (pattern.name === undefined || pattern.name === node.name) &&
    (pattern.type === undefined || pattern.type === node.type) &&
    (pattern.accountId === undefined || pattern.accountId === node.accountId)
  );
}
