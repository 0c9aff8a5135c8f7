import { sightSentence } from '../../../analysis/explain/sight';
import type { FindingKind } from '../../../analysis/model/assessment';
import type { Sight } from '../../../analysis/model/power';

const cases: readonly (readonly [kind: FindingKind, sight: Sight, sentence: string])[] = [
  [
    'fault-ratio',
    { calls: 12, faultRatio: 0.342, latencyFactor: 2.21 },
    'At 12 sampled calls a window, a fault ratio below 35 % and calls slower by less than 2.3 times can stay unseen.',
  ],
  [
    'latency',
    { calls: 1 },
    'At 1 sampled call a window, a fault ratio of any size and calls that are slower by any factor can stay unseen.',
  ],
  [
    'request-rate',
    { calls: 12, riseFactor: 3.02, dropFactor: 0.119 },
    'At 12 sampled calls a window, a rise to less than 3.1 times and a fall that leaves more than 11 % can stay unseen.',
  ],
  [
    'request-rate',
    { calls: 12 },
    'At 12 sampled calls a window, a rise of any size and a fall that leaves any calls at all can stay unseen.',
  ],
  [
    'vanished-edge',
    { calls: 12, silenceWindows: 4 },
    'Calls of a -> b that stop for less than 4 windows are not reported.',
  ],
  ['vanished-edge', { calls: 1 }, 'a -> b is called so seldom that no silence of it would be reported.'],
  [
    'error-ratio',
    { calls: 3, unjudged: '3 of 5 sampled calls needed' },
    'Failures and slowness of a -> b are not judged: 3 of 5 sampled calls needed.',
  ],
  ['new-edge', { calls: 0 }, 'Failures and slowness of a -> b are not judged: not yet part of the norm.'],
];

test.each(cases)('Of a finding of kind %s with sight %j people read: %s', (kind, sight, sentence) => {
  expect(sightSentence('a -> b', kind, sight)).toBe(sentence);
});
