import { byRoute, peakLevels } from '../baseline/peaks';
import type { Assessment } from '../model/assessment';
import { familyOf, isTested, type Signal, type Tested } from '../model/observation';
import type { Near, Scores } from '../model/peaks';
import type { Settings } from '../model/settings';
import type { TimeWindow } from '../model/window';

/** How far out a settled window lay, and what of it and of the windows before a later one would confirm. */
export interface Outlying {
  readonly scores: Scores;
  readonly near: readonly Near[];
}

/**
 * Scores a settled window by family: alone, its most improbable value that matters; repeated, the most improbable one
 * of which so many as confirmation asks for (`confirm`), at the same subject and signal, lay at least so far out in its
 * last windows. O(assessments).
 */
export function outlyingOf(
  assessments: readonly Assessment[],
  before: readonly Near[],
  { window, settings: { confirm, windowSeconds } }: { window: TimeWindow; settings: Settings },
): Outlying {
  const oldest = window.start - windowSeconds * (confirm.windows - 1);
  const recent = before.filter(({ at }) => at >= oldest && at < window.start);
  const earlier = new Map<string, number[]>();
  for (const { subject, signal, score } of recent) {
    const key = keyOf(subject, signal);
    earlier.set(key, [...(earlier.get(key) ?? []), score]);
  }
  const scores = byRoute((): number | undefined => undefined);
  const raise = (of: Record<Tested, number | undefined>, family: Tested, score: number): void => {
    of[family] = Math.max(of[family] ?? 0, score);
  };
  const near: Near[] = [...recent];
  for (const { subject, signal, p, matters } of assessments) {
    const family = familyOf(signal);
    if (!isTested(family) || p === undefined) continue;
    const score = matters ? Math.min(300, -Math.log10(Math.max(p, 1e-300))) : 0;
    raise(scores.alone, family, score);
    const seen = [...(earlier.get(keyOf(subject, signal)) ?? []), score].sort((a, b) => b - a);
    raise(scores.repeated, family, Math.min(score, seen[confirm.hits - 1] ?? 0));
    if (score >= peakLevels.repeated) near.push({ subject, signal, at: window.start, score: rounded(score) });
  }
  return { scores: { alone: asked(scores.alone), repeated: asked(scores.repeated) }, near };
}

const keyOf = (subject: string, signal: Signal): string => `${signal} ${subject}`;

/** To a hundredth: what is remembered is stored with every record. */
const rounded = (score: number): number => Math.round(score * 100) / 100;

const asked = (scores: Readonly<Record<Tested, number | undefined>>): Partial<Record<Tested, number>> =>
  Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== undefined));
