import type { FindingKind } from '../model/assessment';
import type { Sight } from '../model/power';
import { number, quantity } from './words';

const moreThan = (share: number): string => quantity(Math.ceil(share * 100) / 100, 'ratio');
const times = (factor: number): string => `${number(Math.ceil(factor * 10) / 10)} times`;

/**
 * One sentence on how small a change of a subject still goes unseen, at its usual traffic: of its traffic or its
 * silence where the finding is of that kind, else of its failures and its latency, which are what is asked next.
 */
export function sightSentence(name: string, kind: FindingKind, sight: Sight): string {
  if (kind === 'vanished-edge') return silenceSentence(name, sight);
  const at = `At ${number(sight.calls)} sampled ${sight.calls === 1 ? 'call' : 'calls'} a window`;
  if (kind === 'request-rate') return `${at}, ${trafficMissed(sight)}.`;
  const isNew = kind === 'new-node' || kind === 'new-edge' || kind === 'rename';
  const why = sight.unjudged ?? (isNew ? 'not yet part of the norm' : undefined);
  if (why !== undefined) return `Failures and slowness of ${name} are not judged: ${why}.`;
  return `${at}, ${callsMissed(sight)}.`;
}

const silenceSentence = (name: string, { silenceWindows }: Sight): string =>
  silenceWindows === undefined
    ? `${name} is called so seldom that no silence of it would be reported.`
    : `Calls of ${name} that stop for less than ${quantity(silenceWindows, 'windows')} are not reported.`;

function callsMissed({ faultRatio, latencyFactor }: Sight): string {
  const faults =
    faultRatio === undefined ? 'a fault ratio of any size' : `a fault ratio below ${moreThan(faultRatio)}`;
  const slow =
    latencyFactor === undefined
      ? 'calls that are slower by any factor'
      : `calls slower by less than ${times(latencyFactor)}`;
  return `${faults} and ${slow} can stay unseen`;
}

function trafficMissed({ riseFactor, dropFactor }: Sight): string {
  const rise = riseFactor === undefined ? 'a rise of any size' : `a rise to less than ${times(riseFactor)}`;
  const drop =
    dropFactor === undefined
      ? 'a fall that leaves any calls at all'
      : `a fall that leaves more than ${quantity(Math.floor(dropFactor * 100) / 100, 'ratio')}`;
  return `${rise} and ${drop} can stay unseen`;
}
