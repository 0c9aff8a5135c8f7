import { paginateGetServiceGraph, type XRayClient } from '@aws-sdk/client-xray';
import { type TimeWindow, windowSeconds, windowText } from '../../../analysis/model/window';
import type { WindowSummaries } from '../../watch/ports';
import { windowSummaries } from '../xray/window-summaries';

/** X-Ray refuses a longer range in one call. */
export const longestGraphSeconds = 21_600;

/** One window's service graph with its pages joined. */
export interface FetchedGraph {
  readonly window: TimeWindow;
  readonly services: readonly unknown[];
  readonly pages: number;
  /** X-Ray merged graphs of an older filter of the group into this answer. */
  readonly containsOldGroupVersions: boolean;
  /** Where they were asked for. */
  readonly traces?: WindowSummaries;
}

/** Which group to ask for, and what stops the asking. */
export interface FetchOptions {
  readonly group?: string | undefined;
  /** Trace summaries wanted at most; without it none are asked for. */
  readonly traces?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks X-Ray for one window, page by page.
 * @throws RangeError before any call when the window is longer than X-Ray answers at once
 */
export async function fetchGraph(
  client: XRayClient,
  window: TimeWindow,
  { group, traces: wanted, signal }: FetchOptions = {},
): Promise<FetchedGraph> {
  const length = windowSeconds(window);
  if (length > longestGraphSeconds) {
    throw new RangeError(`${windowText(window)} is ${length} s long; X-Ray answers at most 6 h at once`);
  }
  const input = {
    StartTime: new Date(window.start * 1000),
    EndTime: new Date(window.end * 1000),
    ...(group === undefined ? {} : { GroupName: group }),
  };
  const services: unknown[] = [];
  let pages = 0;
  let containsOldGroupVersions = false;
  const options = signal ? { abortSignal: signal } : {};
  for await (const page of paginateGetServiceGraph({ client }, input, options)) {
    services.push(...(page.Services ?? []));
    containsOldGroupVersions ||= page.ContainsOldGroupVersions === true;
    pages += 1;
  }
  const traces = wanted ? { traces: await windowSummaries(client, window, wanted, { group, signal }) } : {};
  return { window, services, pages, containsOldGroupVersions, ...traces };
}
