import type { Peaks } from '../stats/peaks-over-threshold';
import type { Signal, Tested } from './observation';

/** The two ways in which a value becomes a finding: by itself, or because as far out a one was there before. */
export type Route = 'alone' | 'repeated';

export const routes: readonly Route[] = ['alone', 'repeated'];

/** Something for each family and route. */
export type ByRoute<T> = Readonly<Record<Route, Readonly<Record<Tested, T>>>>;

/** How far out windows without trouble lay before they were learned. */
export type PeakHistory = ByRoute<Peaks>;

/** A window's scores: -log10 of the least probability of what matters; 0 where nothing does. Families asked only. */
export type Scores = Readonly<Record<Route, Readonly<Partial<Record<Tested, number>>>>>;

/** A value that lay far out, remembered while a second one would confirm it. */
export interface Near {
  readonly subject: string;
  readonly signal: Signal;
  /** Start of its window, epoch seconds. */
  readonly at: number;
  readonly score: number;
}

/** A window's scores that wait for the verdict on findings which it began or went on: they teach only if none fires. */
export interface HeldScores {
  readonly family: Tested;
  readonly findings: readonly string[];
  readonly scored: Scored;
}

/** One family's scores of a settled window: its number among all settled windows, and its hour of the day. */
export interface Scored {
  readonly at: number;
  readonly hour: number;
  readonly scores: Readonly<Record<Route, number>>;
}
