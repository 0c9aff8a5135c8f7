import { peakLevel } from '../baseline/peaks';
import type { Assessment } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import { familyOf, type Tested } from '../model/observation';
import type { Settings } from '../model/settings';
import { returnLevel, type TailPrior } from '../stats/peaks-over-threshold';

const weekSeconds = 604_800;
/**
 * Before data: two clusters seen, so that a short clean history proves little, and heights that fall by a factor of ten for each unit of -log10, as
 * honest probabilities do, worth ten clusters.
 */
const honest: TailPrior = { clusters: 2, excess: Math.LOG10E, worth: 10 };

/**
 * A watched value may be this much likelier than a certain one. Not of traffic: its level drifts so slowly that two
 * windows in a row say no more than one.
 */
const watchFactor: Readonly<Record<Tested, number>> = { volume: 1, latency: 10, outcomes: 10 };

/** The probability at or below which a value of each family makes its window abnormal, or worth watching. */
export interface AlarmLevels {
  readonly certain: Readonly<Record<Tested, number>>;
  readonly watched: Readonly<Record<Tested, number>>;
}

/**
 * Sets the levels so that windows without trouble pass them `rate` times a window in all, by the history of how far
 * out such windows lay before they were learned. Each family is given the whole rate: what moves one mostly moves the
 * others, and one incident holds them all.
 */
export function alarmLevels(peaks: Baseline['peaks'], rate: number): AlarmLevels {
  const level = (family: Tested, factor: number): number =>
    10 ** -(peakLevel + returnLevel(peaks[family], honest, factor * rate));
  const levels = (factor: (family: Tested) => number): Readonly<Record<Tested, number>> => ({
    volume: level('volume', factor('volume')),
    latency: level('latency', factor('latency')),
    outcomes: level('outcomes', factor('outcomes')),
  });
  return { certain: levels(() => 1), watched: levels((family) => watchFactor[family]) };
}

/** False alarms a window that a person allows. */
export const alarmsPerWindow = (settings: Settings): number =>
  (settings.falseAlarmsPerWeek * settings.windowSeconds) / weekSeconds;

/** How far out each family lay: -log10 of the least probability of a value that matters. 0 where there is none. */
export function peaksOf(assessments: readonly Assessment[]): Partial<Record<Tested, number>> {
  const peaks: Partial<Record<Tested, number>> = {};
  for (const { signal, p, matters } of assessments) {
    const family = familyOf(signal);
    if (family === 'presence' || p === undefined) continue;
    const score = matters ? Math.min(300, -Math.log10(Math.max(p, 1e-300))) : 0;
    peaks[family] = Math.max(peaks[family] ?? 0, score);
  }
  return peaks;
}
