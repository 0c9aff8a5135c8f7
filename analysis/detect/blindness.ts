import type { Assessment } from '../model/assessment';
import { familyOf, isTested, type Observation } from '../model/observation';
import { noOutcomes } from '../model/outcomes';
import type { AlarmLevels } from './alarm-level';
import { detectors } from './detectors';
import { slowedWindow } from './latency';
import { failures } from './neighbours';
import type { Question } from './question';
import { ratioDetectors } from './ratios';

/** A window that shows an effect nobody could call small, and the effect in words. */
interface Gross {
  readonly observation: Observation;
  readonly words: string;
}

/**
 * Turns `normal` into `insufficientData` where not even a gross effect could have been told from chance: as many calls
 * as this window has, changed as `grossEffect` says, are put to the same detector, and it finds them too probable to be
 * flagged. An answer that could not have been another is none. Whether the effect would matter is not asked: what a
 * person does not want to hear of is no lack of data. The comparison stays in the answer.
 */
export function unlessBlind(q: Question, a: Assessment, levels: AlarmLevels): Assessment {
  const family = familyOf(a.signal);
  const detector = detectors.find(({ signal }) => signal === a.signal);
  if (!isTested(family) || detector === undefined) return a;
  if (a.verdict !== 'normal' || a.p === undefined) return a;
  const effects = grossOf(q, a);
  const isSeen = ({ observation }: Gross): boolean =>
    (detector.assess({ ...q, observation }).p ?? 1) <=
    Math.max(levels.alone[family], levels.repeated[family]);
  const [first] = effects;
  if (first === undefined || effects.some(isSeen)) return a;
  return { ...a, verdict: 'insufficientData', why: `${a.why}; ${first.words} could not be told from chance` };
}

/** Windows like this one in which the effect is gross; of traffic a fall and a rise, of which either will do. */
function grossOf(q: Question, { signal, expected }: Assessment): Gross[] {
  const { observation, settings } = q;
  if (observation === undefined || expected === undefined) return [];
  const { ratio, latencyFactor, rateFactor } = settings.grossEffect;
  const ending = (total: number, bad = {}): Observation => ({
    ...observation,
    outcomes: { ...noOutcomes, total, ...bad },
  });
  if (signal === 'requestRate')
    return [expected.center * rateFactor, expected.center / rateFactor].map((calls) => ({
      observation: ending(Math.round(calls)),
      words: `even ${rateFactor} times the traffic or one ${rateFactor}th of it`,
    }));
  if (signal === 'latency') {
    const slowed = q.pooled && slowedWindow(observation.latency, q.pooled.norm, latencyFactor);
    return slowed
      ? [{ observation: { ...observation, ...slowed }, words: `even ${latencyFactor} times the latency` }]
      : [];
  }
  const failure = failures.find((name) => ratioDetectors[name].signal === signal);
  if (failure === undefined) return [];
  const { total } = observation.outcomes;
  const failing = Math.ceil(total * (expected.center + (1 - expected.center) * ratio));
  const words = `even ${failing} of ${total} calls`;
  return [{ observation: ending(total, { [failure]: failing }), words }];
}
