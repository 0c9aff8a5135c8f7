import type { Known } from '../model/baseline';
import type { Completeness } from '../model/completeness';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import type { TimeWindow } from '../model/window';
import { completenessOf } from './completeness';
import type { Phase } from './phase';

export type LearningSettings = Pick<Settings, 'bootstrapSeconds' | 'learnAtMostSeconds' | 'unseenMass'>;

/**
 * The services that have not finished learning at a window that is judged, with how complete they are: what they call
 * for the first time is learned. A service learns from its first sighting on, at least `bootstrapSeconds` and at most
 * `learnAtMostSeconds`, until its unseen mass is below the setting at 95 % confidence. Finished once is finished for
 * good. After a learning range of a person has ended nobody learns by himself: the range was the norm. Services that
 * appeared when their callers had finished are candidates and teach nobody. O(subjects).
 */
export function learnersOf(
  window: TimeWindow,
  phase: Phase,
  known: ReadonlyMap<string, Known>,
  settings: LearningSettings,
): Completeness[] {
  if (phase.learning || !phase.byItself || !anyUnfinished(known)) return [];
  return completenessOf(known.values()).filter(({ service, atMost }) => {
    const node = known.get(service);
    if (node === undefined || !mayLearn(node)) return false;
    const age = window.start - node.firstSeen;
    if (age < settings.bootstrapSeconds) return true;
    return age < settings.learnAtMostSeconds && atMost > settings.unseenMass;
  });
}

/** Tells whether a node belongs to the system and nobody has said yet that it has shown what it does. */
export const mayLearn = ({ standing, finished }: Known): boolean =>
  finished === undefined && (standing === 'learned' || standing === 'approved');

function anyUnfinished(known: ReadonlyMap<string, Known>): boolean {
  for (const one of known.values()) if (mayLearn(one) && isNode(one)) return true;
  return false;
}

const isNode = ({ subject }: Known): boolean => splitSubjectKey(subject).kind === 'node';

/** Subjects among those seen that are learned when seen first: calls of a learner, and the services it calls. */
export function learnedFrom(learners: ReadonlySet<string>, subjects: Iterable<string>): ReadonlySet<string> {
  const learned = new Set<string>();
  if (learners.size === 0) return learned;
  for (const subject of subjects) {
    const { source, target } = splitSubjectKey(subject);
    if (source === undefined || !learners.has(source)) continue;
    learned.add(subject);
    learned.add(target);
  }
  return learned;
}

/** The known subjects with each service that learns no longer marked as finished from this window on. */
export function finish(known: Map<string, Known>, learners: ReadonlySet<string>, window: TimeWindow): void {
  for (const [subject, one] of known) {
    if (!mayLearn(one) || !isNode(one) || learners.has(subject) || one.firstSeen >= window.start) continue;
    known.set(subject, { ...one, finished: window.start });
  }
}

/** How far learning is: each service of the norm, the least complete first, and whether it has finished. */
export function learningProgress(known: ReadonlyMap<string, Known>): Progress[] {
  return completenessOf(known.values())
    .flatMap((service) => {
      const node = known.get(service.service);
      const belongs = node?.standing === 'learned' || node?.standing === 'approved';
      return node && belongs ? [{ ...service, finished: node.finished !== undefined }] : [];
    })
    .sort((a, b) => b.atMost - a.atMost);
}

/** A service's completeness, and whether it has finished learning. */
export interface Progress extends Completeness {
  readonly finished: boolean;
}
