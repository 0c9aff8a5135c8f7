import { paginateGetTraceSummaries, type XRayClient } from '@aws-sdk/client-xray';
import type { TimeWindow } from '../../../analysis/model/window';
import type { WindowSummaries } from '../../watch/ports';
import { quoted } from './quoted';

/** X-Ray's own group of all traces needs no filter. */
const everything = 'Default';

/** Whose traces are asked for, and what stops the asking. */
export interface SummariesOptions {
  readonly group?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trace summaries of a window as X-Ray answers, newest first, at most `limit`; no further page is asked for once so
 * many were scanned. Traces are those that began in the window (TimeRangeType TraceId, the default).
 */
export async function windowSummaries(
  client: XRayClient,
  window: TimeWindow,
  limit: number,
  { group, signal }: SummariesOptions = {},
): Promise<WindowSummaries> {
  const input = {
    StartTime: new Date(window.start * 1000),
    EndTime: new Date(window.end * 1000),
    Sampling: false,
    ...(group === undefined || group === everything
      ? {}
      : { FilterExpression: `group.name = ${quoted(group)}` }),
  };
  const summaries: unknown[] = [];
  let scanned = 0;
  for await (const page of paginateGetTraceSummaries(
    { client },
    input,
    signal ? { abortSignal: signal } : {},
  )) {
    scanned += page.TracesProcessedCount ?? page.TraceSummaries?.length ?? 0;
    summaries.push(...(page.TraceSummaries ?? []));
    if (summaries.length >= limit || scanned >= limit) break;
  }
  return { summaries: summaries.slice(0, limit), scanned };
}
