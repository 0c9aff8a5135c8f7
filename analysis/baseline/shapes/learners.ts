import type { Baseline } from '../../model/baseline';
import type { TimeWindow } from '../../model/window';
import type { LearningSettings } from '../learners';
import type { Phase } from '../phase';
import { unseenShapes } from './unseen';

/**
 * The entry points, among those that were sampled or are known, whose shapes have not finished learning at a window
 * that is judged. Each learns from the first window that sampled it on, at least `bootstrapSeconds` and at most
 * `learnAtMostSeconds`, until its unseen mass is below the setting at 95 % confidence, and then is finished for good.
 * After a learning range of a person in which it was sampled it learns no longer: the range was the norm. O(shapes).
 */
export function shapeLearnersOf(
  services: Iterable<string>,
  { window, phase }: { readonly window: TimeWindow; readonly phase: Phase },
  { shapes }: Pick<Baseline, 'shapes'>,
  settings: LearningSettings,
): string[] {
  if (phase.learning) return [];
  return [...services].filter((service) => {
    const known = shapes.get(service);
    if (known === undefined) return true;
    if (known.finished !== undefined || (known.taught && !phase.byItself)) return false;
    const age = window.start - known.since;
    if (age < settings.bootstrapSeconds) return true;
    return age < settings.learnAtMostSeconds && unseenShapes(known).atMost > settings.unseenMass;
  });
}
