import type { Assessment } from '../../model/assessment';
import type { Tested } from '../../model/observation';
import type { Chance } from '../../model/power';
import type { AlarmLevels } from '../alarm-level';

/** The power function of a test: from the size of an effect to the chance that a window with it is flagged. */
export type Curve = (size: number) => Chance;

/** Evaluates something at the level that flags a window, and at the one that lets it fire alone. */
export function atBoth<T>(
  levels: AlarmLevels,
  family: Tested,
  at: (level: number) => T,
): { readonly flagged: T; readonly certain: T } {
  const { alone, repeated } = levels;
  const certain = at(alone[family]);
  return { certain, flagged: repeated[family] <= alone[family] ? certain : at(repeated[family]) };
}

/** Whether an answer would be a finding at a level, were it the only one in its window. */
export const passes = ({ p, matters }: Assessment, level: number): boolean =>
  matters === true && p !== undefined && p <= level;
