import { poisson } from '../draws';
import { type Random, randomStream } from '../random';
import { sampledPerSecond, WINDOW_SECONDS } from '../rhythm';
import { systemAt } from './past';
import { type SimulatedTrace, simulateTrace } from './simulate';

/** The sampled requests of one past window, oldest first, with the stream from which their ids are drawn. */
export interface WindowTraces {
  readonly traces: readonly SimulatedTrace[];
  readonly random: Random;
}

/**
 * Simulates the sampled requests that began in one window.
 * Counts vary more than a Poisson count would: the window's own liveliness is drawn first.
 */
export function windowTraces(seed: number, windowStart: number): WindowTraces {
  const random = randomStream(seed, `window:${windowStart}`);
  const count = poisson(random, sampledPerSecond(seed, windowStart) * WINDOW_SECONDS);
  const starts = Array.from({ length: count }, () => windowStart + random() * WINDOW_SECONDS);
  const system = systemAt(windowStart);
  const traces = starts.sort((a, b) => a - b).map((start) => simulateTrace(random, system, start));
  return { traces, random };
}
