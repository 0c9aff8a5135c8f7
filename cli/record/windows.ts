import { alignUp } from '../../analysis/due';
import { iso, type TimeWindow } from '../../analysis/model/window';
import { longestGraphSeconds } from '../../functions/adapters/recording/fetch';
import { exits, Refused } from '../exit';

const month = 2_592_000;

/** What is to be recorded; all times and lengths in (epoch) seconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly windowSeconds: number;
  /** A window is complete this long after its end. */
  readonly settleLagSeconds: number;
}

/** The windows to ask for, and how many of the wished ones are not complete yet. */
export interface Windows {
  readonly windows: readonly TimeWindow[];
  readonly unsettled: number;
}

/**
 * The whole windows of a span, aligned on the clock. Pure.
 * @throws Refused when X-Ray could not answer: windows over 6 h, times over 30 days back, no whole window
 */
export function windowsOf({ from, to, windowSeconds, settleLagSeconds }: Span, now: number): Windows {
  if (windowSeconds > longestGraphSeconds) {
    throw misuse(`a window of ${windowSeconds} s is too long: X-Ray answers at most 6 h (21600 s) at once`);
  }
  if (from < now - month) {
    throw misuse(
      `--from ${iso(from)} is more than 30 days ago; X-Ray keeps 30 days, so begin after ${iso(now - month)}`,
    );
  }
  const starts: number[] = [];
  for (let start = alignUp(from, windowSeconds); start + windowSeconds <= to; start += windowSeconds) {
    starts.push(start);
  }
  if (starts.length === 0) {
    throw misuse(
      `no whole window of ${windowSeconds} s on the clock lies between ${iso(from)} and ${iso(to)}`,
    );
  }
  const settled = starts.filter((start) => start + windowSeconds + settleLagSeconds <= now);
  return {
    windows: settled.map((start) => ({ start, end: start + windowSeconds })),
    unsettled: starts.length - settled.length,
  };
}

const misuse = (sentence: string): Refused => new Refused(exits.misuse, sentence);
