import { MinuteSums } from '../graph/minute-sums';
import { walkTrace } from '../graph/walk';
import { IdentityPool } from '../segments/identity';
import { type ParsedDocument, parseDocument, type RefusedDocument } from '../segments/parse';
import type { TimeRange } from '../wire/range';
import { LinkIndex } from './links';
import { MinuteIndex } from './minutes';
import type { Overflow } from './overflow';
import type { LoggedText } from './segment-log';
import type { Texts } from './texts';
import { birthOf, epochOf, GrowingTrace, type StoredDocument, type Trace } from './trace';
import { TraceTable } from './trace-table';

export type { StoredDocument, Trace } from './trace';

/** A refused document, as PutTraceSegments answers it. */
export interface UnprocessedSegment {
  readonly Id?: string;
  readonly ErrorCode: string;
  readonly Message: string;
}

/** What a data folder held when it was opened. */
export interface Kept {
  readonly documents: number;
  /** Documents that were not taken again, because limits are lower now; they stay in the folder. */
  readonly refused: number;
  /** Bytes of an unfinished document that were cut away. */
  readonly cutBytes: number;
}

/** What a store is made of and how much it may hold in memory. */
export interface TraceStoreOptions {
  readonly texts: Texts;
  /** Where the counts of minutes are kept. */
  readonly sums: Overflow;
  /** The clock, epoch seconds. */
  readonly now: () => number;
  /** Spans of traces that are kept ready for further documents. */
  readonly spansInMemory: number;
  /** Rows of the graph that wait to be counted. */
  readonly rowsInMemory: number;
  /** Different nodes that are remembered. */
  readonly mostNodes: number;
}

/** A trace whose spans are in memory; `summed` tells whether its rows are counted in the sums. */
interface HotTrace {
  readonly trace: GrowingTrace;
  summed: boolean;
}

/** A document that was read, and when it arrived. */
interface ReadDocument {
  readonly text: string;
  readonly parsed: ParsedDocument | RefusedDocument;
  /** Epoch seconds. */
  readonly arrival: number;
}

/** More of one trace is not taken: every document of a trace is looked at again when another comes. */
const MOST_TRACE_BYTES = 16 * 1024 * 1024;
/** Half a character, which UTF-8 cannot write: replaced before parsing, or the text read again would differ. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** What stays when spans are let go: many go at once, because looking for the oldest costs something each time. */
const KEPT_SHARE = 0.8;

/**
 * The memory of X-Ray Local: traces found by id and by the minutes of their id, of their starts and of their
 * ends, and the service graph of all of them summed up by minute.
 *
 * What a trace contributes to the sums can change with every further document of it, so it is counted late: when
 * somebody asks for the graph, or when newer traces need its place in memory. A document that comes after that
 * has the old contribution taken back first. A trace that is not in memory is read again from its documents.
 */
export class TraceStore {
  readonly identities: IdentityPool;
  readonly #sums: MinuteSums;
  readonly #table = new TraceTable();
  readonly #hot = new Map<number, HotTrace>();
  readonly #links = new LinkIndex();
  readonly #byEnd = new MinuteIndex();
  readonly #byStart = new MinuteIndex();
  readonly #byBirth = new MinuteIndex();
  readonly #options: TraceStoreOptions;
  #hotSpans = 0;

  constructor(options: TraceStoreOptions) {
    this.#options = options;
    this.identities = new IdentityPool(options.mostNodes);
    this.#sums = new MinuteSums(options.sums, options.rowsInMemory);
  }

  /** How many traces were ever heard of. */
  get traces(): number {
    return this.#table.size;
  }

  /**
   * Takes one document, or says why not.
   * @param clock by which its times are judged, epoch seconds; without it documents from any time are taken
   */
  ingest(text: string, clock?: number): UnprocessedSegment | undefined {
    const arrival = this.#options.now();
    const kept = text.replace(LONE_SURROGATE, '\ufffd');
    const parsed = parseDocument(kept, this.identities, clock);
    return this.#take({ text: kept, parsed, arrival }, () => this.#options.texts.append(kept, arrival));
  }

  /** Takes a document again that is stored already, or says why not. */
  recall({ text, arrival, reference }: LoggedText): UnprocessedSegment | undefined {
    const parsed = parseDocument(text, this.identities);
    return this.#take({ text, parsed, arrival }, () => reference);
  }

  /** The trace of an id; undefined while nothing of it has arrived. */
  get(traceId: string): Trace | undefined {
    const ordinal = this.#table.find(traceId);
    return ordinal === undefined ? undefined : this.traceOf(ordinal);
  }

  /** The trace of a number that a look-up gave. */
  traceOf(ordinal: number): Trace {
    return this.#hot.get(ordinal)?.trace ?? this.#reread(ordinal);
  }

  /** When the earliest span of a trace started, epoch seconds. */
  startOf(ordinal: number): number {
    return this.#table.startOf(ordinal);
  }

  /** When the first document of a trace arrived, epoch seconds. */
  arrivalOf(ordinal: number): number {
    return this.#table.arrivalOf(ordinal);
  }

  /** The text of a stored document as it was sent. */
  textOf(document: StoredDocument): string {
    return this.#options.texts.read(document.reference);
  }

  /** Traces in which some span may have ended in the range (to the minute). */
  endingIn(range: TimeRange): ReadonlySet<number> {
    return this.#byEnd.touching(range);
  }

  /** Traces in which some span may have started in the range (to the minute). */
  startingIn(range: TimeRange): ReadonlySet<number> {
    return this.#byStart.touching(range);
  }

  /** Traces that may have begun in the range (to the minute), by their ids. */
  bornIn(range: TimeRange): ReadonlySet<number> {
    return this.#byBirth.touching(range);
  }

  /** The sums by minute, with everything counted that has arrived. */
  sums(): MinuteSums {
    for (const hot of this.#hot.values()) this.#count(hot);
    return this.#sums;
  }

  close(): void {
    this.#options.texts.close();
    this.#options.sums.close();
  }

  #take({ text, parsed, arrival }: ReadDocument, keep: () => number): UnprocessedSegment | undefined {
    if (parsed.kind === 'refused') {
      const { id, errorCode, message } = parsed;
      return { ...(id === undefined ? {} : { Id: id }), ErrorCode: errorCode, Message: message };
    }
    if (parsed.inferred) return undefined;
    const { size } = this.#table;
    const ordinal = this.#table.findOrAdd(parsed.traceId, arrival);
    const bytes = Buffer.byteLength(text);
    if (this.#table.bytesOf(ordinal) + bytes > MOST_TRACE_BYTES) {
      const Message = `More than ${MOST_TRACE_BYTES / 1024 / 1024} MB of one trace are not kept`;
      return { Id: parsed.id, ErrorCode: 'TraceTooLarge', Message };
    }
    this.#table.noteBytes(ordinal, bytes);
    this.#store(parsed, { ordinal, isNew: ordinal === size, keep });
    return undefined;
  }

  #store(parsed: ParsedDocument, how: { ordinal: number; isNew: boolean; keep: () => number }): void {
    const { ordinal, isNew, keep } = how;
    const hot = this.#warm(ordinal, parsed.traceId, isNew);
    if (!parsed.complete && hot.trace.hasComplete(parsed.id)) {
      this.#cool();
      return;
    }
    this.#takeBack(ordinal, hot);
    const reference = keep();
    const before = hot.trace.spans;
    hot.trace.add(parsed, reference);
    this.#hotSpans += hot.trace.spans - before;
    this.#table.addDocument(ordinal, reference);
    this.#index(ordinal, parsed);
    this.#cool();
  }

  /** The trace with its spans in memory, and last in the order in which they leave it. */
  #warm(ordinal: number, traceId: string, isNew: boolean): HotTrace {
    const known = this.#hot.get(ordinal);
    this.#hot.delete(ordinal);
    const hot = known ?? { trace: isNew ? new GrowingTrace(traceId) : this.#reread(ordinal), summed: !isNew };
    if (!known) this.#hotSpans += hot.trace.spans;
    this.#hot.set(ordinal, hot);
    return hot;
  }

  /** Takes back what is about to change: the trace's own rows, and those of traces that link to it. */
  #takeBack(ordinal: number, hot: HotTrace): void {
    for (const linking of this.#links.to(hot.trace.id)) {
      if (linking === ordinal) continue;
      const other = this.#warm(linking, this.#table.idOf(linking), false);
      this.#uncount(other);
    }
    this.#uncount(hot);
  }

  #uncount(hot: HotTrace): void {
    if (!hot.summed) return;
    this.#sums.takingBack((sink) => walkTrace(hot.trace, this, sink));
    hot.summed = false;
  }

  #count(hot: HotTrace): void {
    if (hot.summed) return;
    walkTrace(hot.trace, this, this.#sums);
    hot.summed = true;
  }

  #index(ordinal: number, { traceId, spans }: ParsedDocument): void {
    for (const span of spans) {
      this.#table.noteStart(ordinal, span.start);
      this.#byBirth.add(birthOf(epochOf(traceId), span.start), ordinal);
      this.#byStart.add(span.start, ordinal);
      if (span.end !== undefined) this.#byEnd.add(span.end, ordinal);
      for (const link of span.links ?? [])
        if (link.traceId !== traceId) this.#links.add(link.traceId, ordinal);
    }
  }

  /**
   * Counts the traces that were quiet for longest and lets their spans go, until the rest fits. The newest stays,
   * however large: it would be read again for every further document.
   */
  #cool(): void {
    if (this.#hotSpans <= this.#options.spansInMemory) return;
    for (const [ordinal, hot] of this.#hot) {
      if (this.#hotSpans <= this.#options.spansInMemory * KEPT_SHARE || this.#hot.size === 1) return;
      this.#count(hot);
      this.#hot.delete(ordinal);
      this.#hotSpans -= hot.trace.spans;
    }
  }

  #reread(ordinal: number): GrowingTrace {
    const trace = new GrowingTrace(this.#table.idOf(ordinal));
    for (const reference of this.#table.documentsOf(ordinal)) {
      const parsed = parseDocument(this.#options.texts.read(reference), this.identities);
      if (parsed.kind === 'document') trace.add(parsed, reference);
    }
    return trace;
  }
}
