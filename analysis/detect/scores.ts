import { byRoute, peakLevels } from '../baseline/peaks';
import type { Assessment } from '../model/assessment';
import { familyOf, isTested, type Signal } from '../model/observation';
import type { Near, Scores } from '../model/peaks';
import type { Settings } from '../model/settings';
import type { TimeWindow } from '../model/window';

/** A value no rarer than one in ten is no evidence: -log10. What adds up is what lies beyond. */
export const evidenceLevel = 1;
/** One window adds as much as one value in ten thousand at most; evidence of many windows is kept up to this. */
const mostOfOne = 4;
const mostInAll = 24;
/** Less evidence than this is forgotten: it is not worth its place in the record. */
const leastKept = 0.1;

/** How far out a settled window lay, and what of it and of the windows before it later ones would confirm. */
export interface Outlying {
  readonly scores: Scores;
  readonly near: readonly Near[];
}

/**
 * The score of one comparison: -log10 of its probability, 0 where the effect would not matter; at most 300.
 * @example scoreOf({ subject: 'a||', signal: 'latency', verdict: 'normal', p: 0.01, matters: true }) // => 2
 */
export const scoreOf = ({ p, matters }: Assessment): number => (matters ? outnessOf(p) : 0);

/** The same of one that adds to others: what has begun goes on with half of the effect, which it has had on average. */
export const evidenceOf = (a: Assessment, before: Near | undefined): number =>
  a.matters || (a.nearly && (before?.sum ?? 0) > 0) ? outnessOf(a.p) : 0;

const outnessOf = (p = 1): number => Math.min(300, -Math.log10(Math.max(p, 1e-300)));

export const nearKey = (subject: string, signal: Signal): string => `${signal} ${subject}`;

/** What is remembered, by {@link nearKey}. */
export const nearBy = (near: readonly Near[]): ReadonlyMap<string, Near> =>
  new Map(near.map((n) => [nearKey(n.subject, n.signal), n] as const));

/**
 * What is remembered of a signal after one more window: its peaks within reach of confirmation, and its evidence,
 * a cumulative sum of what is rarer than one in ten. Windows in which nothing was asked change nothing. The sum itself
 * assumes nothing; how large it gets by chance is learned ({@link alarmLevels}), so that windows may depend on each other.
 * Source: E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954).
 */
export function nextNear(
  before: Near | undefined,
  assessment: Assessment,
  { window, settings: { confirm, windowSeconds } }: { window: TimeWindow; settings: Settings },
): Near {
  const score = scoreOf(assessment);
  const oldest = window.start - windowSeconds * (confirm.windows - 1);
  const recent = (before?.peaks ?? []).filter(([start]) => start >= oldest && start < window.start);
  const isPeak = score >= peakLevels.repeated && !assessment.thin;
  const evidence = Math.min(evidenceOf(assessment, before), mostOfOne);
  const added = (before?.sum ?? 0) + evidence - evidenceLevel;
  return {
    subject: assessment.subject,
    signal: assessment.signal,
    peaks: isPeak ? [...recent, [window.start, rounded(score)]] : recent,
    sum: rounded(Math.min(mostInAll, Math.max(0, added))),
    since: before && before.sum > 0 ? before.since : window.start,
    at: window.start,
  };
}

/** To a hundredth: what is remembered is stored with every record. */
const rounded = (score: number): number => Math.round(score * 100) / 100;

/** The score that so many windows as confirmation asks for reach, the newest one included. */
function repeatedScore(score: number, { peaks }: Near, { confirm }: Settings): number {
  const others = peaks.slice(0, score >= peakLevels.repeated ? -1 : undefined).map(([, other]) => other);
  return Math.min(score, [score, ...others].sort((a, b) => b - a)[confirm.hits - 1] ?? 0);
}

/**
 * Scores a settled window by family: alone, its most improbable value that matters; repeated, the most improbable one
 * of which so many as confirmation asks for (`confirm`), at the same subject and signal, lay at least so far out in its
 * last windows; lasting, the most evidence that went on in this window. What fired begins to add up anew. O(assessments).
 */
export function outlyingOf(
  assessments: readonly Assessment[],
  before: readonly Near[],
  at: { readonly window: TimeWindow; readonly settings: Settings },
): Outlying {
  const earlier = nearBy(before);
  const scores = byRoute((): number | undefined => undefined);
  const near = new Map(earlier);
  for (const assessment of assessments) {
    const family = familyOf(assessment.signal);
    if (!isTested(family) || assessment.p === undefined) continue;
    const key = nearKey(assessment.subject, assessment.signal);
    const score = scoreOf(assessment);
    const evidence = evidenceOf(assessment, earlier.get(key));
    const next = nextNear(earlier.get(key), assessment, at);
    near.set(key, assessment.certain ? { ...next, sum: 0 } : next);
    const raise = (route: keyof Scores, value: number): void => {
      scores[route][family] = Math.max(scores[route][family] ?? 0, value);
    };
    raise('alone', assessment.thin || assessment.slight ? 0 : score);
    raise('repeated', assessment.thin ? 0 : repeatedScore(score, next, at.settings));
    raise('lasting', evidence >= evidenceLevel ? next.sum : 0);
  }
  const kept = [...near.values()].filter((n) => n.sum >= leastKept || n.peaks.length > 0);
  return { scores: byRouteAsked(scores), near: kept.filter((n) => isFresh(n, at)) };
}

/** Tells whether a signal was asked as lately as a new edge must be seen to be remembered. */
const isFresh = (
  { at }: Near,
  { window, settings }: { readonly window: TimeWindow; readonly settings: Settings },
): boolean => at > window.start - settings.windowSeconds * settings.forgetNewAfterWindows;

function byRouteAsked(scores: ReturnType<typeof byRoute<number | undefined>>): Scores {
  const asked = (of: (typeof scores)[keyof Scores]): Scores[keyof Scores] =>
    Object.fromEntries(Object.entries(of).filter(([, score]) => score !== undefined));
  return { alone: asked(scores.alone), repeated: asked(scores.repeated), lasting: asked(scores.lasting) };
}
