import { randomBytes } from 'node:crypto';
import { iso } from '../../analysis/model/window';

/** Name of the service that a canary shows in X-Ray. */
export const canaryService = 'tracenorm-canary';

/** A trace that is sent to be found again. */
export interface CanaryTrace {
  readonly id: string;
  /** The host that its one call goes to; another one each UTC day, and no host that exists. */
  readonly host: string;
  /** The segment, as PutTraceSegments takes it. */
  readonly document: string;
}

/**
 * A trace of one request and one call to a host that nobody ever called before this day, begun a second ago.
 * Source: AWS X-Ray developer guide, segment documents.
 */
export function canaryTrace(now: number): CanaryTrace {
  const host = `${iso(now).slice(0, 10)}.canary.tracenorm.invalid`;
  const id = `1-${Math.floor(now).toString(16).padStart(8, '0')}-${hex(12)}`;
  const call = {
    id: hex(8),
    name: host,
    namespace: 'remote',
    start_time: now - 0.8,
    end_time: now - 0.2,
    http: { request: { method: 'GET', url: `https://${host}/` }, response: { status: 200 } },
  };
  const segment = {
    name: canaryService,
    id: hex(8),
    trace_id: id,
    start_time: now - 1,
    end_time: now,
    annotations: { tracenorm_canary: true },
    subsegments: [call],
  };
  return { id, host, document: JSON.stringify(segment) };
}

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
