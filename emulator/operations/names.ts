/** Where OTLP/HTTP sends traces: no operation of X-Ray, but a request like one. */
export const TRACES_PATH = '/v1/traces';

/** Paths that do not spell their operation's name (X-Ray API model). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['/TraceSegments', 'PutTraceSegments'],
  ['/TelemetryRecords', 'PutTelemetryRecords'],
  ['/Traces', 'BatchGetTraces'],
  ['/ServiceGraph', 'GetServiceGraph'],
  ['/TraceGraph', 'GetTraceGraph'],
  ['/TraceSummaries', 'GetTraceSummaries'],
  ['/TimeSeriesServiceStatistics', 'GetTimeSeriesServiceStatistics'],
  ['/SamplingTargets', 'GetSamplingTargets'],
  ['/SamplingStatisticSummaries', 'GetSamplingStatisticSummaries'],
  ['/Groups', 'GetGroups'],
  ['/EncryptionConfig', 'GetEncryptionConfig'],
  ['/Insight', 'GetInsight'],
  ['/InsightSummaries', 'GetInsightSummaries'],
  ['/InsightEvents', 'GetInsightEvents'],
  ['/InsightImpactGraph', 'GetInsightImpactGraph'],
  [TRACES_PATH, 'ExportTraces'],
]);

/** The name of the operation behind a path; a path of no operation is named by itself, without its slash. */
export const operationName = (path: string): string => NAMES.get(path) ?? path.slice(1);
