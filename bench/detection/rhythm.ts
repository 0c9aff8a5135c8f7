const hour = 3_600;
const day = 24 * hour;
const weekSeconds = 7 * day;

/** Traffic at a time as a multiple of the average: a day's wave, and weekends at six tenths. */
export function trafficAt(time: number): number {
  const wave = 1 - 0.6 * Math.cos((2 * Math.PI * (time % day)) / day);
  return isWeekend(time) ? 0.6 * wave : wave;
}

/** How far residuals swing: at night (0 to 6 h) their variance is threefold. */
export const swingAt = (time: number): number => (time % day < 6 * hour ? Math.sqrt(3) : 1);

/** Epoch day 0 was a Thursday. */
const isWeekend = (time: number): boolean => [2, 3].includes(Math.floor((time % weekSeconds) / day));

/** Hour of the week from 0, Monday 0 h UTC on. */
export const hourOfWeek = (time: number): number => Math.floor(((time + 3 * day) % weekSeconds) / hour);
