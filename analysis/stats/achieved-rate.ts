import { type Interval, poissonInterval, shrunkInterval } from './poisson-interval';

/** What the prior is worth, and the history that weighs as much: exceedances. */
export const priorEvents = 10;

/** How many false alarms a week there really are, as far as history says. */
export interface AchievedRate {
  /** By what was counted alone, and shrunk to the budget; 95 %, in alarms a week. */
  readonly counted: Interval;
  readonly shrunk: Interval;
  /** False alarms that the budget grants in the history, and whether the prior says more than so few. */
  readonly expected: number;
  readonly mostlyPrior: boolean;
}

/**
 * The achieved rate of false alarms from how many there were in so many judged weeks. The prior is the budget itself,
 * worth ten alarms, which is to say half to nearly twice of it: what pure norm of many systems is held to in
 * docs/detection.md. Every alarm counts as a false one, so that real trouble makes the rate look worse than it is.
 * @throws RangeError when there is no judged time or no budget
 */
export function achievedRate(alarms: number, weeks: number, budget: number): AchievedRate {
  const expected = budget * weeks;
  return {
    counted: poissonInterval(alarms, weeks),
    shrunk: shrunkInterval(alarms, weeks, { events: priorEvents, time: priorEvents / budget }),
    expected,
    mostlyPrior: expected < priorEvents,
  };
}
