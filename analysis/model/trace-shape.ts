import type { Reject } from './graph';

/**
 * Sampled traces of one entry point in one window that touched the same services. Services are told by their place in
 * the list beside it; the entry point is one of them.
 */
export type SampledShape = readonly [entry: number, services: readonly number[], traces: number];

/** What the trace summaries of a window showed, or why they could not be read. */
export type WindowTraces =
  | { readonly status: 'unread'; readonly reason: string }
  | {
      readonly status: 'read';
      /** Service keys, sorted. */
      readonly services: readonly string[];
      /** Sorted by entry point and services. */
      readonly shapes: readonly SampledShape[];
      /** Traces that X-Ray scanned for it; they are billed. */
      readonly scanned: number;
      /** Traces that were not used: still in progress, or without an entry point. */
      readonly partial: number;
      readonly withoutEntry: number;
      /** Entry points whose shapes had not finished learning when this window was judged. */
      readonly learners?: readonly string[];
    };

export type ReadTraces = Extract<WindowTraces, { status: 'read' }>;

/** The traces of a window with what the ledger does not keep: ids of examples of each shape, and what was refused. */
export interface TraceReading {
  readonly traces: WindowTraces;
  readonly examples?: readonly (readonly string[])[];
  readonly rejects?: readonly Reject[];
}

/** The services that traces of an entry point touched; sorted keys. Never covered by a learned shape beside it. */
export interface KnownShape {
  readonly services: readonly string[];
  /** A candidate was seen after learning; only later learning makes it part of the norm. */
  readonly standing: 'candidate' | 'learned';
  /** Traces that touched exactly these services, since it is kept. */
  readonly traces: number;
  /** Start of the first and of the last window that showed it, epoch seconds. */
  readonly firstSeen: number;
  readonly lastSeen: number;
}

/** What is known of the requests that enter at one service. */
export interface EntryShapes {
  /** Start of the first window that sampled it, epoch seconds. */
  readonly since: number;
  /** True where a learning window sampled it. */
  readonly taught: boolean;
  /** Start of the first window judged after its learning had finished; absent while it learns. */
  readonly finished?: number;
  /** Windows that sampled it, and their traces. */
  readonly windows: number;
  readonly traces: number;
  /** Traces whose shape would have been learned and found no room. */
  readonly beyond: number;
  /** Sorted by services. */
  readonly shapes: readonly KnownShape[];
}

/** What is new in the traces of an entry point: a service that none of its requests touched, or a combination. */
export interface NewShape {
  /** Key of the service; absent where each service was touched before and only the combination is new. */
  readonly service?: string;
  /** Keys of all services of the most frequent such shape. */
  readonly services: readonly string[];
  /** Sampled traces of the window that showed it, and how many there were. */
  readonly traces: number;
  readonly sampled: number;
  /** Traces before this window, and how many of them had shown it without being confirmed. */
  readonly before: number;
  readonly earlier: number;
  /** Chance that a trace shows a shape never seen, 0..1. */
  readonly unseenMass: number;
  /** Ids of traces that show it, newest first. */
  readonly examples: readonly string[];
}
