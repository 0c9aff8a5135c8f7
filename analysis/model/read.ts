import type { TimeWindow } from './window';

/**
 * One look at one window. A window is read several times, because X-Ray shows a segment when it closes:
 * `settlement` judges every signal once, `presence` asks only which services and edges were seen.
 */
export interface Read {
  readonly window: TimeWindow;
  readonly kind: 'presence' | 'settlement';
  /** Seconds after the window's end at which this read is due. */
  readonly lagSeconds: number;
}

/** When a window is read: settlement once, presence at every other lag. Seconds after the window's end. */
export interface Schedule {
  readonly windowSeconds: number;
  readonly settleLagSeconds: number;
  readonly presenceLagsSeconds: readonly number[];
}

/**
 * How far a scope has read: reads are done in the order of the time they are due, then of their window.
 * Windows that start before `origin` are not this scope's to read.
 */
export interface Cursor {
  readonly dueAt: number;
  readonly windowStart: number;
  readonly origin: number;
}
