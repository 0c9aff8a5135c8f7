import { type Change, slowerCalls, slowerWork } from '../changes';
import { LIVE_START } from '../clock';
import { system } from '../system';
import type { System } from '../system/shape';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Something harmless that happened once in the two weeks before live traffic began. */
interface Episode {
  readonly name: string;
  /** Half-open, in epoch seconds. */
  readonly start: number;
  readonly end: number;
  readonly changes: readonly Change[];
}

/** A night of maintenance in which the database is slow, and a deploy after which all is cold for some minutes. */
export const episodes: readonly Episode[] = [
  {
    name: 'slow night',
    start: LIVE_START - 6 * DAY - 8 * HOUR,
    end: LIVE_START - 6 * DAY - 6 * HOUR,
    changes: [slowerCalls('insertPayment', 1.5), slowerCalls('selectHistory', 1.5)],
  },
  {
    name: 'deploy',
    start: LIVE_START - 8 * DAY + 4.5 * HOUR,
    end: LIVE_START - 8 * DAY + 4.75 * HOUR,
    changes: [slowerWork(1.8)],
  },
];

/** The system as it behaved at a time in the past, in epoch seconds. */
export function systemAt(epochSeconds: number): System {
  return episodes
    .filter(({ start, end }) => start <= epochSeconds && epochSeconds < end)
    .flatMap(({ changes }) => changes)
    .reduce((changed, change) => change(changed), system);
}
