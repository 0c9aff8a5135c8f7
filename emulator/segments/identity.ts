/**
 * What makes two nodes of the graph the same node: name, type and account (X-Ray documentation).
 * A Lambda function is therefore two nodes of one name.
 */
export interface Identity {
  /** Equal for equal identities, and sorts like (name, type, account). */
  readonly key: string;
  /** Its number in the pool, from 0; stands for it where millions are counted. */
  readonly index: number;
  readonly name: string;
  readonly type: string | undefined;
  readonly accountId: string | undefined;
}

/** A document would bring a node beyond the number that is remembered. */
export class TooManyNodes extends Error {
  override readonly name: string = 'TooManyNodes';

  constructor(limit: number) {
    super(`More than ${limit} different nodes are not remembered; names seem to be made up by request`);
  }
}

/**
 * Gives every identity one object, so that a hundred thousand spans share a few dozen of them.
 * Names that are never the same would fill the memory, so their number is limited.
 */
export class IdentityPool {
  readonly #known = new Map<string, Identity>();
  readonly #all: Identity[] = [];
  readonly #limit: number;

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** The identity of a name, type and account. Throws `TooManyNodes` for a new one beyond the limit. */
  of(name: string, type?: string, accountId?: string): Identity {
    const key = `${name}\u0000${type ?? ''}\u0000${accountId ?? ''}`;
    const known = this.#known.get(key);
    if (known) return known;
    // A client is made for a node that was let in, so that there are never more of them than of those.
    if (this.#all.length >= this.#limit && type !== 'client') throw new TooManyNodes(this.#limit);
    const identity: Identity = { key, index: this.#all.length, name, type, accountId };
    this.#known.set(key, identity);
    this.#all.push(identity);
    return identity;
  }

  /** The identity of a number that the pool gave. Throws a RangeError for any other. */
  at(index: number): Identity {
    const identity = this.#all[index];
    if (!identity) throw new RangeError(`the pool has no identity ${index}`);
    return identity;
  }
}
