import type { TimeWindow } from '../model/window';

/**
 * Sums by time of the week, small enough to keep for every subject: 24 hours of the day and then 7 days of the week
 * (UTC, Thursday first, as the epoch began). Additive, so that parts merge and fade.
 */
export type Rhythm = readonly number[];

export const hoursOfDay = 24;
const daysOfWeek = 7;
const hour = 3_600;
const day = 86_400;

export const noRhythm: Rhythm = new Array<number>(hoursOfDay + daysOfWeek).fill(0);

/** Number of the day since the epoch in which the window's middle lies. */
export const dayOf = ({ start, end }: TimeWindow): number => Math.floor((start + end) / 2 / day);

/** The two cells of a window's middle: its hour of the day and its day of the week. */
export const cellsOf = (window: TimeWindow): readonly [hour: number, day: number] => [
  Math.floor(((window.start + window.end) / 2 / hour) % hoursOfDay),
  hoursOfDay + (dayOf(window) % daysOfWeek),
];

/** Takes a window's value into its two cells. */
export function addToRhythm(rhythm: Rhythm, window: TimeWindow, value: number): Rhythm {
  if (value === 0) return rhythm;
  const cells = cellsOf(window);
  return rhythm.map((sum, i) => (cells.includes(i) ? sum + value : sum));
}

/** Multiplies all sums, as fading does. */
export const scaleRhythm = (rhythm: Rhythm, factor: number): Rhythm => rhythm.map((sum) => sum * factor);
