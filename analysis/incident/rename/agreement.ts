import { emptyProbability, volumeOf } from '../../baseline/expected-volume';
import { slowerAt } from '../../baseline/part';
import { normView } from '../../detect/question';
import type { Part } from '../../model/baseline';
import type { Observation } from '../../model/observation';
import type { Settings } from '../../model/settings';
import type { TimeWindow } from '../../model/window';
import { shifted } from '../../stats/histogram';
import { distanceByChance, histogramDistance } from '../../stats/histogram-distance';
import { negativeBinomialTails } from '../../stats/negative-binomial';

/** A silent window or a count rarer than this, under the old edge's norm, is no chance. */
export const rareLevel = 0.01;
/** Half of the windows of a fading edge that hold so few calls are no chance: enough to wait for the next window. */
const fadingLevel = 0.05;
/** Windows of one edge differ in their latencies by about this share beyond chance. */
const latencyUnrest = 0.1;
/** Fewer calls say nothing of latencies. */
const fewestTimed = 5;

/** What is known of an edge that may have got another name. */
export interface Norms {
  readonly pooled: Part;
  readonly window: TimeWindow;
  readonly settings: Settings;
}

/** An old edge in this window: what it should have held, and how improbable it is that it held no call. */
export interface Former {
  readonly subject: string;
  readonly mean: number;
  readonly phi: number;
  /** Windows the norm rests on. */
  readonly windows: number;
  readonly silence: number;
  /** Seen in nearly every window, so that one without it means something. */
  readonly isRegular: boolean;
}

/** The norm of a known edge for this window, or undefined where nothing is known of its calls. */
export function formerOf(subject: string, { pooled, window, settings }: Norms): Former | undefined {
  const view = normView(pooled, subject, settings.windowSeconds);
  const volume = view && volumeOf(view);
  if (view === undefined || volume === undefined || view.windows < settings.minimumWindows) return undefined;
  const expected = volume.at(window);
  const empty = Math.max(emptyProbability(expected), 1 - view.norm.calls.n / view.windows, 1e-6);
  return {
    subject,
    ...expected,
    windows: Math.floor(view.windows),
    silence: empty,
    isRegular: empty <= rareLevel,
  };
}

/**
 * Tells whether so many calls are what the old edge would have had: improbable neither as too few nor as too many of
 * an over-dispersed count (`level`), and where there are enough calls to tell, changed by less than matters. Of an edge
 * that is silent in many windows only too many count.
 */
export function countsAgree(calls: number, former: Former, settings: Settings, level = rareLevel): boolean {
  const { mean, phi, isRegular } = former;
  if (calls === 0) return false;
  const { lower, upper } = negativeBinomialTails({ k: calls, mean, phi });
  if (!isRegular) return upper >= level / 10;
  const { factor } = settings.rateEffect;
  const matters =
    Math.max(calls, mean) >= settings.minimumCalls && !(calls < mean * factor && calls > mean / factor);
  return 2 * Math.min(lower, upper) >= level && !matters;
}

/** Tells whether an edge that is still seen has lost too many calls for chance. */
export const isFading = (calls: number, { mean, phi }: Former): boolean =>
  calls < mean && negativeBinomialTails({ k: calls, mean, phi }).lower <= fadingLevel;

/**
 * Tells whether latencies are those of the old edge, less what the time of the week lets expect: no share of calls is
 * slower or faster than latency may be before it matters, beyond what chance and the unrest of windows allow. With
 * fewer than five calls nothing can be said, and nothing speaks against it.
 */
export function latenciesAgree(observation: Observation, old: string, norms: Norms): boolean {
  const { pooled, window, settings } = norms;
  const calls = observation.outcomes.total;
  const norm = pooled.norms.get(old);
  if (norm === undefined || calls < fewestTimed) return true;
  const usual = shifted(norm.latency, slowerAt(pooled, norm, window));
  const { factor, seconds } = settings.latencyEffect;
  const distance = histogramDistance(observation.latency, usual, { factor, seconds });
  return distance <= latencyUnrest + distanceByChance(calls, rareLevel);
}
