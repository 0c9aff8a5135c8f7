import type { Intake } from '../faults/intake';
import type { UnprocessedSegment } from '../store/trace-store';
import { invalidRequest } from '../wire/failure';
import type { Operation } from './operation';

/** What became of a batch of documents. */
export interface Ingested {
  readonly accepted: number;
  readonly unprocessed: readonly UnprocessedSegment[];
}

/**
 * Takes documents one by one; a refused one does not hold up the others.
 * @param clock what time it is to the service, epoch seconds. @default the emulator's clock
 */
export function ingestAll(intake: Intake, documents: readonly string[], clock?: number): Ingested {
  const unprocessed: UnprocessedSegment[] = [];
  for (const document of documents) {
    const refused = intake.ingest(document, clock);
    if (refused) unprocessed.push(refused);
  }
  return { accepted: documents.length - unprocessed.length, unprocessed };
}

/** PutTraceSegments: takes segment documents. Answers HTTP 200 even when it refuses some of them (documented). */
export const putTraceSegments: Operation = (input, world) => {
  const documents = input.TraceSegmentDocuments;
  if (!Array.isArray(documents)) throw invalidRequest('TraceSegmentDocuments is required and must be a list');
  const texts = documents.map((document) =>
    typeof document === 'string' ? document : JSON.stringify(document),
  );
  return { UnprocessedTraceSegments: ingestAll(world.intake, texts, world.settings.now()).unprocessed };
};
