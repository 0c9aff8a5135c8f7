import { edgeKey, splitSubjectKey } from '../../model/subject';

/** New services and the old ones whose names they took, by key; each stands in it once. */
export class Renamings {
  readonly #oldOf = new Map<string, string>();
  readonly #newOf = new Map<string, string>();

  constructor(pairs: Iterable<readonly [to: string, from: string]> = []) {
    for (const [to, from] of pairs) this.add(to, from);
  }

  add(to: string, from: string): void {
    this.#oldOf.set(to, from);
    this.#newOf.set(from, to);
  }

  get pairs(): readonly (readonly [to: string, from: string])[] {
    return [...this.#oldOf].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  oldOf = (service: string): string | undefined => this.#oldOf.get(service);
  isReplaced = (service: string): boolean => this.#newOf.has(service);

  /** A node or edge under the old names of its services; the same where none of them is new. */
  before = (subject: string): string => translated(subject, (service) => this.#oldOf.get(service) ?? service);

  /** A node or edge under the new names of its services. */
  after = (subject: string): string => translated(subject, (service) => this.#newOf.get(service) ?? service);
}

function translated(subject: string, name: (service: string) => string): string {
  const { kind, source, target } = splitSubjectKey(subject);
  return kind === 'node' || source === undefined ? name(target) : edgeKey(kind, name(source), name(target));
}
