import { GraphDecoder } from '../../analysis/graph/decode';
import { rulesOf } from '../../analysis/graph/naming';
import type { Look } from '../../analysis/line';
import type { Read } from '../../analysis/model/read';
import type { WatchSettings } from '../settings';
import type { Traces } from './ports';
import { sampleTraces } from './sample';

/** X-Ray keeps graphs for 30 days; what began earlier cannot be had any more. */
const retentionSeconds = 30 * 86_400;

/**
 * Fetches and decodes one window page by page; page objects are not kept. A settlement asks for a sample of its traces
 * as well. A window too old is a gap.
 */
export async function lookAt(
  traces: Traces,
  read: Read,
  settings: WatchSettings,
  now: number,
): Promise<Look> {
  if (isGone(read, now)) return { read, gap: true };
  const decoder = new GraphDecoder(read.window, rulesOf(settings));
  let oldGroupVersions = false;
  for await (const page of traces.serviceGraph(read.window)) {
    decoder.add(page.services);
    oldGroupVersions ||= page.containsOldGroupVersions;
  }
  const decoded = decoder.finish();
  const isAsked = read.kind === 'settlement' && settings.shapeTraces > 0;
  const sampled = isAsked ? { traces: await sampleTraces(traces, read.window, decoded, settings) } : {};
  return { read, gap: false, decoded, ...sampled, oldGroupVersions };
}

/** Tells whether X-Ray has forgotten a read's window. */
export const isGone = (read: Read, now: number): boolean => read.window.start < now - retentionSeconds;
