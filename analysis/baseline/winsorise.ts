import type { Norm } from '../model/baseline';
import type { Observation } from '../model/observation';
import type { Outcomes } from '../model/outcomes';
import { ratioNorm } from '../stats/dispersion';
import { meanAndVariance } from '../stats/moments';
import { overDispersion } from '../stats/negative-binomial';

/** Standard deviations of the norm so far beyond which a value counts as if it lay there: what no norm shows by chance. */
const reach = 6;
/** Windows that must have taught before they may bound others, two hours of 5-minute windows. */
export const leastWindows = 24;
/** Counts of a window are believed to vary by at least a fifth. */
const leastDispersion = 0.04;

/**
 * What a window teaches: its faults, errors, throttles and calls, none further than six standard
 * deviations from what was learned so far (winsorised one after the other), so that a burst of faults or a hole in
 * the traffic, which no finding withholds while learning, bends the norm a little and not much. A level that really
 * moved pulls the bounds with it, window by window. Trouble in the first two hours is not recognised; latencies are
 * kept as they are, their norm rests on quantiles.
 * Sources: P. J. Huber, "Robust estimation of a location parameter", Ann. Math. Stat. 35 (1964), for bounded
 * influence; W. J. Dixon, "Simplified estimation from censored normal samples", Ann. Math. Stat. 31 (1960), for the name.
 */
export function winsorised(observation: Observation, norm: Norm | undefined): Observation {
  const { outcomes } = observation;
  const within = norm && boundsOf(outcomes, norm);
  if (within === undefined || !(within.callsAreFar || within.failuresAreFar)) return observation;
  const { total, failures } = within;
  const scaled = total / outcomes.total;
  const scale = (count: number): number => (scaled === 1 ? count : Math.floor(count * scaled));
  const [fault, error, throttle] = [scale(failures.fault), scale(failures.error), scale(failures.throttle)];
  return {
    ...observation,
    outcomes: { total, fault, error, throttle, ok: total - fault - error - throttle },
  };
}

/** A window's counts drawn in, each by itself, and whether that changed them. */
interface Bounded {
  readonly total: number;
  readonly failures: Pick<Outcomes, 'fault' | 'error' | 'throttle'>;
  readonly callsAreFar: boolean;
  readonly failuresAreFar: boolean;
}

/** What of a window lies further than six standard deviations from the norm so far; undefined where that cannot be told. */
export function boundsOf(outcomes: Outcomes, norm: Norm): Bounded | undefined {
  if (norm.trials.n < leastWindows || norm.calls.n < leastWindows || outcomes.total === 0) return undefined;
  const total = boundedCalls(outcomes.total, norm);
  const failures = boundedFailures(outcomes, norm);
  const { fault, error, throttle } = outcomes;
  const failuresAreFar = failures.fault + failures.error + failures.throttle !== fault + error + throttle;
  return { total, failures, callsAreFar: total !== outcomes.total, failuresAreFar };
}

/** Calls within reach of their mean so far, on the scale of logarithms, on which a hole is as far as a flood. */
function boundedCalls(calls: number, norm: Norm): number {
  const { mean, variance } = meanAndVariance(norm.calls);
  if (!(mean > 0)) return calls;
  const deviation = Math.sqrt(Math.log1p(1 / mean + overDispersion(mean, variance, leastDispersion)));
  const span = Math.exp(reach * deviation);
  return Math.max(Math.ceil(mean / span), Math.min(Math.floor(mean * span), calls));
}

function boundedFailures(
  { fault, error, throttle, total }: Outcomes,
  norm: Norm,
): Pick<Outcomes, 'fault' | 'error' | 'throttle'> {
  const bounded = (count: number, failure: 'fault' | 'error' | 'throttle'): number => {
    const { p, rho } = ratioNorm(norm[failure], norm.trials);
    const spread = reach * Math.sqrt((p * (1 - p) * (1 + (total - 1) * rho)) / total);
    return Math.min(count, Math.ceil(total * (p + spread)));
  };
  return {
    fault: bounded(fault, 'fault'),
    error: bounded(error, 'error'),
    throttle: bounded(throttle, 'throttle'),
  };
}
