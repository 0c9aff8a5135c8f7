import {
  paginateBatchGetTraces,
  paginateGetServiceGraph,
  paginateGetTraceSummaries,
  type TraceSummary,
  type XRayClient,
} from '@aws-sdk/client-xray';
import { type TimeWindow, windowText } from '../../../analysis/model/window';
import type {
  EvidenceAnswer,
  EvidenceQuery,
  EvidenceTrace,
  GraphPage,
  TraceDocuments,
  Traces,
} from '../../watch/ports';
import { preflight } from './preflight';
import { quoted } from './quoted';
import { windowSummaries } from './window-summaries';

/** X-Ray refuses more ids in one request: "TraceIds" holds one to five. */
const mostTraces = 5;

/** X-Ray refuses longer ranges: "Time range cannot be longer than 6 hours". */
export const longestRangeSeconds = 21_600;

/**
 * X-Ray behind the port. `group` narrows the graph to one X-Ray group; without it the whole account and Region is
 * read. The client's own retries (set where it is made) stand behind every call.
 */
export function xrayTraces(client: XRayClient, group?: string): Traces {
  return {
    serviceGraph: (window) => serviceGraph(client, window, group),
    traceSummaries: (query) => traceSummaries(client, query),
    windowSummaries: (window, limit) => windowSummaries(client, window, limit, { group }),
    traceDocuments: (ids) => traceDocuments(client, ids),
    preflight: (now) => preflight(client, now, group),
  };
}

/** @throws RangeError before any call when the window is longer than X-Ray answers */
export async function* serviceGraph(
  client: XRayClient,
  window: TimeWindow,
  group?: string,
): AsyncGenerator<GraphPage> {
  refuseLongRange(window);
  const pages = paginateGetServiceGraph(
    { client },
    { ...range(window), ...(group ? { GroupName: group } : {}) },
  );
  for await (const page of pages) {
    yield { services: page.Services ?? [], containsOldGroupVersions: page.ContainsOldGroupVersions ?? false };
  }
}

async function traceSummaries(client: XRayClient, query: EvidenceQuery): Promise<EvidenceAnswer> {
  refuseLongRange(query.window);
  const filter =
    query.source === undefined
      ? `service(${quoted(query.target)})`
      : `edge(${quoted(query.source)}, ${quoted(query.target)})`;
  const traces: EvidenceTrace[] = [];
  let scanned = 0;
  const input = { ...range(query.window), Sampling: false, FilterExpression: filter };
  for await (const page of paginateGetTraceSummaries({ client }, input)) {
    scanned += page.TracesProcessedCount ?? 0;
    traces.push(...(page.TraceSummaries ?? []).flatMap(evidenceOf));
    if (traces.length >= query.limit || scanned >= query.limit) break;
  }
  return { traces: traces.slice(0, query.limit), scanned };
}

const evidenceOf = (summary: TraceSummary): EvidenceTrace[] =>
  summary.Id === undefined
    ? []
    : [
        {
          id: summary.Id,
          startTime: (summary.StartTime?.getTime() ?? 0) / 1000,
          durationSeconds: summary.Duration ?? 0,
          fault: summary.HasFault ?? false,
          error: summary.HasError ?? false,
          throttle: summary.HasThrottle ?? false,
        },
      ];

async function traceDocuments(client: XRayClient, ids: readonly string[]): Promise<TraceDocuments> {
  if (ids.length > mostTraces)
    throw new RangeError(`X-Ray answers at most ${mostTraces} traces at once, asked for ${ids.length}`);
  const documents = new Map<string, string[]>();
  if (ids.length === 0) return { traces: [] };
  for await (const { Traces = [] } of paginateBatchGetTraces({ client }, { TraceIds: [...ids] })) {
    for (const { Id, Segments = [] } of Traces) {
      if (Id === undefined) continue;
      const texts = Segments.flatMap(({ Document }) => Document ?? []);
      documents.set(Id, [...(documents.get(Id) ?? []), ...texts]);
    }
  }
  return { traces: [...documents].map(([id, texts]) => ({ id, documents: texts })) };
}

const range = (window: TimeWindow): { StartTime: Date; EndTime: Date } => ({
  StartTime: new Date(window.start * 1000),
  EndTime: new Date(window.end * 1000),
});

function refuseLongRange(window: TimeWindow): void {
  if (window.end - window.start > longestRangeSeconds) {
    throw new RangeError(`X-Ray answers at most 6 hours at once; ${windowText(window)} is longer`);
  }
}
