import { advance, type LineState, type Look, step } from '../../analysis/line';
import type { Settings } from '../../analysis/model/settings';
import { beginning, calmUntil, defaults, draw, monday, weekSeconds } from './course';
import { IncidentBook, type Told } from './incidents';
import { inventWorld } from './world';

/** False alarms a week that a person may allow; every system is judged once for all of them. */
export const budgets = [5, 1, 0.2] as const;
export type Budget = (typeof budgets)[number];

/** How much pure norm is judged. */
export interface NormSize {
  readonly systems: number;
  readonly edges: number;
  readonly windowSeconds: number;
}

const learnedWeeks = 2;

/** Nothing ever happens: two weeks teach, one is judged. Incidents of all systems by budget. */
export function judgeNorm(size: NormSize, firstSeed = 1): ReadonlyMap<Budget, readonly Told[]> {
  const told = new Map<Budget, Told[]>(budgets.map((budget) => [budget, []]));
  for (let seed = firstSeed; seed < firstSeed + size.systems; seed += 1)
    for (const [budget, incidents] of judgeSystem(seed, size)) told.get(budget)?.push(...incidents);
  return told;
}

/** The budgets whose line is the same so far, largest first. */
interface Branch {
  readonly budgets: readonly Budget[];
  readonly state: LineState;
}

function judgeSystem(seed: number, { edges, windowSeconds }: NormSize): ReadonlyMap<Budget, readonly Told[]> {
  const settings = { ...defaults, windowSeconds, bootstrapSeconds: learnedWeeks * weekSeconds };
  const learnedUntil = monday + learnedWeeks * weekSeconds;
  const learned = calmUntil(beginning(inventWorld(seed, edges)), learnedUntil, settings);
  const books = new Map(budgets.map((budget) => [budget, new IncidentBook()] as const));
  let branches: readonly Branch[] = [{ budgets, state: learned.state }];
  let { source } = learned;
  while (source.start < learnedUntil + weekSeconds) {
    const { look, after } = draw(source, settings);
    branches = branches.flatMap((branch) => judged(branch, look, { settings, books }));
    source = after;
  }
  return new Map([...books].map(([budget, book]) => [budget, book.told]));
}

interface Judging {
  readonly settings: Settings;
  readonly books: ReadonlyMap<Budget, IncidentBook>;
}

/**
 * One window of a branch. While the largest budget finds nothing abnormal the smaller ones find nothing either and
 * the line stays the same for all, so that its scores are computed once; from its first abnormal window on the
 * largest budget goes a way of its own.
 */
function judged(branch: Branch, look: Look, judging: Judging): Branch[] {
  const [most, ...fewer] = branch.budgets;
  if (most === undefined) return [];
  const settings = { ...judging.settings, falseAlarmsPerWeek: most };
  const { record } = step(branch.state, look, [], settings);
  const state = advance(branch.state, record, [], settings);
  const calm = record.entries.every(({ anomalies }) => anomalies.length === 0);
  if (calm && fewer.length > 0) return [{ ...branch, state }];
  judging.books.get(most)?.add(record);
  return [{ budgets: [most], state }, ...judged({ ...branch, budgets: fewer }, look, judging)];
}
