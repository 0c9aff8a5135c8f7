import { parseDocument } from '../segments/parse';
import type { TraceStore, UnprocessedSegment } from '../store/trace-store';
import type { Faults } from './faults';

/** What became of the documents that were sent so far. */
export interface DocumentCounts {
  readonly accepted: number;
  readonly refused: number;
  /** Held back by a fault at this moment, copies included. */
  readonly late: number;
  /** Taken a second time by a fault; not counted as accepted. */
  readonly duplicated: number;
}

interface Held {
  readonly due: number;
  readonly text: string;
}

/** What an intake stands in front of. */
interface Behind {
  readonly store: TraceStore;
  readonly faults: Faults;
  /** The clock, epoch seconds; no fault skews it. */
  readonly now: () => number;
}

/**
 * The door of the store: every document comes through it, is counted, and meets the faults of documents.
 * Late ones wait here. A document that waits when the plan is replaced stays due when it was.
 */
export class Intake {
  readonly #behind: Behind;
  readonly #counts = { accepted: 0, refused: 0, duplicated: 0 };
  #held: Held[] = [];
  #nextDue = Number.POSITIVE_INFINITY;

  constructor(behind: Behind) {
    this.#behind = behind;
  }

  get counts(): DocumentCounts {
    return { ...this.#counts, late: this.#held.length };
  }

  /** Takes one document, or says why not. */
  ingest(text: string): UnprocessedSegment | undefined {
    const { faults, store } = this.#behind;
    this.release();
    const refused = faults.strikesDocuments ? this.#struck(text) : store.ingest(text);
    this.#counts[refused ? 'refused' : 'accepted'] += 1;
    return refused;
  }

  /** Lets documents into the store whose time has come, in the order of their times. */
  release(): void {
    const now = this.#behind.now();
    if (now < this.#nextDue) return;
    const due = this.#held.filter((held) => held.due <= now).sort((a, b) => a.due - b.due);
    this.#held = this.#held.filter((held) => held.due > now);
    this.#nextDue = this.#held.reduce((least, held) => Math.min(least, held.due), Number.POSITIVE_INFINITY);
    for (const { text } of due) this.#behind.store.ingest(text);
  }

  #struck(text: string): UnprocessedSegment | undefined {
    const { faults, store, now } = this.#behind;
    const document = parseDocument(text, store.identities);
    if (document.kind === 'refused') return store.ingest(text);
    const { refusedAs, copies, delaySeconds } = faults.strikeDocument({ text, traceId: document.traceId });
    if (refusedAs !== undefined)
      return { Id: document.id, ErrorCode: refusedAs, Message: 'Refused by the fault plan' };
    this.#counts.duplicated += copies - 1;
    for (let copy = 0; copy < copies; copy++) {
      if (delaySeconds > 0) this.#hold({ due: now() + delaySeconds, text });
      else store.ingest(text);
    }
    return undefined;
  }

  #hold(held: Held): void {
    this.#held.push(held);
    this.#nextDue = Math.min(this.#nextDue, held.due);
  }
}
