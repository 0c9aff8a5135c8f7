import type { Identity } from '../segments/identity';
import { Histogram, Tally } from './tally';
import type { Alias } from './wire';

/** The stretch of time in which something was seen, epoch seconds. */
export class Seen {
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  at(start: number, end: number): void {
    this.#first = Math.min(this.#first, start);
    this.#last = Math.max(this.#last, end);
  }

  /** Whole seconds, as X-Ray answers them. */
  times(): { StartTime: number; EndTime: number } {
    return { StartTime: Math.floor(this.#first), EndTime: Math.floor(this.#last) };
  }
}

/** What is being summed up for one edge. */
export class EdgeSum {
  readonly target: Identity;
  readonly kind: 'call' | 'link';
  readonly seen = new Seen();
  readonly tally = new Tally();
  readonly responseTimes = new Histogram();
  readonly eventAges = new Histogram();
  #aliases: Map<string, Alias> | undefined;

  constructor(target: Identity, kind: 'call' | 'link') {
    this.target = target;
    this.kind = kind;
  }

  /** Other identities under which the source knows the target, once each. */
  get aliases(): readonly Alias[] {
    return [...(this.#aliases?.values() ?? [])];
  }

  addAlias(alias: Alias): void {
    this.#aliases ??= new Map();
    this.#aliases.set(JSON.stringify(alias), alias);
  }
}

/** What is being summed up for one node. */
export class NodeSum {
  readonly identity: Identity;
  readonly names: Set<string>;
  readonly seen = new Seen();
  readonly tally = new Tally();
  readonly durations = new Histogram();
  readonly responseTimes = new Histogram();
  readonly edges = new Map<number, EdgeSum>();
  root = false;
  /** Sent segments of its own. */
  active = false;
  /** Has numbers of its own; a client has none. */
  numbered: boolean;

  constructor(identity: Identity) {
    this.identity = identity;
    this.names = new Set([identity.name]);
    this.numbered = identity.type !== 'client';
  }

  /** The edge to a target, made when it is first heard of. */
  edgeTo(target: Identity, kind: 'call' | 'link'): EdgeSum {
    const key = 2 * target.index + (kind === 'link' ? 1 : 0);
    const known = this.edges.get(key);
    if (known) return known;
    const edge = new EdgeSum(target, kind);
    this.edges.set(key, edge);
    return edge;
  }
}
