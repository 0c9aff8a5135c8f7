import type { ActiveFault } from './active-fault';
import type { ErrorChoice } from './errors';
import type { RequestFault } from './plan';

/** What faults look at in a request. */
export interface AskedRequest {
  readonly operation: string;
  /** Page of the answer that it asks for; the first is 1. */
  readonly page: number;
}

/** What is to happen to one request. */
export interface RequestStrike {
  /** With what it is refused, if it is. */
  readonly error?: ErrorChoice;
  /** How much later it is answered. */
  readonly milliseconds: number;
  /** The part of the answer that is sent, 0..1; without, all of it. */
  readonly share?: number;
  /** How fast the clock is for the operation, and in the answer's `Date` header where that is to tell. */
  readonly skewSeconds: number;
  readonly dateSkewSeconds?: number;
}

/** Asks each fault about one request, up to the first that refuses it. */
export function strikeRequest(
  faults: readonly ActiveFault<RequestFault>[],
  { operation, page }: AskedRequest,
): RequestStrike {
  let strike: RequestStrike = { milliseconds: 0, skewSeconds: 0 };
  for (const active of faults) {
    const { operations, fromPage = 1 } = active.fault;
    if (page < fromPage || operations?.includes(operation) === false) continue;
    strike = struck(strike, active);
    if (strike.error !== undefined) return strike;
  }
  return strike;
}

function struck(strike: RequestStrike, active: ActiveFault<RequestFault>): RequestStrike {
  const { fault } = active;
  if (fault.kind === 'script') {
    const step = active.step(fault.steps, fault.repeat ?? false);
    return step === 'ok' ? strike : { ...strike, error: step };
  }
  if (!active.happens(fault)) return strike;
  switch (fault.kind) {
    case 'error':
      return { ...strike, error: fault.error };
    case 'latency':
      return { ...strike, milliseconds: strike.milliseconds + delayOf(fault.milliseconds, active) };
    case 'truncate':
      return { ...strike, share: Math.min(fault.share, strike.share ?? 1) };
    case 'clockSkew':
      return skewed(strike, fault);
  }
}

function delayOf(milliseconds: number | readonly [number, number], active: ActiveFault): number {
  if (typeof milliseconds === 'number') return milliseconds;
  const [from, to] = milliseconds;
  return from + (to - from) * active.draw('milliseconds');
}

function skewed(
  strike: RequestStrike,
  { seconds, in: shownIn = 'both' }: Extract<RequestFault, { kind: 'clockSkew' }>,
): RequestStrike {
  const { skewSeconds, dateSkewSeconds = 0 } = strike;
  return {
    ...strike,
    ...(shownIn === 'dateHeader' ? {} : { skewSeconds: skewSeconds + seconds }),
    ...(shownIn === 'operations' ? {} : { dateSkewSeconds: dateSkewSeconds + seconds }),
  };
}
