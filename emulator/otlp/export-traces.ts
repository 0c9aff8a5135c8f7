import type { Intake } from '../faults/intake';
import { ingestAll } from '../operations/put-trace-segments';
import { documentsOf } from './document/documents';
import { problemOf } from './limits';
import type { OtlpSpan } from './span';

/** An ExportTraceServiceResponse; empty when every span was taken. */
export interface ExportResponse {
  readonly partialSuccess?: { readonly rejectedSpans: number; readonly errorMessage: string };
}

const REASONS_TOLD = 5;

/** Takes spans one by one as segment documents; a refused one does not hold up the others and is counted. */
export function exportTraces(spans: readonly OtlpSpan[], intake: Intake, now: number): ExportResponse {
  const refusals = new Map<string, { readonly spanId: string; count: number }>();
  let rejectedSpans = 0;
  for (const span of spans) {
    const reason = problemOf(span, now) ?? ingest(span, intake, now);
    if (reason === undefined) continue;
    rejectedSpans += 1;
    const known = refusals.get(reason);
    if (known) known.count += 1;
    else refusals.set(reason, { spanId: span.spanId, count: 1 });
  }
  if (rejectedSpans === 0) return {};
  const told = [...refusals].map(([reason, { spanId, count }]) => `${count} x ${reason} (first: ${spanId})`);
  const more = told.length > REASONS_TOLD ? [`and ${told.length - REASONS_TOLD} other reasons`] : [];
  const errorMessage = [...told.slice(0, REASONS_TOLD), ...more].join('; ');
  return { partialSuccess: { rejectedSpans, errorMessage } };
}

/** Takes the documents of one span; returns why one of them was refused. */
function ingest(span: OtlpSpan, intake: Intake, now: number): string | undefined {
  const texts = documentsOf(span).map((document) => JSON.stringify(document));
  return ingestAll(intake, texts, now).unprocessed[0]?.Message;
}
