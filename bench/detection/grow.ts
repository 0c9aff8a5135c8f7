import { randomStream } from '../../demo/random';
import { type Callee, upwards, type World } from './world';

/** What an invented system is grown from. */
export interface Growth {
  readonly seed: number;
  /** Trees of calls below the clients, each of so many edges. */
  readonly trees: readonly number[];
  /** Sampled calls of an edge in an average window: least and most. */
  readonly calls: readonly [least: number, most: number];
}

/** Trees of calls of given sizes; three in ten callees are leaves without segments. */
export function grow({ seed, trees, calls: [least, most] }: Growth): World {
  const random = randomStream(seed, 'grow');
  const callees: Callee[] = [];
  for (const size of trees) {
    const first = callees.length;
    for (let at = 0; at < size; at += 1) {
      const active = at % 10 < 7;
      const above = callees.flatMap((c, place) => (place >= first && c.active ? [place] : []));
      const caller = at === 0 ? -1 : (above[Math.floor(random() * Math.min(above.length, 6))] ?? first);
      const place = callees.length;
      callees.push({
        name: `s${Math.floor(random() * 1e6).toString(36)}-${place}`,
        type: active ? 'AWS::ECS::Fargate' : 'AWS::DynamoDB::Table',
        active,
        caller,
        share: at === 0 ? 1 : least / most + (1 - least / most) * random(),
        seconds: 0.01 * 20 ** random(),
        faults: random() < 0.5 ? 0 : 0.01 * random(),
      });
    }
  }
  return { seed, requests: most, callees };
}

/** The places that a callee's calls lead to, itself among them. */
export const below = ({ callees }: World, place: number): number[] =>
  callees.flatMap((_, at) => (upwards(callees, at).includes(place) ? [at] : []));
