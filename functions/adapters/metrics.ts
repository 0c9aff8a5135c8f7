/** Where the watcher's metrics live in CloudWatch, and the one dimension they are counted by. */
export const metricNamespace = 'tracenorm';
export const scopeDimension = 'Scope';

/** Each metric with its CloudWatch unit: what one run of one scope did. */
export const metricUnits = {
  /** 1 when the run came to its end; the dead-man alarm counts these. */
  RunsSucceeded: 'Count',
  WindowsJudged: 'Count',
  /** Age of the end of the last judged window. */
  LagSeconds: 'Seconds',
  Edges: 'Count',
  Rejects: 'Count',
  IncidentsOpened: 'Count',
  MessagesSent: 'Count',
  /** X-Ray traces scanned for evidence; they are billed. */
  TracesScanned: 'Count',
  TraceCostUsd: 'None',
} as const;

export type MetricName = keyof typeof metricUnits;

/** What a run measured; a metric that is left out gets no data point. */
export type Metrics = Readonly<Partial<Record<MetricName, number>>>;

/**
 * One line of CloudWatch's embedded metric format: written to a Lambda's log, it becomes metrics without an API call.
 *
 * It counts only as a log event of its own with nothing before it, so write it with `process.stdout.write` and a
 * line break; `console.log` puts time and request id in front in Lambda. CloudWatch takes time stamps of up to two
 * weeks ago and two hours ahead.
 *
 * Source: AWS, CloudWatch User Guide, "Specification: Embedded metric format".
 * @throws RangeError when a value is not a finite number, no metric is given, or the scope is not 1 to 1024 characters
 * @example
 * JSON.parse(emf({ Edges: 12 }, { scope: '111122223333/eu-west-1/Default', timestampMs: 1767225600000 })).Edges // 12
 */
export function emf(
  metrics: Metrics,
  { scope, timestampMs }: { readonly scope: string; readonly timestampMs: number },
): string {
  const measured = named(metrics);
  if (scope.length < 1 || scope.length > 1_024) {
    throw new RangeError(`a scope has 1 to 1024 characters, got ${scope.length}`);
  }
  if (!Number.isSafeInteger(timestampMs)) {
    throw new RangeError(`timestampMs must be whole milliseconds, got ${timestampMs}`);
  }
  const directive = {
    Namespace: metricNamespace,
    Dimensions: [[scopeDimension]],
    Metrics: measured.map(([name]) => ({ Name: name, Unit: metricUnits[name] })),
  };
  return JSON.stringify({
    _aws: { Timestamp: timestampMs, CloudWatchMetrics: [directive] },
    [scopeDimension]: scope,
    ...Object.fromEntries(measured),
  });
}

/** The given metrics in the order of the table above. */
function named(metrics: Metrics): readonly (readonly [MetricName, number])[] {
  const names = Object.keys(metricUnits) as MetricName[];
  const measured = names.flatMap((name) => {
    const value = metrics[name];
    if (value === undefined) return [];
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, got ${value}`);
    return [[name, value] as const];
  });
  if (measured.length === 0) throw new RangeError('a line needs at least one metric, got none');
  return measured;
}
