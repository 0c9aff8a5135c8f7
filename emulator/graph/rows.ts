import type { Identity } from '../segments/identity';
import type { Outcome } from '../segments/outcome';
import type { ClosedSpan } from '../segments/span';

/** What every contribution to the graph says: when it began and when it ended, epoch seconds. */
interface Row {
  readonly start: number;
  readonly end: number;
}

/** One request that a node served. */
export interface NodeRow extends Row {
  readonly node: Identity;
  /** True when the node is known only from its caller. */
  readonly inferred: boolean;
  /** True when nobody called: the request came from outside. */
  readonly root: boolean;
  /** The segment whose numbers these are; of an inferred node the caller's subsegment. */
  readonly span: ClosedSpan;
  readonly outcome: Outcome;
  readonly responseSeconds: number;
  readonly durationSeconds: number;
}

/** One request that a node made to another. */
export interface CallRow extends Row {
  readonly source: Identity;
  readonly target: Identity;
  /** True when the target is known only from its caller. */
  readonly inferred: boolean;
  /** Under which other identity the source knows the target; undefined when it names it as it is. */
  readonly alias: Identity | undefined;
  /** The caller's subsegment; the callee's segment where no subsegment reports the call. */
  readonly span: ClosedSpan;
  readonly outcome: Outcome;
  readonly responseSeconds: number;
}

/** One event that went from a node to another by way of a queue. */
export interface LinkRow extends Row {
  readonly source: Identity;
  readonly target: Identity;
  /** How old the event was when it was received, seconds; undefined where only the sender's side says so. */
  readonly ageSeconds: number | undefined;
}

/** Whoever wants to hear what a trace contributes to the graph. */
export interface GraphSink {
  node(row: NodeRow): void;
  call(row: CallRow): void;
  link(row: LinkRow): void;
}
