import { IdentityPool } from '../segments/identity';
import { parseDocument } from '../segments/parse';
import type { Span } from '../segments/span';
import type { TimeRange } from '../wire/range';
import { MinuteIndex } from './minutes';
import { PackedTexts } from './packed';

/** One stored document: its spans, and where its text lies. */
export interface StoredDocument {
  readonly id: string;
  readonly complete: boolean;
  readonly spans: readonly Span[];
  readonly reference: number;
}

/** Everything known of one trace; grows as documents arrive, in any order. */
export interface Trace {
  readonly id: string;
  /** The start of the trace that its id carries, epoch seconds. */
  readonly epoch: number;
  readonly documents: ReadonlyMap<string, StoredDocument>;
}

interface GrowingTrace extends Trace {
  readonly documents: Map<string, StoredDocument>;
}

/** A refused document, as PutTraceSegments answers it. */
export interface UnprocessedSegment {
  readonly Id?: string;
  readonly ErrorCode: string;
  readonly Message: string;
}

/**
 * The memory of X-Ray Local: traces with their spans, found by id, by the minute of their id, and by the
 * minutes in which their spans ended. A complete document overwrites an in-progress or an equal one of its id;
 * an in-progress one that arrives after the complete one changes nothing.
 */
export class TraceStore {
  readonly #traces = new Map<string, GrowingTrace>();
  readonly #byEnd = new MinuteIndex<Trace>();
  readonly #byStart = new MinuteIndex<Trace>();
  readonly #byEpoch = new MinuteIndex<Trace>();
  readonly #texts = new PackedTexts();
  readonly identities = new IdentityPool();

  /** Takes one document, or says why not. */
  ingest(text: string): UnprocessedSegment | undefined {
    const parsed = parseDocument(text, this.identities);
    if (parsed.kind === 'refused') {
      const { id, errorCode, message } = parsed;
      return { ...(id === undefined ? {} : { Id: id }), ErrorCode: errorCode, Message: message };
    }
    if (parsed.inferred) return undefined;
    const trace = this.#traceOf(parsed.traceId);
    if (!parsed.complete && trace.documents.get(parsed.id)?.complete) return undefined;
    const { id, complete, spans } = parsed;
    trace.documents.set(id, { id, complete, spans, reference: this.#texts.append(text) });
    for (const span of spans) {
      this.#byStart.add(span.start, trace);
      if (span.end !== undefined) this.#byEnd.add(span.end, trace);
    }
    return undefined;
  }

  /** How many traces there are. */
  get size(): number {
    return this.#traces.size;
  }

  get(traceId: string): Trace | undefined {
    return this.#traces.get(traceId);
  }

  /** The text of a stored document as it was sent. */
  textOf(document: StoredDocument): string {
    return this.#texts.read(document.reference);
  }

  /** Traces in which some span may have ended in the range (to the minute). */
  endingIn(range: TimeRange): ReadonlySet<Trace> {
    return this.#byEnd.touching(range);
  }

  /** Traces in which some span may have started in the range (to the minute). */
  startingIn(range: TimeRange): ReadonlySet<Trace> {
    return this.#byStart.touching(range);
  }

  /** Traces whose id may carry a time in the range (to the minute). */
  bornIn(range: TimeRange): ReadonlySet<Trace> {
    return this.#byEpoch.touching(range);
  }

  #traceOf(id: string): GrowingTrace {
    const known = this.#traces.get(id);
    if (known) return known;
    const trace: GrowingTrace = { id, epoch: Number.parseInt(id.slice(2, 10), 16), documents: new Map() };
    this.#traces.set(id, trace);
    this.#byEpoch.add(trace.epoch, trace);
    return trace;
  }
}
