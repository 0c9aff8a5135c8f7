import type { Chance } from '../../model/power';
import { reliable } from '../../model/power';
import type { Settings } from '../../model/settings';

/** More windows than this are not looked at. */
const mostWindows = 1_000;

/** How likely an episode stands: none, pending since `age` windows with `hits`, or fired. */
interface Standing {
  readonly age: number;
  readonly hits: number;
  readonly weight: number;
}

/**
 * The number of windows after which a finding has fired with probability {@link reliable}: at once in a window that is
 * certain, else when n of m windows are flagged. A Markov chain over the states a pending finding can be in, with the
 * same rules as the life of findings. Assumes windows independent; where trouble or traffic comes in bursts, it takes
 * longer. Undefined where a thousand windows do not suffice. O(windows m n).
 */
export function windowsToFire(chance: Chance, confirm: Settings['confirm']): number | undefined {
  if (!(chance.flagged > 0)) return undefined;
  let standings: readonly Standing[] = [{ age: 0, hits: 0, weight: 1 }];
  let quiet = 1;
  for (let windows = 1; windows <= mostWindows; windows += 1) {
    standings = next(standings, chance, confirm);
    quiet = standings.reduce((sum, { weight }) => sum + weight, 0);
    if (quiet <= 1 - reliable + 1e-12) return windows;
  }
  return undefined;
}

/** One more window; what fires leaves the chain. */
function next(standings: readonly Standing[], chance: Chance, confirm: Settings['confirm']): Standing[] {
  const weights = new Map<string, Standing>();
  const add = (age: number, hits: number, weight: number): void => {
    const key = `${age} ${hits}`;
    weights.set(key, { age, hits, weight: (weights.get(key)?.weight ?? 0) + weight });
  };
  for (const { age, hits, weight } of standings) {
    const pending = hits + 1 < confirm.hits;
    if (pending) add(age + 1, hits + 1, weight * Math.max(0, chance.flagged - chance.certain));
    const stillPossible = hits > 0 && hits + confirm.windows - (age + 1) >= confirm.hits;
    add(stillPossible ? age + 1 : 0, stillPossible ? hits : 0, weight * (1 - chance.flagged));
  }
  return [...weights.values()];
}
