/** Windows of one cell (an hour of the day, a day of the week): their number, and the sum of a value over them. */
export interface Cell {
  readonly n: number;
  readonly sum: number;
}

/**
 * How many times the overall mean each cell's mean is, each shrunk to 1 by how much cells differ beyond what chance
 * within cells explains: Bühlmann's credibility, n / (n + within / between), with both variances from the data and no
 * constant. Cells without windows get 1. `weight` is what one window counts for: below 1 where windows that follow
 * one another say much the same. Assumes additive noise of equal variance in all cells; noise that grows with the
 * mean makes busy cells a little too credible and quiet ones too little. O(cells).
 * Source: H. Bühlmann, E. Straub, "Glaubwürdigkeit für Schadensätze", Mitt. Verein. Schweiz. Vers.-Math. 70 (1970).
 * @throws RangeError when no cell has a window
 * @example credibleFactors([{ n: 100, sum: 50 }, { n: 100, sum: 150 }], { within: 0, weight: 1 }) // => [0.5, 1.5]
 */
export function credibleFactors(
  cells: readonly Cell[],
  noise: { readonly within: number; readonly weight: number },
): number[] {
  const { n, mean, filled, squares, spread } = totalsOf(cells);
  if (!(n > 0)) throw new RangeError(`credibility needs at least one window, got ${n}`);
  if (!(mean > 0)) return cells.map(() => 1);
  const { within, weight } = noise;
  const spare = (n - squares / n) * weight;
  const between = spare > 0 ? Math.max(0, (spread * weight - (filled - 1) * within) / spare) : 0;
  if (between === 0) return cells.map(() => 1);
  let back = 0;
  const shrunk = cells.map((cell) => {
    const w = cell.n * weight;
    const factor = w <= 0 ? 1 : 1 + ((cell.sum / cell.n / mean - 1) * w * between) / (w * between + within);
    back += (cell.n * factor) / n;
    return factor;
  });
  return shrunk.map((factor) => factor / back);
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
