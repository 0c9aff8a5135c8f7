import type { TimeWindow } from '../../../analysis/model/window';
import { openWholeFile } from './whole-file';

/** A recording that is being written; it gets its name when it is finished. */
export interface RecordingWriter {
  /** Appends one window with the `Services` of all its pages, and with trace summaries where there are some. */
  write(window: TimeWindow, services: readonly unknown[], summaries?: readonly unknown[]): Promise<void>;
  finish(as?: string): Promise<void>;
  abandon(): Promise<void>;
}

/** Begins a recording; gzipped when the name ends in `.gz`. Rejects when the file cannot be opened. */
export async function writeRecording(file: string): Promise<RecordingWriter> {
  const whole = await openWholeFile(file);
  return {
    write: (window, services, summaries) => whole.write(`${recordingLine(window, services, summaries)}\n`),
    finish: (as) => whole.finish(as),
    abandon: () => whole.abandon(),
  };
}

/** What is kept of a trace summary: nothing that tells of persons, addresses or what they asked for. */
const keptMembers = ['Id', 'StartTime', 'IsPartial', 'EntryPoint', 'ServiceIds'] as const;

/**
 * One window as one line: times are epoch seconds as on the wire, where the SDK made them dates. Of trace summaries
 * only what {@link readSummaries} looks at is kept.
 */
export function recordingLine(
  window: TimeWindow,
  services: readonly unknown[],
  summaries?: readonly unknown[],
): string {
  const line = {
    StartTime: window.start,
    EndTime: window.end,
    Services: services,
    ...(summaries ? { TraceSummaries: summaries.map(keptOf) } : {}),
  };
  return JSON.stringify(line, function (this: Record<string, unknown>, key: string, value: unknown) {
    const raw = this[key];
    return raw instanceof Date ? raw.getTime() / 1000 : value;
  });
}

function keptOf(summary: unknown): Record<string, unknown> {
  const members = summary as Readonly<Record<string, unknown>>;
  return Object.fromEntries(keptMembers.map((name) => [name, members[name]]));
}
