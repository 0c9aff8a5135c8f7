import type { ActiveFault } from './active-fault';
import type { DocumentFault } from './plan';

/** What faults look at in a document. */
export interface SentDocument {
  readonly text: string;
  readonly traceId: string;
}

/** What is to happen to one document. */
export interface DocumentStrike {
  /** The code under which it is refused, if it is. */
  readonly refusedAs?: string;
  /** How often it is taken. */
  readonly copies: number;
  readonly delaySeconds: number;
}

/** Asks each fault about one document, up to the first that refuses it. */
export function strikeDocument(
  faults: readonly ActiveFault<DocumentFault>[],
  document: SentDocument,
): DocumentStrike {
  let strike: DocumentStrike = { copies: 1, delaySeconds: 0 };
  for (const active of faults) {
    strike = struck(strike, active, document);
    if (strike.refusedAs !== undefined) return strike;
  }
  return strike;
}

function struck(
  strike: DocumentStrike,
  active: ActiveFault<DocumentFault>,
  { text, traceId }: SentDocument,
): DocumentStrike {
  const { fault } = active;
  switch (fault.kind) {
    case 'unprocessed':
      return active.happens(fault) ? { ...strike, refusedAs: fault.code ?? 'ThrottledException' } : strike;
    case 'late':
      if (!active.picks(traceId, fault.share ?? 1)) return strike;
      return { ...strike, delaySeconds: strike.delaySeconds + fault.seconds };
    case 'duplicate':
      return active.picks(text, fault.share ?? 1) ? { ...strike, copies: strike.copies + 1 } : strike;
  }
}
