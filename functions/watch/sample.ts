import type { Decoded } from '../../analysis/graph/decode';
import { rulesOf } from '../../analysis/graph/naming';
import type { TraceReading } from '../../analysis/model/trace-shape';
import type { TimeWindow } from '../../analysis/model/window';
import { entryRequests, observe } from '../../analysis/observe';
import { stretchOf } from '../../analysis/trace/stretch';
import { readSummaries } from '../../analysis/trace/summaries';
import type { WatchSettings } from '../settings';
import type { Traces } from './ports';

/**
 * Which services a sample of the window's traces touched. An X-Ray that does not answer costs the sample, never the
 * window: what is judged by it is then insufficient data, with the reason.
 */
export async function sampleTraces(
  traces: Pick<Traces, 'windowSummaries'>,
  window: TimeWindow,
  { graph }: Decoded,
  settings: Pick<WatchSettings, 'shapeTraces' | 'aliases' | 'collapse'>,
): Promise<TraceReading> {
  const { shapeTraces } = settings;
  const stretch = stretchOf(window, entryRequests(observe(graph)), shapeTraces);
  try {
    const { summaries, scanned } = await traces.windowSummaries(stretch, shapeTraces);
    return readSummaries(summaries, rulesOf(settings), scanned);
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return { traces: { status: 'unread', reason } };
  }
}
