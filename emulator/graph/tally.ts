import type { Outcome } from '../segments/outcome';
import { type JsonObject, numberIn, objectIn, objectsIn } from '../wire/json';
import type { HistogramEntry, SummaryStatistics } from './wire';

/** Sums requests by outcome and time. What was recorded is added as it was recorded, number by number. */
export class Tally {
  #ok = 0;
  #throttle = 0;
  #otherError = 0;
  #error = 0;
  #otherFault = 0;
  #fault = 0;
  #total = 0;
  /** Milliseconds for what was measured here, so that sums are exact; recorded seconds beside it. */
  #milliseconds = 0;
  #seconds = 0;

  /** Adds one request. */
  add(outcome: Outcome, milliseconds: number): void {
    this.#total += 1;
    this.#milliseconds += milliseconds;
    if (outcome === 'ok') this.#ok += 1;
    if (outcome === 'throttle') this.#throttle += 1;
    if (outcome === 'error') this.#otherError += 1;
    if (outcome === 'error' || outcome === 'throttle') this.#error += 1;
    if (outcome === 'fault') {
      this.#otherFault += 1;
      this.#fault += 1;
    }
  }

  /** Adds a recorded SummaryStatistics. */
  addRecorded(statistics: JsonObject): void {
    const errors = objectIn(statistics, 'ErrorStatistics');
    const faults = objectIn(statistics, 'FaultStatistics');
    this.#ok += numberIn(statistics, 'OkCount') ?? 0;
    this.#throttle += numberIn(errors, 'ThrottleCount') ?? 0;
    this.#otherError += numberIn(errors, 'OtherCount') ?? 0;
    this.#error += numberIn(errors, 'TotalCount') ?? 0;
    this.#otherFault += numberIn(faults, 'OtherCount') ?? 0;
    this.#fault += numberIn(faults, 'TotalCount') ?? 0;
    this.#total += numberIn(statistics, 'TotalCount') ?? 0;
    this.#seconds += numberIn(statistics, 'TotalResponseTime') ?? 0;
  }

  summary(): SummaryStatistics {
    return {
      OkCount: this.#ok,
      ErrorStatistics: {
        ThrottleCount: this.#throttle,
        OtherCount: this.#otherError,
        TotalCount: this.#error,
      },
      FaultStatistics: { OtherCount: this.#otherFault, TotalCount: this.#fault },
      TotalCount: this.#total,
      TotalResponseTime: Math.round(this.#milliseconds * 1000 + this.#seconds * 1e6) / 1e6,
    };
  }
}

/** Counts requests by how long they took. Keys are seconds; measured times are whole milliseconds. */
export class Histogram {
  readonly #counts = new Map<number, number>();

  add(milliseconds: number): void {
    this.#put(milliseconds / 1000, 1);
  }

  /** Adds a recorded list of {Value, Count}; entries that are not numbers carry nothing. */
  addRecorded(holder: JsonObject, member: string): void {
    for (const entry of objectsIn(holder, member)) {
      const value = numberIn(entry, 'Value');
      const count = numberIn(entry, 'Count');
      if (value !== undefined && count !== undefined) this.#put(value, count);
    }
  }

  /** In the order the values were first seen: as in X-Ray, callers must not rely on any. */
  entries(): readonly HistogramEntry[] {
    return Array.from(this.#counts, ([Value, Count]) => ({ Value, Count }));
  }

  #put(seconds: number, count: number): void {
    this.#counts.set(seconds, (this.#counts.get(seconds) ?? 0) + count);
  }
}

/** Whole milliseconds of a stretch in seconds, as X-Ray rounds response times. Never negative. */
export function milliseconds(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1000));
}
