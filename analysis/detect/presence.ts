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
    const normal = answer(q, 'presence', 'normal', `${standing}, seen in ${q.known?.windows ?? 0} windows`);
    return q.kind === 'node' ? normal : { ...normal, kind: 'vanished-edge' };
  }
  if (q.callerLearns && q.known === undefined)
    return answer(q, 'presence', 'learning', 'its caller has not finished learning');
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
 * A silence that lasted already when learning ended was learned as normal.
 */
function silent(q: Question): Assessment {
  if (q.learning) return answer(q, 'presence', 'learning', 'this window teaches');
  if (q.known === undefined || q.known.standing === 'candidate') {
    return answer(q, 'presence', 'learning', 'not yet part of the norm');
  }
  if (!q.callerSeen) return answer(q, 'presence', 'insufficientData', 'its caller was not seen either');
  const { pooled } = q;
  const view = volumeView(q);
  if (view === undefined || pooled === undefined || pooled.windows < q.settings.minimumWindows) {
    return answer(q, 'presence', 'learning', `fewer than ${q.settings.minimumWindows} windows learned`);
  }
  const length = q.settledBefore + 1 - q.known.lastSettled;
  const longest = Math.max(q.known.longestSilence, q.learnedUntil - q.known.lastSettled);
  const p = silenceProbability({ view, pooled, sightings: q.known.windows, longest }, length);
  const vanished = p <= q.settings.vanishedProbability && length > longest;
  const assessment = compared(q, 'presence', 'vanished-edge', {
    observed: { value: length, unit: 'windows', count: 0 },
    expected: {
      lower: 0,
      center: 0,
      upper: longest,
      unit: 'windows',
      windows: Math.floor(pooled.windows),
    },
    p,
    matters: vanished,
    why: `silent for ${length} windows, longest before ${longest}, probability ${p.toPrecision(2)}`,
  });
  return { ...assessment, verdict: vanished ? 'anomalous' : 'normal' };
}

/**
 * Probability of a silence of `length` windows: the larger of two answers. (1) Windows are independent, each silent
 * with the larger of what its counts (negative binomial) and what its empty windows say. (2) Traffic comes in
 * bursts: silences between m sightings have an exponential tail whose expected maximum is the longest one seen,
 * so that P(silence >= L) = (m + 1)^(-L / longest).
 * Source of (2): E. J. Gumbel, "Statistics of Extremes" (1958), ch. 4, the characteristic largest value.
 */
function silenceProbability({ view, pooled, sightings, longest }: Silence, length: number): number {
  const { mean, variance } = meanAndVariance(view.norm.calls, view.windows);
  if (!(mean > 0)) return 1;
  const phi = overDispersion(mean, variance, leastRateDispersion);
  const byCounts = 2 * negativeBinomialTails({ k: 0, mean, phi }).lower;
  const oneWindow = Math.max(emptyShare(view, pooled, length), byCounts);
  const bursts = (sightings + 1) ** (-length / Math.max(1, longest));
  return Math.max(oneWindow ** length, bursts);
}

interface Silence {
  readonly view: NormView;
  readonly pooled: NormView;
  readonly sightings: number;
  readonly longest: number;
}

/**
 * Share of windows without a call: this hour's where it ever had one, else that of all hours, never 0. The windows
 * of the silence in question have been learned as empty by now and do not count.
 */
function emptyShare(view: NormView, pooled: NormView, length: number): number {
  const before = ({ norm, windows }: NormView): number => Math.max(norm.trials.n, windows - (length - 1));
  const empty = (at: NormView): number => Math.max(0, before(at) - at.norm.trials.n);
  const at = empty(view) >= 1 ? view : pooled;
  return (empty(at) + 0.5) / (before(at) + 1);
}
