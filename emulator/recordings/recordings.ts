import { gunzipSync } from 'node:zlib';
import { PackedTexts } from '../store/packed';
import type { TimeRange } from '../wire/range';
import { type RecordedWindow, readLine } from './line';

/** Something in a recording that could not be used; the rest of the file is. */
export interface RecordingError {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

interface IndexedLine {
  readonly start: number;
  readonly end: number;
  readonly hasSummaries: boolean;
  readonly reference: number;
}

const NEWLINE = 0x0a;
const GZIP_MAGIC = 0x1f8b;

/**
 * Recorded windows, answered as if X-Ray still knew them.
 * Each line is parsed once when the file is loaded, to find what is broken, and again when a query needs it; in
 * between only its times and its compressed text are kept. 90 MB of lines load in about a second into 10 MB.
 */
export class Recordings {
  readonly errors: RecordingError[] = [];
  readonly #texts = new PackedTexts();
  #lines: IndexedLine[] = [];

  /** Takes the bytes of a `.jsonl` or gzipped file; returns how many windows were usable. */
  load(bytes: Buffer, file: string): number {
    const text = bytes.length > 1 && bytes.readUInt16BE(0) === GZIP_MAGIC ? gunzipSync(bytes) : bytes;
    const before = this.#lines.length;
    let number = 0;
    for (let start = 0; start < text.length; ) {
      const newline = text.indexOf(NEWLINE, start);
      const end = newline < 0 ? text.length : newline;
      this.#take(text.toString('utf8', start, end), { file, line: ++number });
      start = end + 1;
    }
    this.#lines.sort((a, b) => a.start - b.start || a.end - b.end);
    return this.#lines.length - before;
  }

  /** The recorded windows that lie wholly inside the range, oldest first; of these, those that start in `part`. */
  *windowsInside(range: TimeRange, part: TimeRange = range): Generator<RecordedWindow> {
    for (const line of this.#from(part.start)) {
      if (line.start >= part.end) return;
      if (line.end <= range.end) yield* this.#read(line);
    }
  }

  /** The recorded windows with trace summaries that the range touches, oldest first. */
  *windowsWithSummaries(range: TimeRange): Generator<RecordedWindow> {
    for (const line of this.#lines) {
      if (line.start >= range.end) return;
      if (line.hasSummaries && line.end > range.start) yield* this.#read(line);
    }
  }

  #take(text: string, at: { file: string; line: number }): void {
    if (text.trim() === '') return;
    const { window, problems } = readLine(text);
    for (const message of problems) this.errors.push({ ...at, message });
    if (!window) return;
    const { start, end, summaries } = window;
    this.#lines.push({ start, end, hasSummaries: summaries.length > 0, reference: this.#texts.append(text) });
  }

  *#read(line: IndexedLine): Generator<RecordedWindow> {
    const { window } = readLine(this.#texts.read(line.reference));
    if (window) yield window;
  }

  /** Lines from the first that starts at or after a moment; found by halving. */
  *#from(start: number): Generator<IndexedLine> {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = this.#lines[middle];
      if (line && line.start < start) low = middle + 1;
      else high = middle;
    }
    for (let at = low; at < this.#lines.length; at++) {
      const line = this.#lines[at];
      if (line) yield line;
    }
  }
}
