import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { LIVE_START } from './clock';
import { traceDocuments } from './generator/documents';
import { windowTraces } from './generator/traces';
import { type RecordedWindow, WindowGraph } from './generator/window-graph';
import { WINDOW_SECONDS } from './rhythm';

const DAY = 86_400;

/** Which two weeks of history to invent; equal options give equal bytes. */
export interface HistoryOptions {
  readonly seed: number;
  /** Where history ends and live traffic begins, in epoch seconds, a multiple of 300. @default LIVE_START */
  readonly liveStart?: number;
  /** Length of the recorded part, which ends one day before live traffic. @default 13 */
  readonly recordedDays?: number;
}

/** Invents the first 13 days of history, as GetServiceGraph would have answered window by window. */
export function* recordedWindows(options: HistoryOptions): Generator<RecordedWindow> {
  const end = (options.liveStart ?? LIVE_START) - DAY;
  const begin = end - (options.recordedDays ?? 13) * DAY;
  for (let start = begin; start < end; start += WINDOW_SECONDS) {
    const graph = new WindowGraph();
    for (const trace of windowTraces(options.seed, start).traces) graph.add(trace);
    yield graph.toWindow(start, start + WINDOW_SECONDS);
  }
}

/** Writes the recorded windows to a file, one JSON line each; gzipped when the name ends in `.gz`. */
export async function writeRecording(file: string, options: HistoryOptions): Promise<void> {
  const lines = Readable.from(recordingLines(options), { objectMode: false });
  const target = createWriteStream(file);
  if (file.endsWith('.gz')) await pipeline(lines, createGzip({ level: 1 }), target);
  else await pipeline(lines, target);
}

/**
 * Invents the last day of history as X-Ray segment documents, in batches of one window, oldest first.
 * Together they are well below 100,000 documents.
 */
export function* lastDayDocuments(options: HistoryOptions): Generator<string[]> {
  const end = options.liveStart ?? LIVE_START;
  for (let start = end - DAY; start < end; start += WINDOW_SECONDS) {
    const { traces, random } = windowTraces(options.seed, start);
    yield traces.flatMap((trace) => traceDocuments(trace, random));
  }
}

function* recordingLines(options: HistoryOptions): Generator<string> {
  for (const window of recordedWindows(options)) yield `${JSON.stringify(window)}\n`;
}
