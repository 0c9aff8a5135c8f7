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

  /** Adds a number of requests that ended alike. */
  add(outcome: Outcome, requests: number): void {
    this.#total += requests;
    if (outcome === 'ok') this.#ok += requests;
    if (outcome === 'throttle') this.#throttle += requests;
    if (outcome === 'error') this.#otherError += requests;
    if (outcome === 'error' || outcome === 'throttle') this.#error += requests;
    if (outcome === 'fault') {
      this.#otherFault += requests;
      this.#fault += requests;
    }
  }

  /** Adds to the time that requests took, whole milliseconds. */
  addTime(milliseconds: number): void {
    this.#milliseconds += milliseconds;
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

/** Counts requests by how long they took: those measured here by whole millisecond, recorded ones by second. */
export class Histogram {
  #milliseconds: (() => ReadonlyMap<number, number>) | undefined;
  /** Made only where something was recorded: a graph has tens of thousands of histograms. */
  #seconds: Map<number, number> | undefined;

  /** Takes over counts per whole millisecond, once. @param read called whenever the histogram is written out */
  measured(read: () => ReadonlyMap<number, number>): void {
    this.#milliseconds = read;
  }

  /** Adds a recorded list of {Value, Count}; entries that are not numbers carry nothing. */
  addRecorded(holder: JsonObject, member: string): void {
    for (const entry of objectsIn(holder, member)) {
      const value = numberIn(entry, 'Value');
      const count = numberIn(entry, 'Count');
      if (value === undefined || count === undefined) continue;
      this.#seconds ??= new Map();
      addCount(this.#seconds, value, count);
    }
  }

  /** In no particular order: as in X-Ray, callers must not rely on any. */
  entries(): readonly HistogramEntry[] {
    const counts = new Map(this.#seconds);
    for (const [milliseconds, count] of this.#milliseconds?.() ?? []) {
      if (count !== 0) addCount(counts, milliseconds / 1000, count);
    }
    return Array.from(counts, ([Value, Count]) => ({ Value, Count }));
  }
}

function addCount(counts: Map<number, number>, value: number, by: number): void {
  counts.set(value, (counts.get(value) ?? 0) + by);
}

/** Whole milliseconds of a stretch in seconds, as X-Ray rounds response times. Never negative. */
export function milliseconds(seconds: number): number {
  return Math.max(0, Math.round(seconds * 1000));
}
