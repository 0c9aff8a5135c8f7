import { studentUpperTail } from './student-t';

/** How far a level has moved: the mean of the differences, and how probable a move so far up or down is by chance. */
export interface LevelShift {
  readonly mean: number;
  readonly upper: number;
  readonly lower: number;
}

/** What is believed of the standard deviation of a difference, and how many degrees of freedom this is worth. */
export interface SpreadPrior {
  readonly deviation: number;
  readonly worth: number;
}

/**
 * Tests whether differences, each between a day and the same weekday of a reference, have a mean other than zero, by
 * a t test whose variance comes from successive differences, so that the drift in question does not hide itself, and
 * is shrunk to a prior, because a week is short. Assumes that days vary independently about their level; levels that
 * wander for weeks are drift by this test. Where days vary three times as much as the prior says, chance passes 1 % five
 * times as often, so that whoever asks must ask for an effect too. O(n).
 * Sources: J. von Neumann, R. H. Kent, H. R. Bellinson, B. I. Hart, "The mean square successive difference", Ann.
 * Math. Stat. 12 (1941); G. K. Smyth, "Linear models and empirical Bayes methods", Stat. Appl. Genet. Mol. Biol. 3
 * (2004), for the moderated t.
 * @throws RangeError when there are fewer than two differences
 */
export function levelShift(differences: readonly number[], prior: SpreadPrior): LevelShift {
  const n = differences.length;
  if (n < 2) throw new RangeError(`levelShift requires at least two differences, got ${n}`);
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const squares = differences.slice(1).reduce((sum, d, i) => sum + (d - (differences[i] ?? 0)) ** 2, 0);
  const degrees = (2 * (n - 1) ** 2) / (3 * n - 4);
  const own = squares / (2 * (n - 1));
  const variance = (prior.worth * prior.deviation ** 2 + degrees * own) / (prior.worth + degrees);
  const t = mean / Math.sqrt(variance / n);
  const tail = (value: number): number => studentUpperTail(value, prior.worth + degrees);
  return { mean, upper: tail(t), lower: tail(-t) };
}
