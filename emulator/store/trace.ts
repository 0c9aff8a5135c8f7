import type { ParsedDocument } from '../segments/parse';
import type { Span } from '../segments/span';

/** One stored document: its spans, and where its text lies. */
export interface StoredDocument {
  readonly id: string;
  readonly complete: boolean;
  readonly spans: readonly Span[];
  readonly reference: number;
}

/** Everything known of one trace. */
export interface Trace {
  readonly id: string;
  /** The start of the trace that its id carries, epoch seconds. */
  readonly epoch: number;
  readonly documents: ReadonlyMap<string, StoredDocument>;
}

/** Ids made by OpenTelemetry carry chance where those of X-Ray carry a time. */
const MOST_CREDIBLE_SECONDS = 86_400;

/** The time that an id of X-Ray carries, epoch seconds. */
export function epochOf(traceId: string): number {
  return Number.parseInt(traceId.slice(2, 10), 16);
}

/** When a trace began by its id (epoch seconds); where that is a day or more off its spans, by a span's start. */
export function birthOf(epoch: number, start: number): number {
  return Math.abs(epoch - start) < MOST_CREDIBLE_SECONDS ? epoch : start;
}

/** A trace to which documents are added as they arrive, in any order. */
export class GrowingTrace implements Trace {
  readonly id: string;
  readonly epoch: number;
  readonly documents = new Map<string, StoredDocument>();
  #spans = 0;

  constructor(id: string) {
    this.id = id;
    this.epoch = epochOf(id);
  }

  /** Whether the complete document of an id has arrived, after which one in progress changes nothing. */
  hasComplete(id: string): boolean {
    return this.documents.get(id)?.complete === true;
  }

  /** Adds a document; it overwrites one of the same id, unless that is complete and this one is not. */
  add({ id, complete, spans }: ParsedDocument, reference: number): void {
    if (!complete && this.hasComplete(id)) return;
    this.#spans += spans.length - (this.documents.get(id)?.spans.length ?? 0);
    this.documents.set(id, { id, complete, spans, reference });
  }

  /** How many spans are in memory for it. */
  get spans(): number {
    return this.#spans;
  }
}
