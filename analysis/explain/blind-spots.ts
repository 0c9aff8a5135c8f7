import type { Finding } from '../model/finding';
import { subjectName } from './sentences';
import { unseenShapeSentences } from './shapes';
import { sightSentence } from './sight';
import type { Surroundings } from './surroundings';
import { percent, quantity } from './words';

/** What an alert cannot know, in sentences: what sampling hides, what stays too small, what is not traced. */
export function blindSpots(lead: Finding, around: Surroundings): string[] {
  const n = around.sampledRequests;
  const chance = 1 - 0.99 ** n;
  return [
    `All counts are of sampled calls: ${quantity(n, 'calls')} entered the system in this window. What 1 in 100 requests does shows up in such a window with ${percent(chance)} probability.`,
    ...(lead.kind === 'new-shape'
      ? unseenShapeSentences(lead)
      : [sightSentence(subjectName(lead), lead.kind, around.sight)]),
    `Of what sampling shows in a normal window, the norm knows about ${percent(1 - around.unseenMass)}.`,
    'Untraced functions, mode PassThrough, and hops over S3 or EventBridge are not in the graph.',
  ];
}
