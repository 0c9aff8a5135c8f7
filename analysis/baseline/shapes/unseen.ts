import type { EntryShapes } from '../../model/trace-shape';

/** Upper 95 % point of the standard normal distribution. */
const z95 = 1.645;

/** How much of what traces of an entry point touch has not been seen. */
export interface Unseen {
  /** Traces so far, and how many of them are the only one of a shape that no learned one covers. */
  readonly traces: number;
  readonly once: number;
  /** Chance that the next trace shows a shape never seen, and its upper 95 % bound; 0..1. */
  readonly mass: number;
  readonly atMost: number;
}

/**
 * The chance that the next trace shows something new: the share of traces that, left out, would have been new, which
 * are those that alone show a shape no other one covers. At least one in the number of traces plus one; its bound is
 * normal with Good's variance, three in the number of traces where that says less (rule of three).
 * Assumes that traces are exchangeable. What breaks it: requests that come once a week, and releases.
 * Sources: I. J. Good, Biometrika 40 (1953); W. W. Esty, Ann. Stat. 11 (1983). O(shapes).
 */
export function unseenShapes({ traces, shapes }: EntryShapes): Unseen {
  const once = shapes.filter((shape) => shape.traces === 1).length;
  if (traces === 0) return { traces, once, mass: 1, atMost: 1 };
  const twice = shapes.filter((shape) => shape.traces === 2).length;
  const variance = (once + 2 * twice) / traces ** 2 - once ** 2 / traces ** 3;
  const bound = once / traces + z95 * Math.sqrt(Math.max(0, variance));
  return {
    traces,
    once,
    mass: Math.min(1, Math.max(1 / (traces + 1), once / traces)),
    atMost: Math.min(1, Math.max(3 / traces, bound)),
  };
}

/** When the question is asked (epoch seconds), and within how many windows of how many seconds a new shape is confirmed. */
export interface Confirmation {
  readonly at: number;
  readonly windows: number;
  readonly windowSeconds: number;
}

/**
 * New shapes that a window with `sampled` traces would show and confirm by chance, though nothing changed: the larger
 * of two answers. (1) Traces are exchangeable: `sampled` times the unseen mass show a new shape, and another trace of
 * it follows within the windows of confirmation with at most twice the probability of what was seen once, 2 / traces.
 * (2) Requests come in bursts: so many shapes were seen several times within one such stretch and, though it is over,
 * never again. Good's estimate with windows for traces: each would have been told of, had it been new. Whatever was
 * told and went on for longer is taken for a change and does not count. O(shapes).
 */
export function newByChance(
  known: EntryShapes,
  sampled: number,
  { at, windows, windowSeconds }: Confirmation,
): number {
  const { mass, traces } = unseenShapes(known);
  const second = Math.min(1, (2 * sampled * windows) / Math.max(1, traces));
  const reach = windows * windowSeconds;
  const bursts = known.shapes.filter(
    (shape) => shape.traces > 1 && shape.lastSeen - shape.firstSeen < reach && shape.lastSeen + reach <= at,
  );
  return Math.max(sampled * mass * second, bursts.length / Math.max(1, known.windows));
}
