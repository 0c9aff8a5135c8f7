import { normal } from '../draws';
import type { Random } from '../random';
import type { Failure, Latency, Outcome, Route, System } from './shape';

/** Draws how long something takes this time, in seconds. */
export function drawSeconds(random: Random, latency: Latency): number {
  const ordinary = latency.medianSeconds * Math.exp(latency.sigma * normal(random));
  if (random() >= latency.tailProbability) return ordinary;
  return ordinary * (2 + (latency.tailFactor - 2) * random());
}

/** Draws whether a call goes wrong this time, and how. */
export function drawFailure(random: Random, failures: readonly Failure[]): Failure | undefined {
  if (failures.length === 0) return undefined;
  let left = random();
  for (const failure of failures) {
    left -= failure.probability;
    if (left < 0) return failure;
  }
  return undefined;
}

/** Draws which kind of request a client sends. */
export function drawRoute(random: Random, { routes }: System): Route {
  let left = random();
  for (const route of routes) {
    left -= route.share;
    if (left < 0) return route;
  }
  const last = routes.at(-1);
  if (last === undefined) throw new Error('drawRoute requires at least one route, got none');
  return last;
}

/** How X-Ray counts an HTTP status: 5xx fault, 429 throttle, other 4xx error. */
export function outcomeOf(status: number): Outcome {
  if (status >= 500) return 'fault';
  if (status === 429) return 'throttle';
  return status >= 400 ? 'error' : 'ok';
}
