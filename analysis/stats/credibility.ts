/** Windows of one cell (an hour of the day, a day of the week): their number, and the sum of a value over them. */
export interface Cell {
  readonly n: number;
  readonly sum: number;
}

/** Variance of a value within its cell, and what one window counts for: below 1 where neighbours say much the same. */
export interface CellNoise {
  readonly within: number;
  readonly weight: number;
}

/**
 * By how much each cell's mean lies off the overall mean, each shrunk to nothing by how much cells differ beyond what
 * chance within cells explains: Bühlmann's credibility, n / (n + within / between), with both variances from the data
 * and no constant. Cells without windows get 0, and the windows' shifts add up to 0. Assumes additive noise of equal
 * variance in all cells; noise that grows with the mean makes busy cells a little too credible and quiet ones too
 * little. O(cells).
 * Source: H. Bühlmann, E. Straub, "Glaubwürdigkeit für Schadensätze", Mitt. Verein. Schweiz. Vers.-Math. 70 (1970).
 * @throws RangeError when no cell has a window
 * @example credibleShifts([{ n: 100, sum: 50 }, { n: 100, sum: 150 }], { within: 0, weight: 1 }) // => [-0.5, 0.5]
 */
export function credibleShifts(cells: readonly Cell[], { within, weight }: CellNoise): number[] {
  const { n, mean, filled, squares, spread } = totalsOf(cells);
  if (!(n > 0)) throw new RangeError(`credibility needs at least one window, got ${n}`);
  const spare = (n - squares / n) * weight;
  const between = spare > 0 ? Math.max(0, (spread * weight - (filled - 1) * within) / spare) : 0;
  if (between === 0) return cells.map(() => 0);
  let off = 0;
  const shrunk = cells.map((cell) => {
    const w = cell.n * weight;
    const shift = w > 0 ? ((cell.sum / cell.n - mean) * w * between) / (w * between + within) : 0;
    off += (cell.n * shift) / n;
    return shift;
  });
  return shrunk.map((shift) => shift - off);
}

/**
 * The same as multiples of the overall mean: how many times as much each cell holds.
 * @throws RangeError when no cell has a window
 * @example credibleFactors([{ n: 100, sum: 50 }, { n: 100, sum: 150 }], { within: 0, weight: 1 }) // => [0.5, 1.5]
 */
export function credibleFactors(cells: readonly Cell[], noise: CellNoise): number[] {
  const { mean } = totalsOf(cells);
  const shifts = credibleShifts(cells, noise);
  return mean > 0 ? shifts.map((shift) => 1 + shift / mean) : shifts.map(() => 1);
}

/** What cells hold together: windows, their mean, cells with any, and the squares that variances are made of. */
function totalsOf(cells: readonly Cell[]): Record<'n' | 'mean' | 'filled' | 'squares' | 'spread', number> {
  let n = 0;
  let sum = 0;
  let squares = 0;
  let filled = 0;
  for (const cell of cells) {
    n += cell.n;
    sum += cell.sum;
    squares += cell.n ** 2;
    if (cell.n > 0) filled += 1;
  }
  const mean = sum / n;
  let spread = 0;
  for (const cell of cells) if (cell.n > 0) spread += cell.n * (cell.sum / cell.n - mean) ** 2;
  return { n, mean, filled, squares, spread };
}

/**
 * Variance between the means of cells: the part of all variance that the cells hold (law of total variance), in the
 * square of the value's unit; 0 of no windows. Chance within small cells is part of it. O(cells).
 * @example varianceBetween([{ n: 10, sum: 40 }, { n: 10, sum: 60 }]) // => 1
 */
export function varianceBetween(cells: readonly Cell[]): number {
  const { n, spread } = totalsOf(cells);
  return n > 0 ? spread / n : 0;
}
