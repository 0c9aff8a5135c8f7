import type { Identity } from '../segments/identity';
import type { ClosedSpan } from '../segments/span';

/** What every contribution to the graph rests on. */
interface Row {
  /** Says when it began and ended and how: it is counted in the range in which this span ended. */
  readonly span: ClosedSpan;
}

/** One request that a node served: told by its segment, of an inferred node by the caller's subsegment. */
export interface NodeRow extends Row {
  readonly node: Identity;
  /** True when the node is known only from its caller. */
  readonly inferred: boolean;
  /** True when nobody called: the request came from outside. */
  readonly root: boolean;
  /** From the start of the span to the end of the last traced activity. */
  readonly durationSeconds: number;
}

/** One request that a node made to another: told by the caller's subsegment, else by the callee's segment. */
export interface CallRow extends Row {
  readonly source: Identity;
  readonly target: Identity;
  /** True when the target is known only from its caller. */
  readonly inferred: boolean;
  /** Under which other identity the source knows the target; undefined when it names it as it is. */
  readonly alias: Identity | undefined;
}

/** One event that went from a node to another by way of a queue: told by the segment that carries the link. */
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
