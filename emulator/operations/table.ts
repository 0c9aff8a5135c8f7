import { batchGetTraces } from './batchGetTraces';
import { getEncryptionConfig } from './getEncryptionConfig';
import { getGroups } from './getGroups';
import { getIndexingRules } from './getIndexingRules';
import { getSamplingRules } from './getSamplingRules';
import { getSamplingStatisticSummaries } from './getSamplingStatisticSummaries';
import { getSamplingTargets } from './getSamplingTargets';
import { getServiceGraph } from './getServiceGraph';
import { getTraceSegmentDestination } from './getTraceSegmentDestination';
import { getTraceSummaries } from './getTraceSummaries';
import type { Operation } from './operation';
import { putTraceSegments } from './putTraceSegments';

/** Every operation X-Ray Local knows, by its path (X-Ray API model). To add one: a file, and a line here. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ['/TraceSegments', putTraceSegments],
  ['/ServiceGraph', getServiceGraph],
  ['/TraceSummaries', getTraceSummaries],
  ['/Traces', batchGetTraces],
  ['/GetSamplingRules', getSamplingRules],
  ['/SamplingTargets', getSamplingTargets],
  ['/SamplingStatisticSummaries', getSamplingStatisticSummaries],
  ['/GetTraceSegmentDestination', getTraceSegmentDestination],
  ['/GetIndexingRules', getIndexingRules],
  ['/Groups', getGroups],
  ['/EncryptionConfig', getEncryptionConfig],
]);
