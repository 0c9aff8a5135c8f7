import type { JsonObject } from '../wire/json';
import { type NumberBounds, numberMember, objectsMember, required, textMember } from '../wire/members';
import type { ControlContext } from './context';

/** What one SDK reports of one rule for the last ten seconds. */
export interface SamplingStatisticsDocument extends Counts {
  readonly RuleName: string;
  readonly ClientID: string;
  /** Epoch seconds. */
  readonly Timestamp: number;
}

/** What all SDKs together reported of one rule; `Timestamp` is where the ten seconds begin. */
export interface SamplingStatisticSummary extends Counts {
  readonly RuleName: string;
  readonly Timestamp: number;
}

/** Requests that matched, and how many of them were recorded: on credit, or by quota and rate. */
interface Counts {
  readonly RequestCount: number;
  readonly BorrowCount: number;
  readonly SampledCount: number;
}

const WINDOW_SECONDS = 10;
const KEPT_SUMMARIES = 10_000;
const KEPT_SECONDS = 30 * 86_400;
/** Clocks of others may go fast; a time in milliseconds is a mistake. */
const FASTEST_SECONDS = 86_400;
const COUNT = { min: 0, whole: true };

function readSummary(input: JsonObject, times: NumberBounds): SamplingStatisticSummary {
  return {
    RuleName: required('RuleName', textMember(input, 'RuleName', { min: 1, max: 32 })),
    Timestamp: required('Timestamp', numberMember(input, 'Timestamp', times)),
    RequestCount: required('RequestCount', numberMember(input, 'RequestCount', COUNT)),
    BorrowCount: numberMember(input, 'BorrowCount', COUNT) ?? 0,
    SampledCount: required('SampledCount', numberMember(input, 'SampledCount', COUNT)),
  };
}

/**
 * What SDKs reported, summed up by rule and ten seconds of the document's own time. The newest 10,000 sums of
 * the last 30 days are kept, so that memory is bounded.
 */
export class SamplingStatistics {
  readonly #context: ControlContext;
  readonly #sums = new Map<string, SamplingStatisticSummary>();

  /** @param kept what `toJSON` once gave */
  constructor(context: ControlContext, kept: JsonObject | undefined) {
    this.#context = context;
    for (const sum of (kept && objectsMember(kept, 'summaries', KEPT_SUMMARIES)) ?? [])
      this.#add(readSummary(sum, { min: 0 }));
  }

  /**
   * Reads a document. Throws InvalidRequestException naming the member that is missing or wrong; a time more than
   * 30 days before or a day after the clock is wrong.
   */
  read(input: JsonObject): SamplingStatisticsDocument {
    const form = { pattern: /^[0-9a-f]{24}$/i, words: '24 hexadecimal digits' };
    const ClientID = required('ClientID', textMember(input, 'ClientID', { form }));
    const now = this.#context.now();
    return { ...readSummary(input, { min: now - KEPT_SECONDS, max: now + FASTEST_SECONDS }), ClientID };
  }

  add(document: SamplingStatisticsDocument): void {
    this.#add(document);
    this.#context.changed();
  }

  /** Newest first, and by rule name within ten seconds. */
  summaries(): readonly SamplingStatisticSummary[] {
    const oldest = this.#context.now() - KEPT_SECONDS;
    return [...this.#sums.values()]
      .filter(({ Timestamp }) => Timestamp > oldest)
      .sort((a, b) => b.Timestamp - a.Timestamp || (a.RuleName < b.RuleName ? -1 : 1));
  }

  toJSON(): JsonObject {
    return { summaries: this.summaries() };
  }

  #add(counts: SamplingStatisticSummary): void {
    const { RuleName } = counts;
    const Timestamp = Math.floor(counts.Timestamp / WINDOW_SECONDS) * WINDOW_SECONDS;
    const key = `${Timestamp} ${RuleName}`;
    const sum = this.#sums.get(key);
    this.#sums.set(key, {
      RuleName,
      Timestamp,
      RequestCount: (sum?.RequestCount ?? 0) + counts.RequestCount,
      BorrowCount: (sum?.BorrowCount ?? 0) + counts.BorrowCount,
      SampledCount: (sum?.SampledCount ?? 0) + counts.SampledCount,
    });
    if (this.#sums.size > KEPT_SUMMARIES) this.#forgetOldest();
  }

  /** O(n), once for each sum beyond the bound. */
  #forgetOldest(): void {
    let oldest: [string, SamplingStatisticSummary] | undefined;
    for (const entry of this.#sums) if (!oldest || entry[1].Timestamp < oldest[1].Timestamp) oldest = entry;
    if (oldest) this.#sums.delete(oldest[0]);
  }
}
