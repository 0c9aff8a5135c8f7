import type { Peaks } from '../stats/peaks-over-threshold';
import type { Signal, Tested } from './observation';

/**
 * The ways in which a value becomes a finding: by itself, because one as far out was there before, or because smaller
 * ones go on and add up.
 */
export type Route = 'alone' | 'repeated' | 'lasting';

export const routes: readonly Route[] = ['alone', 'repeated', 'lasting'];

/**
 * The ways a family may take, each one route or two of which what passes one mostly passes the other. Traffic is judged
 * window by window only: its level wanders and has weekdays that nobody has seen yet, so that windows in a row say
 * little more than one.
 */
export const waysOf = (family: Tested): readonly (readonly Route[])[] =>
  family === 'volume' ? [['alone']] : [['alone'], ['repeated', 'lasting']];

/** Something for each family and route. */
export type ByRoute<T> = Readonly<Record<Route, Readonly<Record<Tested, T>>>>;

/** How far out windows without trouble lay before they were learned. */
export type PeakHistory = ByRoute<Peaks>;

/**
 * A window's scores, of families asked only: -log10 of the least probability of what matters, 0 where nothing does; of
 * what lasts, the sum of these as far as they are evidence.
 */
export type Scores = Readonly<Record<Route, Readonly<Partial<Record<Tested, number>>>>>;

/** What is remembered of a subject's signal while later windows could confirm it. */
export interface Near {
  readonly subject: string;
  readonly signal: Signal;
  /** Scores of its last windows that lay far out by themselves, by the start of the window, oldest first. */
  readonly peaks: readonly (readonly [start: number, score: number])[];
  /** Evidence added up so far, and the start of the window in which that began. */
  readonly sum: number;
  readonly since: number;
  /** Start of the last window that was asked. */
  readonly at: number;
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
