import { unseenMass } from '../baseline/completeness';
import { pooledPart, slotPart } from '../baseline/current';
import { slotOf } from '../baseline/part';
import type { Phase } from '../baseline/phase';
import type { Assessment } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Observation } from '../model/observation';
import type { Read } from '../model/read';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { discoveryThreshold } from '../stats/benjamini-hochberg';
import { detectors } from './detectors';
import { neighboursOf } from './neighbours';
import { answer, normView, type Question } from './question';

/** What one read showed, and all that is needed to judge it. */
export interface Reading {
  readonly read: Read;
  readonly observations: readonly Observation[];
  /** Subjects that an earlier read of this window saw. */
  readonly seenEarlier: ReadonlySet<string>;
  readonly phase: Phase;
}

/**
 * Gives every signal of every subject of a read exactly one assessment, sorted by subject. A settlement judges all
 * signals of what it saw, and the silence of learned edges it did not see; a presence read judges presence only.
 * False alarms are controlled over the whole window: of all comparisons only those pass that Benjamini-Hochberg
 * lets pass at `falseDiscoveryRate`. O(subjects).
 */
export function assess(reading: Reading, baseline: Baseline, settings: Settings): Assessment[] {
  const questions = questionsOf(reading, baseline, settings);
  const empty = reading.observations.length === 0;
  const answers = questions.flatMap((q) => {
    if (empty) return [answer(q, 'presence', 'insufficientData', 'X-Ray showed no service at all')];
    if (reading.read.kind === 'presence') {
      if (reading.seenEarlier.has(q.subject))
        return [answer(q, 'presence', 'alreadyJudged', 'seen by an earlier read')];
      if (!q.observation?.seen)
        return [
          answer(q, 'presence', 'insufficientData', 'no call yet: silence is judged at the settlement'),
        ];
      return presenceOnly(q);
    }
    return onlyPresence(q) ? presenceOnly(q) : detectors.map((detector) => detector.assess(q));
  });
  return decided(answers, settings.falseDiscoveryRate);
}

const presenceOnly = (q: Question): Assessment[] =>
  detectors.filter((detector) => detector.signal === 'presence').map((detector) => detector.assess(q));

/** Nodes without numbers of their own and edges that were not listed have a presence and nothing else. */
const onlyPresence = (q: Question): boolean =>
  q.observation === undefined || (q.kind === 'node' && q.observation.outcomes.total === 0);

function decided(answers: readonly Assessment[], rate: number): Assessment[] {
  const tested = answers.filter((a) => a.signal !== 'presence' && a.p !== undefined);
  const threshold = discoveryThreshold(
    tested.map((a) => a.p ?? 1),
    rate,
  );
  return answers.map((a) =>
    a.signal !== 'presence' && a.p !== undefined && a.p <= threshold && a.matters
      ? { ...a, verdict: 'anomalous' }
      : a,
  );
}

function questionsOf(reading: Reading, baseline: Baseline, settings: Settings): Question[] {
  const { read, observations, phase } = reading;
  const seen = new Map(observations.map((observation) => [observation.subject, observation] as const));
  const silentEdges =
    read.kind === 'settlement'
      ? [...baseline.known.keys()].filter(
          (subject) => !seen.has(subject) && splitSubjectKey(subject).kind !== 'node',
        )
      : [];
  const called = new Set(
    [...baseline.known.keys()]
      .map((s) => splitSubjectKey(s))
      .filter((s) => s.source)
      .map((s) => s.target),
  );
  const pooled = pooledPart(baseline);
  const slot = slotPart(baseline, slotOf(read.window));
  const neighbours = neighboursOf(pooled);
  const unseen = unseenMass(baseline.known.values());
  return [...seen.keys(), ...silentEdges].sort().map((subject) => {
    const { kind, source } = splitSubjectKey(subject);
    return {
      subject,
      kind,
      read,
      learning: phase.learning,
      observation: seen.get(subject),
      known: baseline.known.get(subject),
      pooled: normView(pooled, subject),
      slot: normView(slot, subject),
      neighbours,
      learnedUntil: baseline.learnedUntil,
      settledBefore: baseline.settled,
      unseenMass: unseen,
      callerSeen: source === undefined || seen.has(source) || !called.has(source),
      settings,
    };
  });
}
