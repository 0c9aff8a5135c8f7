import type { Progress } from '../analysis/baseline/learners';
import { serviceOfKey } from '../analysis/model/service';

/** Services named at most. */
const mostNamed = 6;

/**
 * How complete what was learned is: services that have finished, and of the least complete ones how likely at most (at
 * 95 %) their next sighting is of a call nobody has seen.
 */
export function learningText(progress: readonly Progress[]): string {
  if (progress.length === 0) return 'no service learned';
  const finished = progress.filter((service) => service.finished).length;
  const named = progress
    .slice(0, mostNamed)
    .map(({ service, atMost, finished: done }) => {
      const share = `${serviceOfKey(service).name} ${percent(atMost)}`;
      return done ? share : `${share} (still learning)`;
    })
    .join(', ');
  const rest = progress.length - mostNamed;
  const more = rest > 0 ? `, ${rest} more less` : '';
  return `${finished} of ${progress.length} services have finished learning; chance of an unseen call at most: ${named}${more}`;
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;
