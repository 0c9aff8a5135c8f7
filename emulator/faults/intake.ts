import { parseDocument } from '../segments/parse';
import type { TraceStore, UnprocessedSegment } from '../store/trace-store';
import type { Faults } from './faults';
import type { WaitingRoom } from './waiting-room';

/** What became of the documents that were sent so far. */
export interface DocumentCounts {
  readonly accepted: number;
  readonly refused: number;
  /** Held back by a fault at this moment, copies included. */
  readonly late: number;
  /** Taken a second time by a fault; not counted as accepted. */
  readonly duplicated: number;
  /** Accepted and held back by a fault, then not taken when their time came: something was full by then. */
  readonly dropped: number;
}

/** What an intake stands in front of. */
interface Behind {
  readonly store: TraceStore;
  readonly faults: Faults;
  /** The clock, epoch seconds; no fault skews it. */
  readonly now: () => number;
  /** Where late documents wait. */
  readonly waiting: WaitingRoom;
}

/**
 * The door of the store: every document comes through it, is counted, and meets the faults of documents.
 * Its times are judged when it is sent, also when it is to be late. A document that waits when the plan is replaced stays due when it was.
 */
export class Intake {
  readonly #behind: Behind;
  readonly #counts = { accepted: 0, refused: 0, duplicated: 0, dropped: 0 };

  constructor(behind: Behind) {
    this.#behind = behind;
  }

  get counts(): DocumentCounts {
    return { ...this.#counts, late: this.#behind.waiting.size };
  }

  /**
   * Takes one document, or says why not.
   * @param clock what time it is to the sender's service, epoch seconds; a fault may skew it
   */
  ingest(text: string, clock = this.#behind.now()): UnprocessedSegment | undefined {
    const { faults, store } = this.#behind;
    this.release();
    const refused = faults.strikesDocuments ? this.#struck(text, clock) : store.ingest(text, clock);
    this.#counts[refused ? 'refused' : 'accepted'] += 1;
    return refused;
  }

  /** Lets documents into the store whose time has come, in the order of their times. */
  release(): void {
    const { waiting, store, now } = this.#behind;
    for (const text of waiting.due(now())) if (store.ingest(text)) this.#counts.dropped += 1;
  }

  #struck(text: string, clock: number): UnprocessedSegment | undefined {
    const { faults, store, waiting, now } = this.#behind;
    const document = parseDocument(text, store.identities, clock);
    if (document.kind === 'refused') return store.ingest(text, clock);
    const { refusedAs, copies, delaySeconds } = faults.strikeDocument({ text, traceId: document.traceId });
    if (refusedAs !== undefined)
      return { Id: document.id, ErrorCode: refusedAs, Message: 'Refused by the fault plan' };
    this.#counts.duplicated += copies - 1;
    for (let copy = 0; copy < copies; copy++) {
      if (delaySeconds > 0) waiting.hold(text, now() + delaySeconds);
      else store.ingest(text);
    }
    return undefined;
  }
}
