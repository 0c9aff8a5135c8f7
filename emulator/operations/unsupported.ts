import { ServiceFailure } from '../wire/failure';

/** Paths that do not spell their operation's name (X-Ray API model). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['/TraceGraph', 'GetTraceGraph'],
  ['/TimeSeriesServiceStatistics', 'GetTimeSeriesServiceStatistics'],
]);

/** The refusal of an operation that X-Ray has and this emulator has not; HTTP 400, so that no SDK retries it. */
export function unsupportedOperation(path: string): ServiceFailure {
  const name = NAMES.get(path) ?? path.slice(1);
  return new ServiceFailure('UnsupportedOperationException', 400, `X-Ray Local does not support ${name}`);
}
