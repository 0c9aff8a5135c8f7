import type { Norm, Tempo } from '../model/baseline';
import type { TimeWindow } from '../model/window';
import { credibleShifts, varianceBetween } from '../stats/credibility';
import { onceFor } from '../stats/once-for';
import { cellsBetween, daysForWeek } from './expected-volume';
import { addToRhythm, cellsOf, hoursOfDay, noRhythm, scaleRhythm } from './rhythm';

/** A week, for the hours of days that share a level, which wanders, look like a rhythm: latency has less of one than traffic. */
const daysForTempo = 6.5;

const noTempo: Tempo = { windows: noRhythm, sums: noRhythm, squares: 0 };

/** Windows that must have taught before they may bound others. */
const leastWindows = 24;
/** Standard deviations beyond which a window's mean counts as if it lay there: trouble is no rhythm. */
const reach = 3;
/** Means of windows vary by a tenth at least. */
const leastDeviation = 0.1;

/** A subject's norm, and what is known of the times it was seen at. */
export interface TempoView {
  readonly norm: Pick<Norm, 'tempo'>;
  readonly windowSeconds: number;
  readonly seen?: { readonly days: number };
}

/** How much slower than on average a subject usually is, as the natural logarithm of the factor. */
export interface Slowness {
  /** At a window's time of the week. */
  at(window: TimeWindow): number;
  /** At its slowest time. */
  readonly most: number;
  /** Whether enough was seen to tell a rhythm, and whether there is one that is worth telling apart. */
  readonly isKnown: boolean;
  readonly isMarked: boolean;
}

const steady: Slowness = { at: () => 0, most: 0, isKnown: false, isMarked: false };

/** A rhythm is marked when its slowest hour takes a fifth longer than its fastest. */
const marked = Math.log(1.2);

/**
 * The rhythm of a subject's latency, none before a week was seen. A shift for the hour of the day and,
 * after two weeks, one for the day of the week, each as far as it is credible ({@link credibleShifts}). Assumes that
 * body and tail move alike, and that the rhythm of the day is the same on all days. What was learned before a rhythm
 * was known has been taken as it was: until it has faded, such a norm is wider than its hours are.
 */
export const slownessOf = onceFor((view: TempoView): Slowness => {
  const { tempo } = view.norm;
  if (tempo === undefined || (view.seen?.days ?? 0) < daysForTempo) return steady;
  const weight = Math.min(1, view.windowSeconds / 3_600);
  const hourCells = cellsBetween(tempo.sums, tempo.windows, 0, hoursOfDay);
  const { variance } = levelOf(tempo);
  const within = Math.max(0, variance - varianceBetween(hourCells));
  const hours = credibleShifts(hourCells, { within, weight });
  const days = (view.seen?.days ?? 0) < daysForWeek ? [0] : ofDays(tempo, within, weight);
  return {
    at(window) {
      const [hour, day] = cellsOf(window);
      return (hours[hour] ?? 0) + (days[day - hoursOfDay] ?? 0);
    },
    most: Math.max(...hours) + Math.max(...days),
    isKnown: true,
    isMarked: Math.max(...hours) - Math.min(...hours) >= marked,
  };
});

function ofDays({ sums, windows }: Tempo, within: number, weight: number): number[] {
  const cells = cellsBetween(sums, windows, hoursOfDay, sums.length);
  return credibleShifts(cells, { within: Math.max(0, within - varianceBetween(cells)), weight });
}

function levelOf({ windows, sums, squares }: Tempo): { n: number; mean: number; variance: number } {
  let n = 0;
  let sum = 0;
  for (let hour = 0; hour < hoursOfDay; hour += 1) {
    n += windows[hour] ?? 0;
    sum += sums[hour] ?? 0;
  }
  const mean = n > 0 ? sum / n : 0;
  return { n, mean, variance: n > 0 ? Math.max(0, squares / n - mean * mean) : 0 };
}

/**
 * Takes a window's mean latency into a tempo; one that lies far from what was expected of it counts as if it lay at
 * the border of chance (winsorised, see `winsorise.ts` for the sources). `expected` is how much slower than on average
 * the window should be, as a natural logarithm. A rhythm steeper than the border is learned over some days, not in one.
 */
export function learnTempo(
  before: Tempo | undefined,
  window: TimeWindow,
  { meanSeconds, expected }: { readonly meanSeconds: number; readonly expected: number },
): Tempo {
  const tempo = before ?? noTempo;
  const { n, mean, variance } = levelOf(tempo);
  const value = Math.log(Math.max(meanSeconds, 0.0005));
  const span = reach * Math.max(leastDeviation, Math.sqrt(variance));
  const middle = mean + expected;
  const bounded = n < leastWindows ? value : Math.min(middle + span, Math.max(middle - span, value));
  return {
    windows: addToRhythm(tempo.windows, window, 1),
    sums: addToRhythm(tempo.sums, window, bounded),
    squares: tempo.squares + bounded * bounded,
  };
}

/** Multiplies all sums, as fading does. */
export const scaleTempo = ({ windows, sums, squares }: Tempo, factor: number): Tempo => ({
  windows: scaleRhythm(windows, factor),
  sums: scaleRhythm(sums, factor),
  squares: squares * factor,
});
