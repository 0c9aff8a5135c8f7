import { batchGetTraces } from './batch-get-traces';
import { getEncryptionConfig } from './get-encryption-config';
import { getGroups } from './get-groups';
import { getIndexingRules } from './get-indexing-rules';
import { getSamplingRules } from './get-sampling-rules';
import { getSamplingStatisticSummaries } from './get-sampling-statistic-summaries';
import { getSamplingTargets } from './get-sampling-targets';
import { getServiceGraph } from './get-service-graph';
import { getTraceSegmentDestination } from './get-trace-segment-destination';
import { getTraceSummaries } from './get-trace-summaries';
import type { Operation } from './operation';
import { putTraceSegments } from './put-trace-segments';

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
