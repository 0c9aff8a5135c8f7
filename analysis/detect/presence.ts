import type { Assessment } from '../model/assessment';
import { belongs } from '../model/baseline';
import { discoveryThreshold } from '../stats/benjamini-hochberg';
import { answer, compared, type Detector, type Question } from './question';
import { silenceProbability } from './silence';

/** Asks whether an edge or node belongs to the system, and whether one that belongs has fallen silent. */
export const presence: Detector = {
  signal: 'presence',
  assess: (q) => (q.observation?.seen ? seen(q) : silent(q)),
};

/** Being seen is normal for what was learned; after learning, being seen never makes anything normal. */
function seen(q: Question): Assessment {
  if (q.learning) return answer(q, 'presence', 'learning', 'this window teaches');
  const standing = q.known?.standing ?? 'candidate';
  if (belongs(standing)) {
    const normal = answer(q, 'presence', 'normal', `${standing}, seen in ${q.known?.windows ?? 0} windows`);
    return q.kind === 'node' ? normal : { ...normal, kind: 'vanished-edge' };
  }
  if (q.callerLearns && q.known === undefined)
    return answer(q, 'presence', 'learning', 'its caller has not finished learning');
  const calls = q.observation?.outcomes.total ?? 0;
  const denied = standing === 'denied';
  const assessment = compared(q, 'presence', q.kind === 'node' ? 'new-node' : 'new-edge', {
    observed: { value: calls, unit: 'calls', count: calls },
    expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: q.settledBefore },
    p: q.unseenMass,
    matters: true,
    why: denied
      ? `denied, and seen all the same in ${q.known?.windows ?? 0} windows before`
      : `never seen in ${q.settledBefore} windows; chance that a sighting is new ${q.unseenMass.toPrecision(2)}`,
  });
  return { ...assessment, verdict: 'anomalous', ...(denied ? { denied } : {}) };
}

/**
 * Judges a silence by its length: longer than any silence before, and so improbable under the edge's own traffic that
 * all edges together show such a one as seldom as the budget of false alarms allows ({@link vanishedLevel}); of edges
 * that fall silent together less is asked, see {@link together}.
 * A silence that lasted already when learning ended was learned as normal.
 */
function silent(q: Question): Assessment {
  if (q.learning) return answer(q, 'presence', 'learning', 'this window teaches');
  if (q.known === undefined || !belongs(q.known.standing)) {
    return answer(q, 'presence', 'learning', 'not yet part of the norm');
  }
  if (!q.callerSeen) return answer(q, 'presence', 'insufficientData', 'its caller was not seen either');
  const { pooled } = q;
  if (pooled === undefined || pooled.windows < q.settings.minimumWindows) {
    return answer(q, 'presence', 'learning', `fewer than ${q.settings.minimumWindows} windows learned`);
  }
  const length = q.settledBefore + 1 - q.known.lastSettled;
  const longest = Math.max(q.known.longestSilence, q.learnedUntil - q.known.lastSettled);
  const p = silenceProbability(
    { view: pooled, sightings: q.known.windows, longest, last: q.read.window },
    length,
  );
  const isLonger = length > longest;
  const vanished = isLonger && p <= q.vanishedLevel;
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
    matters: isLonger,
    why: `silent for ${length} windows, longest before ${longest}, probability ${p.toPrecision(2)}`,
  });
  return { ...assessment, verdict: vanished ? 'anomalous' : 'normal' };
}

/**
 * Edges that fall silent together: of the silences of one read, that are longer than any before, as many as
 * Benjamini-Hochberg lets pass at the level of a single one among all edges. One cause that takes fifty edges need not
 * be proved fifty times. Silences below one service depend on each other positively, as the method asks for.
 * `edges` is the number of edges that may fall silent. O(answers log answers).
 */
export function together(answers: readonly Assessment[], level: number, edges: number): Assessment[] {
  const isSilence = (a: Assessment): boolean => a.kind === 'vanished-edge' && a.p !== undefined;
  const silences = answers.filter((a) => isSilence(a) && a.matters);
  const limit = discoveryThreshold(
    silences.map((a) => a.p ?? 1),
    level * edges,
    edges,
  );
  return answers.map((a) =>
    isSilence(a) && a.matters && (a.p ?? 1) <= limit ? { ...a, verdict: 'anomalous' } : a,
  );
}
