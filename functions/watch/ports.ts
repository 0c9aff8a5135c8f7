import type { Baseline } from '../../analysis/model/baseline';
import type { Decision } from '../../analysis/model/decision';
import type { Finding, Incident } from '../../analysis/model/finding';
import type { FormatTopic, Message, StepRecord } from '../../analysis/model/record';
import type { TimeWindow } from '../../analysis/model/window';

/** X-Ray as the watcher needs it. Errors: rejects after its own retries; a window over 6 h is refused before the call. */
export interface Traces {
  /** The pages of one window's service graph, each page's `Services` as X-Ray answered (unknown until decoded). */
  serviceGraph(window: TimeWindow): AsyncIterable<GraphPage>;
  /** Trace summaries of the window that touch the edge or the node, newest first, at most `limit`. */
  traceSummaries(query: EvidenceQuery): Promise<EvidenceAnswer>;
  /** Trace summaries of all that began in the window, newest first, until `limit` traces were scanned. */
  windowSummaries(window: TimeWindow, limit: number): Promise<WindowSummaries>;
  /** The segment documents of traces, at most five ids. */
  traceDocuments(ids: readonly string[]): Promise<TraceDocuments>;
  /** What can be known of the account's tracing before learning begins. */
  preflight(now: number): Promise<readonly Check[]>;
}

export interface GraphPage {
  readonly services: unknown;
  /** X-Ray merged graphs of an older filter of the group into this answer. */
  readonly containsOldGroupVersions: boolean;
}

/** Which traces would show a finding: those through the edge, or through the target. */
export interface EvidenceQuery {
  readonly window: TimeWindow;
  readonly source?: string;
  readonly target: string;
  readonly limit: number;
}

export interface EvidenceAnswer {
  readonly traces: readonly EvidenceTrace[];
  /** Traces X-Ray scanned for the answer; they are billed. */
  readonly scanned: number;
}

export interface EvidenceTrace {
  readonly id: string;
  readonly startTime: number;
  readonly durationSeconds: number;
  readonly fault: boolean;
  readonly error: boolean;
  readonly throttle: boolean;
}

/** Trace summaries as X-Ray answered, unknown until decoded. */
export interface WindowSummaries {
  readonly summaries: readonly unknown[];
  /** Traces X-Ray scanned for the answer; they are billed. */
  readonly scanned: number;
}

/** Traces in full, as X-Ray answered; a trace that it does not have (any more) is absent. */
export interface TraceDocuments {
  readonly traces: readonly {
    readonly id: string;
    /** Segment documents as JSON text; unknown until decoded. */
    readonly documents: readonly string[];
  }[];
}

/** What a run needs of the world. `now` is in epoch seconds. */
export interface Ports {
  readonly traces: Traces;
  readonly memory: Memory;
  readonly publisher: Publisher;
  now(): number;
}

/** One line of the pre-flight: what was checked, how it stands, and what that means for the watcher. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'limited' | 'unknown' | 'failed';
  readonly text: string;
}

/** A run's right to write, with a number that rises with every holder. */
export interface Lease {
  readonly number: number;
  readonly owner: string;
}

/** A message of the outbox with what happened to it so far. */
export interface OutboxItem {
  readonly message: Message;
  readonly sequence: number;
  readonly attempts: number;
}

/**
 * What a scope remembers. One implementation: DynamoDB, in the account or on one machine.
 * Every write is conditional and may be repeated; a write by an outdated lease is refused with {@link LeaseLost}.
 */
export interface Memory {
  /** The lease, or undefined while another run holds it. `now` and `seconds` in epoch seconds and seconds. */
  acquire(owner: string, now: number, seconds: number): Promise<Lease | undefined>;
  release(lease: Lease): Promise<void>;
  /** The newest committed record, or undefined for a new scope. */
  newest(): Promise<StepRecord | undefined>;
  record(sequence: number): Promise<StepRecord | undefined>;
  /** Records after `sequence`, in order. */
  records(after: number): AsyncIterable<StepRecord>;
  /** Writes the record's chunks, then its head if that number is free: the commit point. `lost` changes nothing. */
  commit(lease: Lease, record: StepRecord): Promise<'committed' | 'lost'>;
  /** Writes findings, outbox, registry and cursor of a committed record, in this order; may be repeated. */
  project(lease: Lease, record: StepRecord, known: Baseline['known']): Promise<void>;
  /** Sequence up to which records were projected; 0 for none. */
  projected(): Promise<number>;
  /** Messages not marked sent, oldest first. */
  unsent(): Promise<readonly OutboxItem[]>;
  markSent(id: string, at: number, receipt: string): Promise<void>;
  markFailed(id: string, at: number, reason: string): Promise<void>;
  /** The newest snapshot, or undefined before the first. */
  snapshot(): Promise<Baseline | undefined>;
  /** Writes changed parts, then the snapshot's head if its watermark is still `former` (0 for none). */
  saveSnapshot(lease: Lease, baseline: Baseline, former: number): Promise<'saved' | 'lost'>;
  /** All decisions, in order of `at`, then id. */
  decisions(): Promise<readonly Decision[]>;
  /** Appends a decision; repeating one with the same id changes nothing. */
  decide(decision: Decision): Promise<void>;
  /** Findings and incidents by their start, newest first. */
  findings(limit: number): Promise<readonly (Finding | Incident)[]>;
}

/** The lease passed to another run; this run's work is thrown away, nothing is lost. */
export class LeaseLost extends Error {
  constructor(lease: Lease) {
    super(`lease ${lease.number} of ${lease.owner} was taken over by another run`);
    this.name = 'LeaseLost';
  }
}

/** Where messages go. Rejects when the message was not accepted; the outbox keeps it. */
export interface Publisher {
  /** Formats that have somewhere to go; no text is rendered for the others. */
  readonly formats: readonly FormatTopic[];
  publish(message: Message): Promise<{ readonly receipt: string }>;
}

/** What a schedule sends. `now` (epoch seconds) makes the run take place at another time, for the demo and tests. */
export interface WatchEvent {
  readonly scope: string;
  readonly group?: string;
  readonly now?: number;
}
