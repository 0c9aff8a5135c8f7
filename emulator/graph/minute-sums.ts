import type { Overflow, Stored } from '../store/overflow';
import type { TimeRange } from '../wire/range';
import { type Part, sumOf } from './cells';
import { Journal } from './journal';
import type { CallRow, GraphSink, LinkRow, NodeRow } from './rows';

const MINUTE = 60;
const MINUTES_IN_HOUR = 60;
/** Rows of one minute that are written down before they are counted. */
const MOST_JOURNAL_ROWS = 20_000;
/** Encoded parts of one minute before they become one. */
const MOST_PARTS = 8;

/** What is known of one minute: rows not yet counted, and encoded counts of those that are. */
interface Minute {
  journal: Journal | undefined;
  readonly parts: Stored[];
}

const rowsOf = ({ journal }: Minute): number => journal?.rows ?? 0;

/**
 * The service graph of all time, summed up by minute as rows come.
 * Rows are counted in the minute in which they ended; a row may be taken back later. A question adds up minutes
 * and hours, so that it costs what there are edges, not what there were requests. Hours are sums of their
 * minutes, made when first asked for and forgotten when a minute in them changes. Seconds in parts are relative
 * to the start of their minute. An edge with one request takes about 20 bytes in its minute.
 */
export class MinuteSums implements GraphSink {
  readonly #minutes = new Map<number, Minute>();
  readonly #hours = new Map<number, Stored>();
  readonly #kept: Overflow;
  readonly #mostWaitingRows: number;
  #waitingRows = 0;
  #sign: 1 | -1 = 1;

  /**
   * @param kept where counted minutes are kept
   * @param mostWaitingRows rows of all minutes together that are not yet counted, of 72 bytes each
   */
  constructor(kept: Overflow, mostWaitingRows: number) {
    this.#kept = kept;
    this.#mostWaitingRows = mostWaitingRows;
  }

  /** Takes rows back for as long as `tell` tells them. */
  takingBack(tell: (sink: GraphSink) => void): void {
    this.#sign = -1;
    try {
      tell(this);
    } finally {
      this.#sign = 1;
    }
  }

  node(row: NodeRow): void {
    this.#journalOf(row.span.end).node(row);
  }

  call(row: CallRow): void {
    this.#journalOf(row.span.end).call(row);
  }

  link(row: LinkRow): void {
    this.#journalOf(row.span.end).link(row);
  }

  /** What is counted in the whole minutes of a range, seconds absolute, and the ragged ends of the range. */
  cover(range: TimeRange): { parts: readonly Part[]; ragged: readonly TimeRange[] } {
    const first = Math.ceil(range.start / MINUTE);
    const last = Math.floor(range.end / MINUTE);
    if (first > last) return { parts: [], ragged: [range] };
    const parts: Part[] = [];
    for (let minute = first; minute < last; ) {
      const whole = minute % MINUTES_IN_HOUR === 0 && minute + MINUTES_IN_HOUR <= last;
      if (whole) parts.push(this.#hour(minute / MINUTES_IN_HOUR));
      else parts.push(...this.#minute(minute));
      minute += whole ? MINUTES_IN_HOUR : 1;
    }
    const ends = [
      { start: range.start, end: first * MINUTE },
      { start: last * MINUTE, end: range.end },
    ];
    return { parts, ragged: ends.filter(({ start, end }) => start < end) };
  }

  #journalOf(end: number): Journal {
    const number = Math.floor(end / MINUTE);
    const minute = this.#minutes.get(number) ?? { journal: undefined, parts: [] };
    this.#forgetHour(Math.floor(number / MINUTES_IN_HOUR));
    this.#minutes.set(number, minute);
    if (rowsOf(minute) >= MOST_JOURNAL_ROWS) this.#count(number, minute);
    else if (this.#waitingRows >= this.#mostWaitingRows) this.#countAll();
    this.#waitingRows += 1;
    minute.journal ??= new Journal();
    minute.journal.sign = this.#sign;
    return minute.journal;
  }

  #countAll(): void {
    for (const [number, minute] of this.#minutes) this.#count(number, minute);
  }

  /** Turns the rows of a minute into a part, and many parts into one. */
  #count(number: number, minute: Minute): void {
    const { journal } = minute;
    if (!journal) return;
    this.#waitingRows -= journal.rows;
    minute.parts.push(this.#kept.put(journal.cells(number * MINUTE)));
    minute.journal = undefined;
    if (minute.parts.length < MOST_PARTS) return;
    const parts = minute.parts.splice(0);
    const sum = sumOf(
      parts.map((part) => ({ cells: this.#kept.source(part), shift: 0 })),
      false,
    );
    for (const part of parts) this.#kept.giveUp(part);
    minute.parts.push(this.#kept.put(sum));
  }

  /** All that is counted in a minute, to be moved to absolute seconds. */
  #minute(number: number): readonly Part[] {
    const minute = this.#minutes.get(number);
    if (!minute) return [];
    const parts = minute.parts.map((part) => ({ cells: this.#kept.source(part), shift: number * MINUTE }));
    return minute.journal ? [...parts, { cells: minute.journal.cells(0), shift: 0 }] : parts;
  }

  /** All that is counted in an hour, seconds absolute. */
  #hour(number: number): Part {
    const first = number * MINUTES_IN_HOUR;
    const sum = () =>
      sumOf(Array.from({ length: MINUTES_IN_HOUR }, (_, n) => this.#minute(first + n)).flat(), true);
    const hour = this.#hours.get(number) ?? this.#kept.put(sum());
    this.#hours.set(number, hour);
    return { cells: this.#kept.source(hour), shift: 0 };
  }

  #forgetHour(number: number): void {
    const hour = this.#hours.get(number);
    if (!hour) return;
    this.#kept.giveUp(hour);
    this.#hours.delete(number);
  }
}
