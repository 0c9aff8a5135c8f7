import type { Norm } from '../model/baseline';
import type { TimeWindow } from '../model/window';
import { type Cell, credibleFactors, varianceBetween } from '../stats/credibility';
import { meanAndVariance } from '../stats/moments';
import { onceFor } from '../stats/once-for';
import { cellsOf, hoursOfDay, type Rhythm } from './rhythm';

/** A subject's norm over all times, the windows that could have taught it, and these by time of the week. */
export interface VolumeView {
  readonly norm: Pick<Norm, 'calls' | 'rhythm'>;
  readonly windows: number;
  /** Length of a window. */
  readonly windowSeconds: number;
  /** Windows by time of the week and days that could have shown the subject. */
  readonly seen?: { readonly rhythm: Rhythm; readonly days: number };
}

/** Traffic of a window varies by at least a fifth beyond chance on any real system (phi = 0.2 squared). */
export const leastRateDispersion = 0.04;

/** Days that must have been learned before an hour of the day, or a day of the week, is told from chance: two of each. */
export const daysForHours = 2.5;
export const daysForWeek = 13;

/** Calls expected in a window: their mean, and phi in variance = mean + phi * mean^2 around it. */
export interface ExpectedCalls {
  readonly mean: number;
  readonly phi: number;
}

/** Tells whether a subject was watched long enough to tell the hours of its day from chance. */
export const knowsRhythm = ({ norm, seen }: VolumeView): boolean =>
  norm.rhythm !== undefined && seen !== undefined && seen.days >= daysForHours;

/** Probability of no call: (1 + phi mean)^(-1 / phi) of a negative binomial. */
export const emptyProbability = ({ mean, phi }: ExpectedCalls): number => (1 + phi * mean) ** (-1 / phi);

/** The calls of a subject's windows: of any window, whatever its time, and of one at its time of the week. */
export interface Volume {
  readonly level: ExpectedCalls;
  /** What the quietest and the busiest time of the week hold on average. */
  readonly least: number;
  readonly most: number;
  at(window: TimeWindow): ExpectedCalls;
}

/**
 * What a subject's windows hold on average: its mean over all, and at a time of the week that times a factor for the
 * hour of the day, times one for the day of the week, each as far as it is credible ({@link credibleFactors}). The
 * over-dispersion is what is left when the rhythm is taken out of the variance. Assumes that the rhythm of the day is
 * the same on all days up to a factor; a night batch that runs on Sundays only stays in the variance.
 * Undefined where no window was learned or none held a call.
 */
export const volumeOf = onceFor((view: VolumeView): Volume | undefined => {
  if (!(view.windows > 0) || !(view.norm.calls.sum > 0)) return undefined;
  const { mean, variance } = meanAndVariance(view.norm.calls, view.windows);
  const { hours, days } = factorsOf(view, variance);
  const squares = meanSquare(hours) * meanSquare(days);
  const left = variance - mean * mean * (squares - 1);
  const phi = Math.max(leastRateDispersion, (left - mean) / (mean * mean * squares));
  const levelPhi = Math.max(leastRateDispersion, (variance - mean) / (mean * mean));
  return {
    level: { mean, phi: levelPhi },
    least: mean * Math.min(1, ...hours.at) * Math.min(1, ...days.at),
    most: mean * Math.max(1, ...hours.at) * Math.max(1, ...days.at),
    at(window) {
      const [hour, day] = cellsOf(window);
      return { mean: mean * (hours.at[hour] ?? 1) * (days.at[day - hoursOfDay] ?? 1), phi };
    },
  };
});

interface Factors {
  readonly at: readonly number[];
  readonly n: readonly number[];
}

const flat: Factors = { at: [], n: [] };

function factorsOf(view: VolumeView, variance: number): { hours: Factors; days: Factors } {
  const { rhythm } = view.norm;
  const { seen } = view;
  if (rhythm === undefined || seen === undefined || !knowsRhythm(view)) return { hours: flat, days: flat };
  const weight = Math.min(1, view.windowSeconds / 3_600);
  // Counts vary at least by chance (Poisson).
  const least = (within: number): number => Math.max(view.norm.calls.sum / view.windows, within);
  const hourCells = cellsBetween(rhythm, seen.rhythm, 0, hoursOfDay);
  const hours = {
    at: credibleFactors(hourCells, { within: least(variance - varianceBetween(hourCells)), weight }),
    n: hourCells.map(({ n }) => n),
  };
  if (seen.days < daysForWeek) return { hours, days: flat };
  const dayCells = cellsBetween(rhythm, seen.rhythm, hoursOfDay, rhythm.length);
  const within = least(variance - varianceBetween(hourCells) - varianceBetween(dayCells));
  return {
    hours,
    days: {
      at: credibleFactors(dayCells, { within, weight }),
      n: dayCells.map(({ n }) => n),
    },
  };
}

/** Sums of a value and the windows they are over, cell by cell from one to before the other. */
export const cellsBetween = (sums: Rhythm, windows: Rhythm, from: number, to: number): Cell[] =>
  sums.slice(from, to).map((sum, i) => ({ sum, n: windows[from + i] ?? 0 }));

function meanSquare({ at, n }: Factors): number {
  const all = n.reduce((sum, value) => sum + value, 0);
  return all > 0 ? at.reduce((sum, f, i) => sum + (n[i] ?? 0) * f * f, 0) / all : 1;
}
