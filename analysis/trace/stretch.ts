import { hashOf } from '../model/identity';
import { type TimeWindow, windowSeconds } from '../model/window';

/**
 * The stretch of a window that holds about `limit` of its traces: all of it where there are no more. X-Ray bills what
 * it scans by pages of a size it does not tell, so that the range bounds the price. Where the stretch lies differs
 * from window to window, so that what runs at the full minute is met as well; equal windows get equal stretches.
 * Assumes that requests come evenly over the window.
 */
export function stretchOf(window: TimeWindow, requests: number, limit: number): TimeWindow {
  const whole = windowSeconds(window);
  const length = requests > limit ? Math.max(1, Math.ceil((whole * limit) / requests)) : whole;
  if (length >= whole) return window;
  const place = Number.parseInt(hashOf('stretch', window.start).slice(0, 8), 16) / 2 ** 32;
  const start = window.start + Math.floor((whole - length + 1) * place);
  return { start, end: start + length };
}
