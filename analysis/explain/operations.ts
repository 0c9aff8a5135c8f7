import type { Entry, Message } from '../model/record';
import { clock, duration, wrap } from './words';

/** A word to the people who run the watcher, under an id that is said only once. */
export const operationsMessage = (id: string, subject: string, paragraphs: readonly string[]): Message => ({
  id,
  topic: 'operations',
  subject,
  body: `${paragraphs.map((text) => wrap(text, 76)).join('\n\n')}\n`,
  attributes: { severity: 'info', severityRank: 0, kind: 'operations', status: 'opened', schemaVersion: '1' },
});

/**
 * Says that X-Ray showed no service at all, at the first such settled window after one with services:
 * an empty graph is no calm.
 */
export function emptyGraphMessages(
  entry: Entry,
  recent: readonly Entry[],
  scope: string,
  timeZone: string,
): Message[] {
  const isEmpty = (e: Entry): boolean => e.observations.length === 0 && !e.gap;
  if (entry.read.kind !== 'settlement' || !isEmpty(entry)) return [];
  const before = recent.filter((e) => e.read.kind === 'settlement').at(-1);
  if (before && isEmpty(before)) return [];
  const { start, end } = entry.read.window;
  return [
    operationsMessage(`empty-${start}`, 'tracenorm: X-Ray shows no service at all', [
      `From ${clock(start, timeZone)} for ${duration(end - start)} the X-Ray service graph of ${scope} was empty.`,
      'This is not calm: either nothing was called, or tracing or sampling is off, or the X-Ray group matches nothing, or this role may not read. Every learned edge is judged "insufficient data" until services are seen again.',
    ]),
  ];
}
