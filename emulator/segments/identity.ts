/**
 * What makes two nodes of the graph the same node: name, type and account (X-Ray documentation).
 * A Lambda function is therefore two nodes of one name.
 */
export interface Identity {
  /** Equal for equal identities, and sorts like (name, type, account). */
  readonly key: string;
  readonly name: string;
  readonly type: string | undefined;
  readonly accountId: string | undefined;
}

/** Gives every identity one object, so that a hundred thousand spans share a few dozen of them. */
export class IdentityPool {
  readonly #known = new Map<string, Identity>();

  of(name: string, type?: string, accountId?: string): Identity {
    const key = `${name}\u0000${type ?? ''}\u0000${accountId ?? ''}`;
    const known = this.#known.get(key);
    if (known) return known;
    const identity: Identity = { key, name, type, accountId };
    this.#known.set(key, identity);
    return identity;
  }
}
