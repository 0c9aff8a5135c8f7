import { byRoute, peakLevels } from '../baseline/peaks';
import { cellsOf } from '../baseline/rhythm';
import { belongs, type Known } from '../model/baseline';
import { type Tested, testedFamilies } from '../model/observation';
import { type ByRoute, type PeakHistory, type Route, waysOf } from '../model/peaks';
import type { Settings } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { type TimeWindow, windowSeconds } from '../model/window';
import { type Cell, credibleFactors } from '../stats/credibility';
import { type Peaks, rateAbove, returnLevel, type TailPrior } from '../stats/peaks-over-threshold';

const weekSeconds = 604_800;
const daySeconds = 86_400;
const hourSeconds = 3_600;
/**
 * Before data: half a cluster seen (Jeffreys), and heights that fall by a factor of ten for each unit of -log10, as
 * honest probabilities do, worth ten clusters. What must lie so far out twice falls twice as fast; sums of what is rarer
 * than one in ten fall by e with every half (Lundberg's exponent of independent honest values).
 */
const honest: Readonly<Record<Route, TailPrior>> = {
  alone: { clusters: 0.5, excess: Math.LOG10E, worth: 10 },
  repeated: { clusters: 0.5, excess: Math.LOG10E / 2, worth: 10 },
  lasting: { clusters: 0.5, excess: 0.5, worth: 10 },
};

/** Part of the rate that silences have: a tenth, because their union bound over all edges asks for little already. */
const silencePart = 0.1;

/** The probability at or below which a value of each family makes its window abnormal, by itself or when it repeats. */
export type AlarmLevels = ByRoute<number>;

/** Which families share the rate (all by default), and the window that is judged: its hour has a level of its own. */
interface LevelOptions {
  readonly sharing?: readonly Tested[];
  readonly window?: TimeWindow;
}

/**
 * Sets the levels so that windows without trouble pass them `rate` times a window in all, by the history of how far
 * out such windows lay before they were learned. Each route has a history of its own: what repeats by habit, because
 * levels wander, has to lie further out, and no independence of windows is assumed. The given families, by each of their
 * ways, share the rate equally; what one leaves over that hardly ever lies far out goes to the others. A family that is not
 * among them has the level 0.
 */
export function alarmLevels(
  peaks: PeakHistory,
  rate: number,
  { sharing = testedFamilies, window }: LevelOptions = {},
): AlarmLevels {
  const given = shares(peaks, rate * (1 - silencePart), sharing);
  return byRoute((route, family) => {
    const share = given.get(`${route} ${family}`);
    if (share === undefined) return 0;
    const own = peaks[route][family];
    return 10 ** -(unrest(own, window) * (peakLevels[route] + returnLevel(own, honest[route], share)));
  });
}

/** Days from which on an hour's scores say something of the hour rather than of a day. */
const daysForHours = 7;
/** An hour is as restless as it and so many hours to each side of it are. */
const besideHours = 2;

/**
 * How many times as far out as on average values lie around this hour of the day, as far as that is credible; 1 where
 * they lie less far. A variance that is threefold at night makes scores, which grow with it, lie three times as far out,
 * not three times as often, so that the level is multiplied: a restless hour has to show more, and a calm one is not
 * trusted to show less. Windows of one hour of one day count as one. Weighted by the time of the day in the sense of
 * conformal prediction; an adaptive level (Gibbs and Candès) would follow its own alarms, of which a good week holds one.
 * Sources: R. J. Tibshirani, R. Foygel Barber, E. Candès, A. Ramdas, "Conformal prediction under covariate shift"
 * (2019); I. Gibbs, E. Candès, "Adaptive conformal inference under distribution shift" (2021).
 */
function unrest({ byHour, squares = 0 }: Peaks, window: TimeWindow | undefined): number {
  if (byHour === undefined || window === undefined) return 1;
  const seconds = windowSeconds(window);
  let [n, sum] = [0, 0];
  for (const cell of byHour) [n, sum] = [n + cell[0], sum + cell[1]];
  if (sum === 0 || n * seconds < daysForHours * daySeconds) return 1;
  const cells = byHour.map((_, hour) => around(byHour, hour));
  const noise = { within: squares / n - (sum / n) ** 2, weight: Math.min(1, seconds / hourSeconds) };
  return Math.max(1, credibleFactors(cells, noise)[cellsOf(window)[0]] ?? 1);
}

function around(byHour: NonNullable<Peaks['byHour']>, hour: number): Cell {
  let [n, sum] = [0, 0];
  for (let beside = -besideHours; beside <= besideHours; beside += 1) {
    const cell = byHour[(hour + beside + byHour.length) % byHour.length];
    [n, sum] = [n + (cell?.[0] ?? 0), sum + (cell?.[1] ?? 0)];
  }
  return { n, sum };
}

/**
 * The part of the rate of each family and route: what its way can use of an equal share, then an equal share of what is
 * left. No level is as lenient as an honest probability of an equal share, so that a family that never lies far out
 * uses little.
 */
function shares(peaks: PeakHistory, rate: number, sharing: readonly Tested[]): ReadonlyMap<string, number> {
  const ways = sharing.flatMap((family) => waysOf(family).map((routes) => ({ family, routes })));
  const strictest = -Math.log10(rate / ways.length);
  const usable = (family: Tested, route: Route): number => {
    const least = (route === 'repeated' ? strictest / 2 : strictest) - peakLevels[route];
    return rateAbove(peaks[route][family], honest[route], least);
  };
  const uses = ways
    .map(({ family, routes }) => ({
      names: routes.map((route) => `${route} ${family}`),
      most: Math.max(...routes.map((route) => usable(family, route))),
    }))
    .sort((a, b) => a.most - b.most || (a.names.join() < b.names.join() ? -1 : 1));
  let left = rate;
  return new Map(
    uses.flatMap(({ names, most }, i) => {
      const share = Math.min(most, left / (uses.length - i));
      left -= share;
      return names.map((name) => [name, share] as const);
    }),
  );
}

/**
 * The probability at or below which a silence is no chance: the part of the rate that silences have, divided by the
 * edges that may fall silent (union bound, whatever the dependence between them). A silence passes a level once, so
 * that the probability of reaching its length bounds the alarms a window. O(subjects).
 */
export const vanishedLevel = (known: Iterable<Known>, rate: number): number =>
  Math.min(1, (rate * silencePart) / Math.max(1, edgesThatMayVanish(known)));

/** The number of edges that belong to the norm. O(subjects). */
export function edgesThatMayVanish(known: Iterable<Known>): number {
  let edges = 0;
  for (const { subject, standing } of known)
    if (belongs(standing) && splitSubjectKey(subject).kind !== 'node') edges += 1;
  return edges;
}

/** False alarms a window that a person allows. */
export const alarmsPerWindow = (settings: Settings): number =>
  (settings.falseAlarmsPerWeek * settings.windowSeconds) / weekSeconds;
