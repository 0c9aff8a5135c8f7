import { pooledPart } from '../baseline/current';
import type { FindingKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Finding, Origin } from '../model/finding';
import type { Observation } from '../model/observation';
import { serviceKey, serviceOfKey } from '../model/service';
import { splitSubjectKey } from '../model/subject';
import { histogramQuantile, relativeError } from '../stats/histogram';
import { lossesOf } from './losses';

/** Trouble a subject shows beyond its norm in one window: seconds waited and calls failed, both at least 0. */
interface Excess {
  readonly seconds: number;
  readonly failures: number;
}

const none: Excess = { seconds: 0, failures: 0 };
/** Suspects named at most. */
const mostOrigins = 5;

/**
 * Ranks who began it: a service's score is the trouble it adds beyond what its own callees explain, as a share of
 * the most that any suspect adds. A leaf answers for the trouble on the edges into it; a new or vanished call is
 * its caller's doing. Beside failures and delays a changed number of calls a request is retrying or giving up, and
 * accuses nobody; nor does a new trace shape beside anything else. Suspects are the services the findings touch. O(subjects).
 */
export function rankOrigins(
  findings: readonly Finding[],
  observations: readonly Observation[],
  baseline: Baseline,
): Origin[] {
  const excess = excesses(observations, baseline);
  const own = ownExcess(observations, excess);
  const suspects = new Map<string, number>();
  const raise = (key: string, score: number): void => {
    suspects.set(key, Math.max(score, suspects.get(key) ?? 0));
  };
  const touched = [...new Set(findings.flatMap((f) => endsOf(f.subject)))].sort();
  const most = touched.reduce(
    (max, key) => ({
      seconds: Math.max(max.seconds, own.get(key)?.seconds ?? 0),
      failures: Math.max(max.failures, own.get(key)?.failures ?? 0),
    }),
    none,
  );
  const lost = lossesOf(observations, pooledPart(baseline));
  const mostLost = touched.reduce((max, key) => Math.max(max, lost(key)), 0);
  const troubled = findings.some((f) => isTrouble(f.kind));
  const explained = findings.some((f) => f.kind !== 'new-shape');
  for (const finding of findings) {
    for (const key of endsOf(finding.subject)) {
      const added = own.get(key) ?? none;
      if (finding.kind === 'latency') raise(key, share(added.seconds, most.seconds));
      else if (finding.kind.endsWith('-ratio')) raise(key, share(added.failures, most.failures));
      else if (finding.kind === 'fan-out' && troubled) raise(key, 0);
      else if (finding.kind === 'new-shape' && explained) raise(key, 0);
      else if (isLoss(finding) && mostLost > 0) raise(key, share(lost(key), mostLost));
      else if (finding.kind === 'latency-drift' || finding.kind === 'fault-drift')
        raise(key, key === serviceKey(finding.target) ? 1 : 0.5);
      else raise(key, byDirection(finding, key));
    }
  }
  return [...suspects]
    .map(([key, score]) => ({ ...serviceOfKey(key), score: Math.round(score * 1e4) / 1e4 }))
    .filter((origin) => origin.type !== 'client')
    .sort((a, b) => b.score - a.score || (serviceKey(a) < serviceKey(b) ? -1 : 1))
    .slice(0, mostOrigins);
}

const isTrouble = (kind: FindingKind): boolean => kind === 'latency' || kind.endsWith('-ratio');

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** Of a call that is new, gone, or changed in number, the caller is the likelier cause. */
const byDirection = (finding: Finding, key: string): number =>
  key === splitSubjectKey(finding.subject).source || finding.source?.type === 'client' ? 1 : 0.5;

const isLoss = ({ kind, observed, expected }: Finding): boolean =>
  kind === 'vanished-edge' ||
  ((kind === 'request-rate' || kind === 'fan-out') && observed.value < expected.center);

const endsOf = (subject: string): string[] => {
  const { source, target } = splitSubjectKey(subject);
  return source === undefined ? [target] : [source, target];
};

function excesses(observations: readonly Observation[], baseline: Baseline): Map<string, Excess> {
  const pooled = pooledPart(baseline);
  const result = new Map<string, Excess>();
  for (const { subject, outcomes, latencySumSeconds } of observations) {
    const norm = pooled.norms.get(subject);
    if (!norm || outcomes.total === 0) continue;
    const normalMean = norm.means.length > 0 ? histogramQuantile(norm.means, 0.5) * (1 + relativeError) : 0;
    const normalFailures =
      norm.trials.sum > 0 ? (norm.fault.k + norm.error.k + norm.throttle.k) / norm.trials.sum : 0;
    const failures = outcomes.fault + outcomes.error + outcomes.throttle;
    result.set(subject, {
      seconds: Math.max(0, latencySumSeconds - normalMean * outcomes.total),
      failures: Math.max(0, failures - normalFailures * outcomes.total),
    });
  }
  return result;
}

/** Each service's own share: what it shows (or, without numbers of its own, what its callers see) less its callees'. */
function ownExcess(
  observations: readonly Observation[],
  excess: ReadonlyMap<string, Excess>,
): Map<string, Excess> {
  const incoming = new Map<string, Excess>();
  const outgoing = new Map<string, Excess>();
  for (const { subject } of observations) {
    const { source, target } = splitSubjectKey(subject);
    if (source === undefined) continue;
    const shown = excess.get(subject) ?? none;
    incoming.set(target, add(incoming.get(target), shown));
    outgoing.set(source, add(outgoing.get(source), shown));
  }
  const own = new Map<string, Excess>();
  for (const key of new Set([...incoming.keys(), ...outgoing.keys(), ...excess.keys()])) {
    if (splitSubjectKey(key).source !== undefined) continue;
    const shown = excess.get(key) ?? incoming.get(key) ?? none;
    const below = outgoing.get(key) ?? none;
    own.set(key, {
      seconds: Math.max(0, shown.seconds - below.seconds),
      failures: Math.max(0, shown.failures - below.failures),
    });
  }
  return own;
}

const add = (a: Excess | undefined, b: Excess): Excess => ({
  seconds: (a?.seconds ?? 0) + b.seconds,
  failures: (a?.failures ?? 0) + b.failures,
});
