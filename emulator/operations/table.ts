import { batchGetTraces } from './batch-get-traces';
import { createGroup } from './create-group';
import { createSamplingRule } from './create-sampling-rule';
import { deleteGroup } from './delete-group';
import { deleteResourcePolicy } from './delete-resource-policy';
import { deleteSamplingRule } from './delete-sampling-rule';
import { getEncryptionConfig } from './get-encryption-config';
import { getGroup } from './get-group';
import { getGroups } from './get-groups';
import { getIndexingRules } from './get-indexing-rules';
import { getInsight } from './get-insight';
import { getInsightEvents } from './get-insight-events';
import { getInsightImpactGraph } from './get-insight-impact-graph';
import { getInsightSummaries } from './get-insight-summaries';
import { getSamplingRules } from './get-sampling-rules';
import { getSamplingStatisticSummaries } from './get-sampling-statistic-summaries';
import { getSamplingTargets } from './get-sampling-targets';
import { getServiceGraph } from './get-service-graph';
import { getTimeSeriesServiceStatistics } from './get-time-series-service-statistics';
import { getTraceGraph } from './get-trace-graph';
import { getTraceSegmentDestination } from './get-trace-segment-destination';
import { getTraceSummaries } from './get-trace-summaries';
import { listResourcePolicies } from './list-resource-policies';
import { listTagsForResource } from './list-tags-for-resource';
import type { Operation } from './operation';
import { putEncryptionConfig } from './put-encryption-config';
import { putResourcePolicy } from './put-resource-policy';
import { putTelemetryRecords } from './put-telemetry-records';
import { putTraceSegments } from './put-trace-segments';
import { tagResource } from './tag-resource';
import { untagResource } from './untag-resource';
import { updateGroup } from './update-group';
import { updateIndexingRule } from './update-indexing-rule';
import { updateSamplingRule } from './update-sampling-rule';
import { updateTraceSegmentDestination } from './update-trace-segment-destination';

/** Every operation X-Ray Local knows, by its path (X-Ray API model). To add one: a file, and a line here. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ['/TraceSegments', putTraceSegments],
  ['/ServiceGraph', getServiceGraph],
  ['/TraceSummaries', getTraceSummaries],
  ['/Traces', batchGetTraces],
  ['/TraceGraph', getTraceGraph],
  ['/TimeSeriesServiceStatistics', getTimeSeriesServiceStatistics],
  ['/GetSamplingRules', getSamplingRules],
  ['/SamplingTargets', getSamplingTargets],
  ['/SamplingStatisticSummaries', getSamplingStatisticSummaries],
  ['/GetTraceSegmentDestination', getTraceSegmentDestination],
  ['/GetIndexingRules', getIndexingRules],
  ['/Groups', getGroups],
  ['/EncryptionConfig', getEncryptionConfig],
  ['/CreateSamplingRule', createSamplingRule],
  ['/UpdateSamplingRule', updateSamplingRule],
  ['/DeleteSamplingRule', deleteSamplingRule],
  ['/UpdateTraceSegmentDestination', updateTraceSegmentDestination],
  ['/UpdateIndexingRule', updateIndexingRule],
  ['/CreateGroup', createGroup],
  ['/GetGroup', getGroup],
  ['/UpdateGroup', updateGroup],
  ['/DeleteGroup', deleteGroup],
  ['/PutEncryptionConfig', putEncryptionConfig],
  ['/PutResourcePolicy', putResourcePolicy],
  ['/DeleteResourcePolicy', deleteResourcePolicy],
  ['/ListResourcePolicies', listResourcePolicies],
  ['/TagResource', tagResource],
  ['/UntagResource', untagResource],
  ['/ListTagsForResource', listTagsForResource],
  ['/InsightSummaries', getInsightSummaries],
  ['/Insight', getInsight],
  ['/InsightEvents', getInsightEvents],
  ['/InsightImpactGraph', getInsightImpactGraph],
  ['/TelemetryRecords', putTelemetryRecords],
]);
