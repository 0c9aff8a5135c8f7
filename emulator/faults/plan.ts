import type { ErrorChoice } from './errors';

/**
 * What is to go wrong, and when: faults that happen on demand and the same way each time.
 * Equal plans and equal requests in equal order meet equal faults. Words are those of Toxiproxy and AWS FIS where
 * they have one: `operations`, `latency`, `reset`; `rate` is their toxicity and percentage.
 */
export interface FaultPlan {
  /** Where chance begins, a whole number. @default 0 */
  readonly seed?: number;
  /** Asked in this order; the first that refuses a request ends the asking. */
  readonly faults: readonly Fault[];
}

/** Any fault: one of an exchange over HTTP, or one of a document on its way into the store. */
export type Fault = RequestFault | DocumentFault;

/** To which requests a fault may happen. */
interface Where {
  /** Operations by name, such as `GetServiceGraph`. @default all */
  readonly operations?: readonly string[];
  /** Only from this page of an answer on; the first is 1. @default 1 */
  readonly fromPage?: number;
}

/** How often a fault happens to what it may happen to. */
interface HowOften {
  /** The part of them that it happens to, 0..1, drawn anew each time: a retry may pass. @default 1 */
  readonly rate?: number;
  /** It is over after this many. @default never */
  readonly times?: number;
}

/** Faults of requests and answers. */
export type RequestFault =
  /** The request is refused instead of being carried out. */
  | ({ readonly kind: 'error'; readonly error: ErrorChoice } & Where & HowOften)
  /** One step for each request: `ok` lets it pass. After the last all pass, or it begins again. */
  | ({
      readonly kind: 'script';
      readonly steps: readonly ('ok' | ErrorChoice)[];
      /** @default false */
      readonly repeat?: boolean;
    } & Where)
  /** The answer comes later, by so many milliseconds or by a number between the two. */
  | ({ readonly kind: 'latency'; readonly milliseconds: number | readonly [number, number] } & Where &
      HowOften)
  /** The request is carried out and its answer cut: all bytes promised, this part sent (0..1), the rest never. */
  | ({ readonly kind: 'truncate'; readonly share: number } & Where & HowOften)
  /** The service's clock is this many seconds fast (negative: slow). */
  | ({
      readonly kind: 'clockSkew';
      readonly seconds: number;
      /** What operations take for now, the `Date` header of answers, or both. @default both */
      readonly in?: 'operations' | 'dateHeader' | 'both';
    } & Where &
      HowOften);

/**
 * Faults of documents, however they come: by PutTraceSegments, as a datagram or from the same process.
 * A `share` (0..1) picks by a hash, so equal documents always fare alike.
 */
export type DocumentFault =
  /** Taken at once, visible only so many seconds of the emulator's clock later; whole traces. */
  | { readonly kind: 'late'; readonly seconds: number /** @default 1 */; readonly share?: number }
  /** Taken twice, as when a sender repeats itself. */
  | { readonly kind: 'duplicate' /** @default 1 */; readonly share?: number }
  /** Answered in UnprocessedTraceSegments, and not taken. */
  | ({ readonly kind: 'unprocessed' /** @default ThrottledException */; readonly code?: string } & HowOften);

/** A plan without any fault. */
export const noFaults: FaultPlan = { faults: [] };
