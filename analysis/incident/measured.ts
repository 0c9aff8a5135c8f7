import type { Assessment } from '../model/assessment';
import type { Finding } from '../model/finding';
import type { Settings } from '../model/settings';
import { factKinds } from './kinds';
import { severityOf } from './severity';

/** The worst that an episode has shown is what it reports. */
export function updated(finding: Finding, assessment: Assessment, settings: Settings): Partial<Finding> {
  const { p, shown } = measurements(assessment);
  const denied = deniedNow(finding, assessment);
  if (shown.score < finding.score) return denied;
  return {
    ...shown,
    severity: severityOf(assessment),
    confidence: confidenceOf(p, assessment, settings),
    ...denied,
  };
}

/** What a person denied while it was open is as bad as what was denied before. */
export const deniedNow = (finding: Finding, { denied, why }: Assessment): Partial<Finding> =>
  denied && !finding.denied ? { denied, severity: 'critical', why: why ?? finding.why } : {};

/**
 * What an anomalous assessment shows, and its probability.
 * @throws Error when it lacks what an anomalous one always has
 */
export function measurements(a: Assessment): {
  p: number;
  shown: Pick<Finding, 'observed' | 'expected' | 'score' | 'why' | 'shape' | 'rename'>;
} {
  if (a.observed === undefined || a.expected === undefined || a.p === undefined) {
    throw new Error(`an anomalous assessment needs observed, expected and p: ${a.subject} ${a.signal}`);
  }
  const score = Math.min(300, -Math.log10(Math.max(a.p, 1e-300)));
  const shape = a.shapes?.[0];
  const rename = a.rename ? { rename: a.rename } : {};
  const shown = { observed: a.observed, expected: a.expected, score, why: a.why ?? '', ...rename };
  return { p: a.p, shown: shape ? { ...shown, shape } : shown };
}

/**
 * 0..1: one less the share of such findings that chance would make, weighed down while the norm rests on few
 * windows. For a new edge it is one less the unseen mass.
 */
export function confidenceOf(p: number, assessment: Assessment, settings: Settings): number {
  const windows = assessment.expected?.windows ?? 0;
  const history = windows / (windows + settings.minimumWindows);
  const chance = factKinds.includes(assessment.kind ?? 'latency')
    ? p
    : Math.min(settings.falseDiscoveryRate, p);
  return Math.round((1 - chance) * history * 100) / 100;
}
