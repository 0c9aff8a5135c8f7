import type { TimeWindow } from '../../../analysis/model/window';
import { openWholeFile } from './whole-file';

/** A recording that is being written; it gets its name when it is finished. */
export interface RecordingWriter {
  /** Appends one window with the `Services` of all its pages. */
  write(window: TimeWindow, services: readonly unknown[]): Promise<void>;
  finish(as?: string): Promise<void>;
  abandon(): Promise<void>;
}

/** Begins a recording; gzipped when the name ends in `.gz`. Rejects when the file cannot be opened. */
export async function writeRecording(file: string): Promise<RecordingWriter> {
  const whole = await openWholeFile(file);
  return {
    write: (window, services) => whole.write(`${recordingLine(window, services)}\n`),
    finish: (as) => whole.finish(as),
    abandon: () => whole.abandon(),
  };
}

/** One window as one line: times are epoch seconds as on the wire, where the SDK made them dates. */
export function recordingLine(window: TimeWindow, services: readonly unknown[]): string {
  const line = { StartTime: window.start, EndTime: window.end, Services: services };
  return JSON.stringify(line, function (this: Record<string, unknown>, key: string, value: unknown) {
    const raw = this[key];
    return raw instanceof Date ? raw.getTime() / 1000 : value;
  });
}
