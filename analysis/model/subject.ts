import { type ServiceId, serviceKey, serviceOfKey } from './service';

/**
 * What a number is about: a node of the graph, or an edge of it. `call` edges are synchronous,
 * `link` edges are X-Ray's asynchronous ones, which carry an event age instead of outcomes.
 */
export type Subject =
  | { readonly kind: 'node'; readonly target: ServiceId }
  | { readonly kind: 'call' | 'link'; readonly source: ServiceId; readonly target: ServiceId };

export type SubjectKind = Subject['kind'];

/** The subject as one string: `key` for a node, `source>target` for a call, `source>>target` for a link. */
export function subjectKey(subject: Subject): string {
  if (subject.kind === 'node') return serviceKey(subject.target);
  return edgeKey(subject.kind, serviceKey(subject.source), serviceKey(subject.target));
}

/** An edge's key from the keys of its ends. */
export const edgeKey = (kind: 'call' | 'link', source: string, target: string): string =>
  `${source}${kind === 'call' ? '>' : '>>'}${target}`;

/** What {@link subjectKey} wrote, split: the key of the target, and of the source where there is one. */
export function splitSubjectKey(key: string): { kind: SubjectKind; source?: string; target: string } {
  const at = key.indexOf('>');
  if (at < 0) return { kind: 'node', target: key };
  const link = key[at + 1] === '>';
  return { kind: link ? 'link' : 'call', source: key.slice(0, at), target: key.slice(at + (link ? 2 : 1)) };
}

/** Reads a key that {@link subjectKey} wrote. */
export function subjectOfKey(key: string): Subject {
  const { kind, source, target } = splitSubjectKey(key);
  if (kind === 'node' || source === undefined) return { kind: 'node', target: serviceOfKey(target) };
  return { kind, source: serviceOfKey(source), target: serviceOfKey(target) };
}
