import { pooledPart } from '../baseline/current';
import { slowerAt } from '../baseline/part';
import { type FindingKind, familyOfKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Finding, Origin } from '../model/finding';
import type { Observation } from '../model/observation';
import { serviceKey, serviceOfKey } from '../model/service';
import { splitSubjectKey } from '../model/subject';
import type { TimeWindow } from '../model/window';
import { histogramQuantile, relativeError } from '../stats/histogram';
import { lossesOf } from './losses';
import { reachOf, type Topology } from './topology';

/** What origins are sought by: what the window showed, what is known, and who calls whom. */
export interface Scene {
  readonly window: TimeWindow;
  readonly observations: readonly Observation[];
  readonly baseline: Baseline;
  readonly topology: Topology;
}

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
 * accuses nobody; nor does a new trace shape beside anything else. Seconds and failures have no common measure: where both are there, each counts for as much as its
 * first suspect explains of the incident, and of equal suspects the one that explains more goes first. Suspects are
 * the services the findings touch. O(subjects + findings * suspects).
 */
export function rankOrigins(findings: readonly Finding[], scene: Scene): Origin[] {
  const { observations, baseline, window } = scene;
  const own = ownExcess(observations, excesses(scene));
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
  const explained = explainedBy(findings, scene.topology);
  const worth = worthOf(most, { touched, own, explained, findings });
  const lost = lossesOf(observations, pooledPart(baseline), window);
  const mostLost = touched.reduce((max, key) => Math.max(max, lost(key)), 0);
  const troubled = findings.some((f) => isTrouble(f.kind));
  const besideShapes = findings.some((f) => f.kind !== 'new-shape');
  for (const finding of findings) {
    for (const key of endsOf(finding.subject)) {
      const added = own.get(key) ?? none;
      if (finding.kind === 'latency') raise(key, worth.seconds * share(added.seconds, most.seconds));
      else if (finding.kind.endsWith('-ratio'))
        raise(key, worth.failures * share(added.failures, most.failures));
      else if (finding.kind === 'fan-out' && troubled) raise(key, 0);
      else if (finding.kind === 'new-shape' && besideShapes) raise(key, 0);
      else if (isLoss(finding) && mostLost > 0) raise(key, share(lost(key), mostLost));
      else if (finding.kind === 'latency-drift' || finding.kind === 'fault-drift')
        raise(key, key === serviceKey(finding.target) ? 1 : 0.5);
      else raise(key, byDirection(finding, key));
    }
  }
  return [...suspects]
    .map(([key, score]) => ({ ...serviceOfKey(key), score: Math.round(score * 1e4) / 1e4 }))
    .filter((origin) => origin.type !== 'client')
    .sort((a, b) => {
      const [one, other] = [serviceKey(a), serviceKey(b)];
      return b.score - a.score || explained(other) - explained(one) || (one < other ? -1 : 1);
    })
    .slice(0, mostOrigins);
}

/** How many of the findings trouble at a service would explain. Each service is looked at once. */
function explainedBy(findings: readonly Finding[], topology: Topology): (service: string) => number {
  const known = new Map<string, number>();
  return (service) => {
    const before = known.get(service);
    if (before !== undefined) return before;
    const { subjects } = reachOf({ kind: 'latency', subject: service }, topology);
    const count = findings.filter((f) => subjects.get(f.subject)?.has(familyOfKind(f.kind))).length;
    known.set(service, count);
    return count;
  };
}

interface Suspicion {
  readonly touched: readonly string[];
  readonly own: ReadonlyMap<string, Excess>;
  readonly explained: (service: string) => number;
  readonly findings: readonly Finding[];
}

/** What a second of waiting and a failure are worth beside each other, the more telling of both 1. */
function worthOf(most: Excess, { touched, own, explained, findings }: Suspicion): Excess {
  const ofFirst = (what: keyof Excess): number => {
    const firsts = touched.filter((key) => most[what] > 0 && own.get(key)?.[what] === most[what]);
    return Math.max(0, ...firsts.map(explained));
  };
  const isThere = (kind: (of: FindingKind) => boolean): boolean => findings.some((f) => kind(f.kind));
  const seconds = isThere((kind) => kind === 'latency') ? ofFirst('seconds') : 0;
  const failures = isThere((kind) => kind.endsWith('-ratio')) ? ofFirst('failures') : 0;
  const all = Math.max(seconds, failures);
  return all > 0 ? { seconds: seconds / all, failures: failures / all } : { seconds: 1, failures: 1 };
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

function excesses({ observations, baseline, window }: Scene): Map<string, Excess> {
  const pooled = pooledPart(baseline);
  const result = new Map<string, Excess>();
  for (const { subject, outcomes, latencySumSeconds } of observations) {
    const norm = pooled.norms.get(subject);
    if (!norm || outcomes.total === 0) continue;
    const usual = norm.means.length > 0 ? histogramQuantile(norm.means, 0.5) * (1 + relativeError) : 0;
    const normalMean = usual * Math.exp(slowerAt(pooled, norm, window));
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
