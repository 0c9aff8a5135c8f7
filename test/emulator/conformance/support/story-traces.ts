import {
  BatchGetTracesCommand,
  paginateGetTraceSummaries,
  type Segment,
  type Trace,
  type TraceSummary,
} from '@aws-sdk/client-xray';
import { STORY_SECONDS } from './story';
import type { Read } from './told';

/** Traces by their id. */
export type ByTraceId<T> = (traceId: string) => T;

function byTraceId<T extends { readonly Id?: string | undefined }>(traces: readonly T[]): ByTraceId<T> {
  return (traceId) => {
    const found = traces.find(({ Id }) => Id === traceId);
    if (!found) throw new Error(`no trace ${traceId} in the answer of ${traces.length}`);
    return found;
  };
}

/** Reads the summaries of all traces that began while the stories took place. */
export const readSummaries: Read<ByTraceId<TraceSummary>> = async ({ client }, stories) => {
  const starts = stories.map(({ start }) => start);
  const input = {
    StartTime: new Date(Math.min(...starts) * 1000),
    EndTime: new Date((Math.max(...starts) + STORY_SECONDS) * 1000),
    Sampling: false,
  };
  const summaries: TraceSummary[] = [];
  for await (const page of paginateGetTraceSummaries({ client }, input))
    summaries.push(...(page.TraceSummaries ?? []));
  return () => byTraceId(summaries);
};

/** The most trace ids of one request (AWS documentation). */
const MOST_IDS = 5;

/** Reads the first trace of every story, five in a request. */
export const readTraces: Read<ByTraceId<Trace>> = async ({ client }, stories) => {
  const ids = stories.map((story) => story.trace());
  const traces: Trace[] = [];
  for (let first = 0; first < ids.length; first += MOST_IDS) {
    const TraceIds = ids.slice(first, first + MOST_IDS);
    traces.push(...((await client.send(new BatchGetTracesCommand({ TraceIds }))).Traces ?? []));
  }
  return () => byTraceId(traces);
};

/** The documents of a trace, parsed. */
export const documentsOf = ({ Segments = [] }: { readonly Segments?: readonly Segment[] | undefined }) =>
  Segments.map(({ Document = '{}' }): Record<string, unknown> => JSON.parse(Document));
