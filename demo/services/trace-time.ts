import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { SegmentUtils } from 'aws-xray-sdk-core';
import type { MappedClock } from '../clock';

/** Real start of the trace at work, in milliseconds since 1970. */
const traceStart = new AsyncLocalStorage<number>();

/**
 * Lets the X-Ray SDK of this process read demo time.
 * The start of a trace is mapped, and everything later in it lies as many real seconds after that start, so a
 * request of 300 ms takes 300 ms in demo time as well, in whichever process its parts run.
 */
export function installTraceTime(clock: MappedClock): void {
  const getCurrentTime = () => {
    const start = traceStart.getStore();
    if (start === undefined) return clock.now();
    return (Math.round(clock.at(start / 1000) * 1000) + Date.now() - start) / 1000;
  };
  Object.assign(SegmentUtils, { getCurrentTime });
}

/** A new trace id; the first eleven of its free digits hold the real start in milliseconds. */
export function newTraceId(clock: MappedClock): string {
  const start = Date.now();
  const second = Math.floor(clock.at(start / 1000))
    .toString(16)
    .padStart(8, '0');
  return `1-${second}-${start.toString(16).padStart(11, '0')}${randomBytes(7).toString('hex').slice(1)}`;
}

/**
 * Runs work as part of a trace, so that its segments get the trace's time.
 * @param traceId an id of `newTraceId`, from whichever process
 */
export function withTrace<Result>(traceId: string, work: () => Result): Result {
  return traceStart.run(Number.parseInt(traceId.slice(11, 22), 16), work);
}
