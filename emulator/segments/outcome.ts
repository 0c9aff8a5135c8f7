import { type JsonObject, numberIn, objectIn } from '../wire/json';

/** How a request ended; the four are disjoint. */
export type Outcome = 'ok' | 'error' | 'throttle' | 'fault';

function byFlags(fault: boolean, throttle: boolean, error: boolean): Outcome {
  if (fault) return 'fault';
  if (throttle) return 'throttle';
  return error ? 'error' : 'ok';
}

/**
 * The outcome of a segment or subsegment.
 * Its flags decide, with the precedence fault, throttle, error (an assumption: X-Ray does not document which
 * wins, and the Node SDK sets `error` and `fault` together). Without any flag the HTTP status decides:
 * 5xx fault, 429 throttle, other 4xx error (status classes as documented).
 */
export function outcomeOf(raw: JsonObject): Outcome {
  const { fault, throttle, error } = raw;
  if (fault !== undefined || throttle !== undefined || error !== undefined) {
    return byFlags(fault === true, throttle === true, error === true);
  }
  const status = numberIn(objectIn(objectIn(raw, 'http'), 'response'), 'status') ?? 0;
  return byFlags(status >= 500 && status < 600, status === 429, status >= 400 && status < 500);
}
