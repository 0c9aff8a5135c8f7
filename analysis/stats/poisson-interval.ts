/** An interval that holds a rate with 95 % confidence. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** What is believed of a rate before events are counted: as if so many had been seen in such a time. */
export interface RatePrior {
  readonly events: number;
  readonly time: number;
}

const tail = 0.025;

/**
 * Exact interval of the rate of a Poisson process that showed so many events in a time: the rates under which as
 * many or more, and as few or fewer, are no rarer than 2.5 %. Assumes events that come singly; clustered ones make
 * it too narrow. In events per unit of `time`.
 * Source: F. Garwood, Biometrika 28 (1936).
 * @throws RangeError when the events are no whole number from 0 or the time is not above zero
 * @example poissonInterval(0, 1).upper.toFixed(3) // => '3.689'
 */
export function poissonInterval(events: number, time: number): Interval {
  if (!(Number.isInteger(events) && events >= 0 && time > 0))
    throw new RangeError(`poissonInterval needs whole events >= 0 and a time > 0, got ${events}, ${time}`);
  const lower = events === 0 ? 0 : gammaQuantile(events, tail) / time;
  return { lower, upper: gammaQuantile(events + 1, 1 - tail) / time };
}

/**
 * The same shrunk to a prior: the central 95 % of the gamma posterior of a Poisson rate, which for a prior of whole
 * events has the same closed form. Assumes that the prior is true of systems like this one.
 * Source: A. Gelman et al., "Bayesian Data Analysis", 3rd ed., section 2.6.
 * @throws RangeError when events of either are no whole numbers, or there is none of them at all
 * @example shrunkInterval(0, 1, { events: 10, time: 10 }).upper.toFixed(2) // => '1.55'
 */
export function shrunkInterval(events: number, time: number, prior: RatePrior): Interval {
  const shape = events + prior.events;
  const whole = Number.isInteger(events) && Number.isInteger(prior.events) && events >= 0;
  if (!(whole && shape > 0 && time >= 0 && prior.time > 0))
    throw new RangeError(`shrunkInterval needs whole events, got ${events} and ${prior.events}`);
  const all = time + prior.time;
  return { lower: gammaQuantile(shape, tail) / all, upper: gammaQuantile(shape, 1 - tail) / all };
}

/** The x below which a share p of a gamma variable of whole shape and scale 1 lies; by halving. O(shape). */
function gammaQuantile(shape: number, p: number): number {
  let low = 0;
  let high = shape + 10 * Math.sqrt(shape) + 10;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (1 - fewerThan(shape, middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(fewer than `count` events) of a Poisson variable: one less the distribution of a gamma of that shape. */
function fewerThan(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = 0;
  for (let k = 0; k < count; k += 1) {
    if (k > 0) logTerm += Math.log(mean / k);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
