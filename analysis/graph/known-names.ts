import type { Known, Standing } from '../model/baseline';
import type { Observation } from '../model/observation';
import { addOutcomes } from '../model/outcomes';
import { serviceKey, serviceOfKey } from '../model/service';
import type { Alias } from '../model/settings';
import { edgeKey, splitSubjectKey } from '../model/subject';
import { mergeHistograms } from '../stats/histogram';
import { onceFor } from '../stats/once-for';
import { renamed } from './naming';
import { addSeconds } from './statistics';

/** Keys remembered at most; one that was forgotten is worked out again. */
const mostRemembered = 50_000;

/** The key of a service under the rules, worked out once for each. */
const keysUnder = onceFor((rules: readonly Alias[]) => {
  const known = new Map<string, string>();
  return (key: string): string => {
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= mostRemembered) known.clear();
    const now = serviceKey(renamed(serviceOfKey(key), rules));
    known.set(key, now);
    return now;
  };
});

/** The subject under the names that the rules give its services now. */
export function subjectUnder(rules: readonly Alias[], subject: string): string {
  const keyOf = keysUnder(rules);
  const { kind, source, target } = splitSubjectKey(subject);
  return kind === 'node' || source === undefined
    ? keyOf(target)
    : edgeKey(kind, keyOf(source), keyOf(target));
}

/**
 * The known subjects under today's names: what a rule that was added since has renamed is known under its new name, and
 * silent under no old one. Where several became one it is the best that is known of any. The same map where no rule
 * changes anything. O(subjects).
 */
export function knownUnder(
  rules: readonly Alias[],
  known: ReadonlyMap<string, Known>,
): ReadonlyMap<string, Known> {
  if (rules.length === 0) return known;
  const named = [...known].map(([subject, one]) => [subjectUnder(rules, subject), one] as const);
  if (named.every(([subject, one]) => subject === one.subject)) return known;
  const result = new Map<string, Known>();
  for (const [subject, one] of named) {
    const before = result.get(subject);
    result.set(subject, before ? joined(before, one) : { ...one, subject });
  }
  return result;
}

/** Stored observations under today's names, those of one subject as one; the same list where nothing changes. */
export function observationsUnder(
  rules: readonly Alias[],
  observations: readonly Observation[],
): readonly Observation[] {
  if (observations.every(({ subject }) => subjectUnder(rules, subject) === subject)) return observations;
  const result = new Map<string, Observation>();
  for (const one of observations) {
    const subject = subjectUnder(rules, one.subject);
    const before = result.get(subject);
    result.set(subject, before ? together(before, one) : { ...one, subject });
  }
  return [...result.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

const together = (a: Observation, b: Observation): Observation => ({
  ...a,
  seen: a.seen || b.seen,
  outcomes: addOutcomes(a.outcomes, b.outcomes),
  latency: mergeHistograms(a.latency, b.latency),
  latencySumSeconds: addSeconds(a.latencySumSeconds, b.latencySumSeconds),
});

const standings: readonly Standing[] = ['candidate', 'learned', 'approved', 'denied'];
const strongest = (a: Standing, b: Standing): Standing =>
  standings.indexOf(a) >= standings.indexOf(b) ? a : b;

const joined = (a: Known, b: Known): Known => ({
  subject: a.subject,
  standing: strongest(a.standing, b.standing),
  firstSeen: Math.min(a.firstSeen, b.firstSeen),
  lastSeen: Math.max(a.lastSeen, b.lastSeen),
  windows: Math.max(a.windows, b.windows),
  lastSettled: Math.max(a.lastSettled, b.lastSettled),
  longestSilence: Math.min(a.longestSilence, b.longestSilence),
  ...finishedOf(a, b),
});

/** One of them having finished learning, all have. */
function finishedOf(a: Known, b: Known): Pick<Known, 'finished'> {
  const times = [a.finished, b.finished].filter((time) => time !== undefined);
  return times.length === 0 ? {} : { finished: Math.min(...times) };
}
