import { partsOf, patternOf } from '../graph/pattern';
import { type Baseline, belongs, type Standing } from '../model/baseline';
import type { Observation } from '../model/observation';
import type { Policy, PolicyRule, Ruled } from '../model/policy';
import { serviceOfKey } from '../model/service';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { unseen } from './unseen';

type Limits = Pick<Settings, 'policy' | 'promoteAfterDistinctDays'>;

/**
 * What the policy and the setting `promoteAfterDistinctDays` make of the calls of a window: denied, approved, or learned
 * after so many days without a word against them. A person's decision wins over every rule; a denial over an allowance.
 * Written into the record, so that a changed policy changes nothing that was. O(calls x rules).
 */
export function ruledBy(
  { known }: Pick<Baseline, 'known'>,
  observations: readonly Observation[],
  { policy, promoteAfterDistinctDays: days }: Limits,
): Ruled {
  if (policy.never.length + policy.allowed.length === 0 && days === 0) return [];
  const ruled: (readonly [string, Standing])[] = [];
  for (const { subject, seen } of observations) {
    const one = known.get(subject);
    if (!seen || one?.decidedBy !== undefined) continue;
    const wanted =
      wantedBy(policy, subject) ?? (days > 0 && (one?.days ?? 0) >= days ? 'learned' : undefined);
    const isNews = wanted === 'denied' ? one?.standing !== 'denied' : !one || !belongs(one.standing);
    if (wanted && isNews && !(one?.standing === 'denied' && wanted === 'learned'))
      ruled.push([subject, wanted]);
  }
  return ruled;
}

function wantedBy({ never, allowed }: Policy, subject: string): Standing | undefined {
  if (never.some((rule) => fits(rule, subject))) return 'denied';
  return allowed.some((rule) => fits(rule, subject)) ? 'approved' : undefined;
}

/** A rule without a caller is about whoever calls, and about the service itself. */
function fits({ from, to }: PolicyRule, subject: string): boolean {
  const { source, target } = splitSubjectKey(subject);
  const isCallee = named(to, target);
  return from === undefined ? isCallee : source !== undefined && isCallee && named(from, source);
}

const named = (pattern: string, service: string): boolean =>
  partsOf(patternOf(pattern.toLowerCase()), serviceOfKey(service).name.toLowerCase()) !== undefined;

/** What is known after rules: `at` is the start of the window, epoch seconds. */
export function withRuled(
  { known, settled }: Pick<Baseline, 'known' | 'settled'>,
  ruled: Ruled,
  at: number,
): Baseline['known'] {
  if (ruled.length === 0) return known;
  const next = new Map(known);
  for (const [subject, standing] of ruled)
    next.set(subject, { ...(known.get(subject) ?? unseen(subject, { at, settled })), standing });
  return next;
}
