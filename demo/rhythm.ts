import { gamma } from './draws';
import { randomStream } from './random';

/** Length of one recorded window, in seconds. */
export const WINDOW_SECONDS = 300;

/** How the system is sampled: no reservoir, one request in twenty. X-Ray Local takes it as its Default rule. */
export const sampling = { reservoirSize: 0, fixedRate: 0.05 } as const;

/** Requests per second that clients send on average at a time of the week, before sampling. */
export function requestsPerSecond(epochSeconds: number): number {
  const date = new Date(epochSeconds * 1000);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const daylight = ((1 + Math.cos(((hour - 13) / 12) * Math.PI)) / 2) ** 1.3;
  return (0.7 + 2.3 * daylight) * dayFactor(date.getUTCDay());
}

/** How much livelier or quieter than its hour one window is; mean 1, variance 1/30, fixed by the seed. */
export function windowFactor(seed: number, windowStart: number): number {
  const shape = 30;
  return gamma(randomStream(seed, `factor:${windowStart}`), shape) / shape;
}

/** Sampled requests per second of demo time in the window that holds this moment. */
export function sampledPerSecond(seed: number, epochSeconds: number): number {
  const windowStart = Math.floor(epochSeconds / WINDOW_SECONDS) * WINDOW_SECONDS;
  const middle = windowStart + WINDOW_SECONDS / 2;
  return requestsPerSecond(middle) * sampling.fixedRate * windowFactor(seed, windowStart);
}

function dayFactor(weekday: number): number {
  const [sunday, saturday] = [0, 6];
  if (weekday === sunday) return 0.55;
  return weekday === saturday ? 0.65 : 1;
}
