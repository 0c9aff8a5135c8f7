import { unseenMass } from '../baseline/completeness';
import { pooledPart } from '../baseline/current';
import { learnedFrom } from '../baseline/learners';
import type { Phase } from '../baseline/phase';
import type { Assessment } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Completeness } from '../model/completeness';
import { familyOf, isTested, type Observation, type Tested, testedFamilies } from '../model/observation';
import type { Near } from '../model/peaks';
import type { Read } from '../model/read';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { discoveryThreshold } from '../stats/benjamini-hochberg';
import {
  type AlarmLevels,
  alarmLevels,
  alarmsPerWindow,
  edgesThatMayVanish,
  vanishedLevel,
} from './alarm-level';
import { unlessBlind } from './blindness';
import { detectors } from './detectors';
import { neighboursOf } from './neighbours';
import { together } from './presence';
import { answer, normView, type Question } from './question';
import { evidenceLevel, evidenceOf, nearBy, nearKey, nextNear } from './scores';

/** What one read showed, and all that is needed to judge it. */
export interface Reading {
  readonly read: Read;
  readonly observations: readonly Observation[];
  /** Subjects that an earlier read of this window saw. */
  readonly seenEarlier: ReadonlySet<string>;
  readonly phase: Phase;
  /** Services that have not finished learning. */
  readonly learners?: readonly Completeness[];
  /** What earlier windows showed that this one may confirm. */
  readonly near?: readonly Near[];
}

/**
 * Gives every signal of every subject of a read exactly one assessment, sorted by subject. A settlement judges all
 * signals of what it saw, and the silence of learned edges it did not see; a presence read judges presence only.
 * False alarms are controlled over the whole window, see {@link alarmLevels}; what could not have been flagged however
 * gross is not called normal, see {@link unlessBlind}. O(subjects).
 */
export function assess(reading: Reading, baseline: Baseline, settings: Settings): Assessment[] {
  const questions = questionsOf(reading, baseline, settings);
  const isEarly =
    reading.observations.length === 0 && (reading.read.kind === 'presence' || reading.phase.learning);
  const answers = questions.flatMap((q) => {
    if (isEarly) return [answer(q, 'presence', 'insufficientData', 'X-Ray showed no service at all')];
    if (reading.read.kind === 'presence') {
      if (reading.seenEarlier.has(q.subject))
        return [answer(q, 'presence', 'alreadyJudged', 'seen by an earlier read')];
      if (!q.observation?.seen)
        return [
          answer(q, 'presence', 'insufficientData', 'no call yet: silence is judged at the settlement'),
        ];
      return presenceOnly(q);
    }
    return onlyPresence(q) ? presenceOnly(q) : measured(q);
  });
  if (reading.phase.learning) return answers;
  const isFanOutAsked = answers.some((a) => a.signal === 'fanOut' && a.p !== undefined);
  const sharing = testedFamilies.filter((family) => family !== 'fanOut' || isFanOutAsked);
  const levels = alarmLevels(baseline.peaks, alarmsPerWindow(settings), {
    sharing,
    window: reading.read.window,
  });
  const asked = new Map(questions.map((q) => [q.subject, q] as const));
  const edges = edgesThatMayVanish(baseline.known.values());
  const silent = together(answers, vanishedLevel(baseline.known.values(), alarmsPerWindow(settings)), edges);
  return decided(silent, levels, { reading, settings }).map((a) => {
    const q = asked.get(a.subject);
    return q === undefined ? a : unlessBlind(q, a, levels);
  });
}

const measured = (q: Question): Assessment[] =>
  detectors.map((detector) =>
    q.learning && detector.signal !== 'presence'
      ? taught(detector.assess({ ...q, learning: false }))
      : detector.assess(q),
  );

const presenceOnly = (q: Question): Assessment[] =>
  detectors.filter((detector) => detector.signal === 'presence').map((detector) => detector.assess(q));

/** Nodes without numbers of their own and edges that were not listed have a presence and nothing else. */
const onlyPresence = (q: Question): boolean =>
  q.observation === undefined || (q.kind === 'node' && q.observation.outcomes.total === 0);

/** What a decision goes by beside the answers. */
interface Deciding {
  readonly reading: Reading;
  readonly settings: Settings;
}

/**
 * Two decisions: is the window abnormal in a family at all, and only then which subjects. The values of an abnormal
 * window that Benjamini-Hochberg lets pass are findings, and at least the one that made it so. A window within reach
 * of that is watched: its values wait for a second window. Apart from that, a value is a finding when its evidence and
 * that of the windows before it add up beyond what they do by chance.
 */
function decided(answers: readonly Assessment[], levels: AlarmLevels, at: Deciding): Assessment[] {
  const { reading, settings } = at;
  const limits = new Map(
    testedFamilies.map((family) => [family, limitOf(family, answers, levels, settings)]),
  );
  const near = nearBy(reading.near ?? []);
  return answers.map((a) => {
    const family = familyOf(a.signal);
    if (!isTested(family) || a.p === undefined || !isOpen(a)) return a;
    const limit = limits.get(family);
    const passes = limit !== undefined && mayPass(a) && a.p <= limit.p;
    const found = { ...a, verdict: 'anomalous', certain: true } as const;
    if (passes && limit.certain && !a.slight) return found;
    const before = near.get(nearKey(a.subject, a.signal));
    if (evidenceOf(a, before) < evidenceLevel) return a;
    const { sum, since } = nextNear(before, a, { window: reading.read.window, settings });
    if (10 ** -sum <= levels.lasting[family]) return { ...found, since, evidence: sum };
    return { ...(passes ? { ...found, certain: false } : a), evidence: sum };
  });
}

/** Tells whether a comparison is still to be decided: a thin one says `insufficientData` unless it adds up. */
const isOpen = ({ verdict, thin }: Assessment): boolean =>
  verdict === 'normal' || (verdict === 'insufficientData' && thin === true);

function limitOf(
  family: Tested,
  answers: readonly Assessment[],
  levels: AlarmLevels,
  settings: Settings,
): { p: number; certain: boolean } | undefined {
  const tested = answers.filter((a) => familyOf(a.signal) === family && a.p !== undefined);
  const lone = Math.min(1, ...tested.filter((a) => mayPass(a) && !a.slight).map((a) => a.p ?? 1));
  const least = Math.min(lone, ...tested.filter(mayPass).map((a) => a.p ?? 1));
  const discoveries = discoveryThreshold(
    tested.map((a) => a.p ?? 1),
    settings.falseDiscoveryRate,
  );
  const { alone, repeated } = levels;
  if (lone <= alone[family]) return { p: Math.max(alone[family], discoveries), certain: true };
  return least <= repeated[family] ? { p: repeated[family], certain: false } : undefined;
}

/** Tells whether a value can make a window abnormal. */
const mayPass = ({ matters, thin }: Assessment): boolean => matters === true && !thin;

/** Learning compares, to know how far out its windows lie, and judges nothing. */
const taught = (a: Assessment): Assessment => ({
  subject: a.subject,
  signal: a.signal,
  verdict: 'learning',
  why: 'this window teaches',
  ...(a.p === undefined ? {} : { p: a.p, matters: a.matters ?? false }),
  ...(a.thin ? { thin: true } : {}),
  ...(a.slight ? { slight: true } : {}),
  ...(a.nearly ? { nearly: true } : {}),
});

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
  const neighbours = neighboursOf(pooled);
  const unseen = unseenMass(baseline.known.values());
  const learners = new Set(reading.learners?.map(({ service }) => service));
  const learned = learnedFrom(
    learners,
    observations.filter((o) => o.seen).map((o) => o.subject),
  );
  const level = vanishedLevel(baseline.known.values(), alarmsPerWindow(settings));
  return [...seen.keys(), ...silentEdges].sort().map((subject) => {
    const { kind, source } = splitSubjectKey(subject);
    return {
      subject,
      kind,
      read,
      learning: phase.learning,
      observation: seen.get(subject),
      known: baseline.known.get(subject),
      pooled: normView(pooled, subject, settings.windowSeconds),
      neighbours,
      learnedUntil: baseline.learnedUntil,
      settledBefore: baseline.settled,
      unseenMass: unseen,
      course: baseline.drift.courses.get(subject),
      courses: baseline.drift.courses.size,
      callerLearns: learned.has(subject),
      callerSeen: source === undefined || seen.has(source) || !called.has(source),
      vanishedLevel: level,
      settings,
    };
  });
}
