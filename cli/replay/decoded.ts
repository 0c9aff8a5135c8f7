import { type Decoded, decodeGraph } from '../../analysis/graph/decode';
import type { Alias } from '../../analysis/model/settings';
import type { TraceReading } from '../../analysis/model/trace-shape';
import type { TimeWindow } from '../../analysis/model/window';
import { readSummaries } from '../../analysis/trace/summaries';
import type { Place, RecordingLine } from '../../functions/adapters/recording/read';

/** A line whose window was decoded, so that the page it stood on can be forgotten, or what was wrong with it. */
export type DecodedLine =
  | ({
      readonly kind: 'window';
      readonly window: TimeWindow;
      readonly decoded: Decoded;
      /** Where the recording holds trace summaries of the window. */
      readonly traces?: TraceReading;
    } & Place)
  | Exclude<RecordingLine, { kind: 'window' }>;

/** Decodes each window as it comes. */
export async function* decodeLines(
  lines: AsyncIterable<RecordingLine>,
  aliases: readonly Alias[],
): AsyncGenerator<DecodedLine> {
  for await (const line of lines) {
    if (line.kind === 'window') {
      const { kind, file, window, services, traceSummaries } = line;
      const traces = traceSummaries ? { traces: readSummaries(traceSummaries, aliases) } : {};
      yield {
        kind,
        file,
        line: line.line,
        window,
        decoded: decodeGraph([services], window, aliases),
        ...traces,
      };
    } else yield line;
  }
}
