import type { VolumeView } from '../baseline/expected-volume';
import { volumeView } from '../baseline/part';
import type { Assessment, FindingKind, Verdict } from '../model/assessment';
import { belongs, type Known, type Norm, type Part } from '../model/baseline';
import type { Course } from '../model/drift';
import type { Observation, Signal } from '../model/observation';
import type { Read } from '../model/read';
import type { Settings } from '../model/settings';
import type { SubjectKind } from '../model/subject';
import type { Neighbours } from './neighbours';

/** A subject's norm in one part of the baseline, and the windows that could have taught it. */
export interface NormView extends VolumeView {
  readonly norm: Norm;
}

/** One subject of one read, with all the baseline knows of it: what a detector answers. */
export interface Question {
  readonly subject: string;
  readonly kind: SubjectKind;
  readonly read: Read;
  readonly learning: boolean;
  /** Undefined where the graph did not list the subject. */
  readonly observation?: Observation | undefined;
  readonly known?: Known | undefined;
  readonly pooled?: NormView | undefined;
  /** The course of its levels, and how many subjects have one. */
  readonly course?: Course | undefined;
  readonly courses?: number;
  /** What the subjects of the scope together suggest of a ratio. */
  readonly neighbours?: Neighbours | undefined;
  /** Number of the last settled window that was in learning mode. */
  readonly learnedUntil: number;
  /** Settled windows with data before this one, and the chance that the next sighting is of a new subject. */
  readonly settledBefore: number;
  readonly unseenMass: number;
  /** True of what a service calls that has not finished learning, and of who is called. */
  readonly callerLearns?: boolean;
  /** False where the caller of an edge, itself called by others, was not seen: its silence explains the edge's. */
  readonly callerSeen: boolean;
  /** A silence less probable than this has ended the edge; see `alarm-level.ts`. */
  readonly vanishedLevel: number;
  readonly settings: Settings;
}

/** Judges one signal. Pure; equal questions get equal answers. */
export interface Detector {
  readonly signal: Signal;
  assess(question: Question): Assessment;
}

/** The view of a subject's norm in a part, or undefined when the part knows nothing of it. */
export function normView(part: Part, subject: string, windowSeconds: number): NormView | undefined {
  const norm = part.norms.get(subject);
  return norm && { ...volumeView(part, norm, windowSeconds), norm };
}

/** An answer without a comparison. */
export const answer = (q: Question, signal: Signal, verdict: Verdict, why: string): Assessment => ({
  subject: q.subject,
  signal,
  verdict,
  why,
});

/** An answer with a comparison: anomalous only when improbable, which the window as a whole decides, and relevant. */
export const compared = (
  q: Question,
  signal: Signal,
  kind: FindingKind,
  rest: Required<Pick<Assessment, 'observed' | 'expected' | 'p' | 'matters' | 'why'>>,
): Assessment => ({ subject: q.subject, signal, verdict: 'normal', kind, ...rest });

/**
 * Why a rate, ratio or latency cannot be judged yet, or undefined when it can: the scope learns, the edge is a
 * candidate, or its norm rests on too few windows.
 */
export function notYet(q: Question, signal: Signal): Assessment | undefined {
  if (q.learning) return answer(q, signal, 'learning', 'this window teaches');
  if (q.known === undefined || !belongs(q.known.standing)) {
    return answer(q, signal, 'learning', 'not yet part of the norm');
  }
  const windows = q.pooled?.windows ?? 0;
  if (windows < q.settings.minimumWindows) {
    return answer(
      q,
      signal,
      'learning',
      `${Math.floor(windows)} of ${q.settings.minimumWindows} windows learned`,
    );
  }
  return undefined;
}

/**
 * A comparison of fewer calls than a judgement of one window asks for: insufficient data, unless windows add up.
 */
export const unlessThin = (q: Question, calls: number, a: Assessment): Assessment =>
  calls >= q.settings.minimumCalls
    ? a
    : {
        ...a,
        verdict: 'insufficientData',
        thin: true,
        why: `${a.why}; ${calls} of ${q.settings.minimumCalls} sampled calls needed`,
      };

/** Why a ratio or a latency cannot be judged with this window's calls, or undefined when it can. */
export function tooFew(q: Question, signal: Signal, calls: number): Assessment | undefined {
  if (calls >= q.settings.minimumCalls) return undefined;
  return answer(q, signal, 'insufficientData', `${calls} of ${q.settings.minimumCalls} sampled calls needed`);
}
