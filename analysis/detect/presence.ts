import type { Assessment } from '../model/assessment';
import { meanAndVariance } from '../stats/moments';
import { negativeBinomialTails, overDispersion } from '../stats/negative-binomial';
import { answer, compared, type Detector, type NormView, type Question } from './question';
import { leastRateDispersion } from './request-rate';
import { volumeView } from './volume-view';

/** Asks whether an edge or node belongs to the system, and whether one that belongs has fallen silent. */
export const presence: Detector = {
  signal: 'presence',
  assess: (q) => (q.observation?.seen ? seen(q) : silent(q)),
};

/** Being seen is normal for what was learned; after learning, being seen never makes anything normal. */
function seen(q: Question): Assessment {
  if (q.learning) return answer(q, 'presence', 'learning', 'this window teaches');
  const standing = q.known?.standing ?? 'candidate';
  if (standing === 'learned' || standing === 'approved') {
    return answer(q, 'presence', 'normal', `${standing}, seen in ${q.known?.windows ?? 0} windows`);
  }
  const calls = q.observation?.outcomes.total ?? 0;
  const assessment = compared(q, 'presence', q.kind === 'node' ? 'new-node' : 'new-edge', {
    observed: { value: calls, unit: 'calls', count: calls },
    expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: q.settledBefore },
    p: q.unseenMass,
    matters: true,
    why: `never seen in ${q.settledBefore} windows; chance that a sighting is new ${q.unseenMass.toPrecision(2)}`,
  });
  return { ...assessment, verdict: 'anomalous' };
}

/**
 * Judges a silence by its length: improbable under the edge's own traffic, and longer than any silence before.
 * Windows are taken as independent, which bursts break; the longest silence known guards against that.
 */
function silent(q: Question): Assessment {
  if (q.learning) return answer(q, 'presence', 'learning', 'this window teaches');
  if (q.known === undefined || q.known.standing === 'candidate') {
    return answer(q, 'presence', 'learning', 'not yet part of the norm');
  }
  if (!q.callerSeen) return answer(q, 'presence', 'insufficientData', 'its caller was not seen either');
  const view = volumeView(q);
  if (view === undefined || view.windows < q.settings.minimumWindows) {
    return answer(q, 'presence', 'learning', `fewer than ${q.settings.minimumWindows} windows learned`);
  }
  const length = q.settledBefore + 1 - q.known.lastSettled;
  const p = silenceProbability(view) ** length;
  const vanished = p <= q.settings.vanishedProbability && length > q.known.longestSilence;
  const assessment = compared(q, 'presence', 'vanished-edge', {
    observed: { value: length, unit: 'windows', count: 0 },
    expected: {
      lower: 0,
      center: 0,
      upper: q.known.longestSilence,
      unit: 'windows',
      windows: Math.floor(view.windows),
    },
    p,
    matters: vanished,
    why: `silent for ${length} windows, longest before ${q.known.longestSilence}, probability ${p.toPrecision(2)}`,
  });
  return { ...assessment, verdict: vanished ? 'anomalous' : 'normal' };
}

/** Probability that a window shows no call: the larger of what its counts and what its empty windows say. */
function silenceProbability({ norm, windows }: NormView): number {
  const empty = (Math.max(0, windows - norm.trials.n) + 0.5) / (windows + 1);
  const { mean, variance } = meanAndVariance(norm.calls, windows);
  if (!(mean > 0)) return 1;
  const phi = overDispersion(mean, variance, leastRateDispersion);
  return Math.max(empty, 2 * negativeBinomialTails({ k: 0, mean, phi }).lower);
}
