import { pooledPart } from '../baseline/current';
import { observableWindows } from '../baseline/part';
import { coversSubject, endsOf } from '../decide/about';
import type { Baseline, Norm, Part, Standing } from '../model/baseline';
import { type Decision, isRange } from '../model/decision';
import type { ServiceId } from '../model/service';
import { subjectOfKey } from '../model/subject';
import { iso } from '../model/window';
import { histogramQuantile } from '../stats/histogram';

/** What is normal of one node or edge, in plain numbers: for reading, not for comparing. */
export interface ReviewedNorm {
  readonly windows: number;
  readonly callsPerWindow: number;
  readonly latencySeconds?: { readonly p50: number; readonly p90: number; readonly p99: number };
  readonly faultRatio: number;
  readonly errorRatio: number;
  readonly throttleRatio: number;
}

/** One node or edge as it stands in a reviewed file. */
export interface ReviewedSubject {
  readonly kind: 'node' | 'call' | 'link';
  readonly from?: ServiceId;
  readonly to: ServiceId;
  readonly standing: Standing;
  /** Who approved or denied it, when and why; of the last such decision. */
  readonly decision?: { readonly by: string; readonly at: string; readonly reason: string };
  readonly firstSeen: string;
  readonly norm?: ReviewedNorm;
}

/** A baseline as people review it: sorted, so that equal baselines give equal files. */
export interface ReviewedBaseline {
  readonly scope: string;
  readonly subjects: readonly ReviewedSubject[];
}

/** The baseline of a scope for review. O(subjects x decisions). */
export function reviewed(
  scope: string,
  baseline: Baseline,
  decisions: readonly Decision[],
): ReviewedBaseline {
  const part = pooledPart(baseline);
  const subjects = [...baseline.known.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  return {
    scope,
    subjects: subjects.map(({ subject, standing, firstSeen }) => {
      const { kind, target, ...rest } = subjectOfKey(subject);
      const decision = decisionOn(subject, standing, decisions);
      const norm = part.norms.get(subject);
      return {
        kind,
        ...('source' in rest ? { from: rest.source } : {}),
        to: target,
        standing,
        ...(decision ? { decision } : {}),
        firstSeen: iso(firstSeen),
        ...(norm && norm.trials.sum > 0 ? { norm: normOf(part, norm) } : {}),
      };
    }),
  };
}

function decisionOn(
  subject: string,
  standing: Standing,
  decisions: readonly Decision[],
): ReviewedSubject['decision'] {
  const verb = { approved: 'approve', denied: 'deny', learned: undefined, candidate: undefined }[standing];
  const last = decisions
    .filter((d) => !isRange(d) && d.verb === verb)
    .findLast((d) => 'about' in d && (coversSubject(d.about, subject) || endsOf(d.about).includes(subject)));
  return last && { by: last.by, at: iso(Math.floor(last.at)), reason: last.reason };
}

function normOf(part: Part, norm: Norm): ReviewedNorm {
  const windows = observableWindows(part, norm);
  const quantile = (q: number): number => rounded(histogramQuantile(norm.latency, q));
  const ratio = (failure: 'fault' | 'error' | 'throttle'): number =>
    rounded(norm[failure].k / norm.trials.sum);
  return {
    windows: Math.floor(windows),
    callsPerWindow: rounded(norm.calls.sum / Math.max(1, windows)),
    ...(norm.latency.length > 0
      ? { latencySeconds: { p50: quantile(0.5), p90: quantile(0.9), p99: quantile(0.99) } }
      : {}),
    faultRatio: ratio('fault'),
    errorRatio: ratio('error'),
    throttleRatio: ratio('throttle'),
  };
}

/** To two digits: what changes from day to day without meaning anything should not change the file. */
const rounded = (value: number): number => Number(value.toPrecision(2));
