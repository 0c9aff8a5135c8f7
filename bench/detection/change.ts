/** What happens to the calls of one edge in a window. */
export interface EdgeChange {
  /** Multiple of its calls. */
  readonly calls?: number;
  /** Multiple of the callee's time. */
  readonly slower?: number;
  /** A share of its calls takes so many seconds longer. */
  readonly delayed?: { readonly share: number; readonly seconds: number };
  /** Share of its calls that fault, and that are throttled. */
  readonly faults?: number;
  readonly throttles?: number;
}

/** What happens to a system in a window. */
export interface Change {
  /** By place of the callee. */
  readonly edges?: ReadonlyMap<number, EdgeChange>;
  /** An edge that the system does not have otherwise, and its calls in an average window. */
  readonly added?: {
    readonly caller: number;
    readonly name: string;
    readonly type: string;
    readonly calls: number;
  };
  /** Multiple of the share of calls that is sampled. */
  readonly sampling?: number;
  /** The rhythm of the week runs so many seconds ahead. */
  readonly aheadSeconds?: number;
}

export const noChange: Change = {};
