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
  const n = total(cells.map((cell) => cell.n));
  if (!(n > 0)) throw new RangeError(`credibility needs at least one window, got ${n}`);
  const mean = total(cells.map((cell) => cell.sum)) / n;
  if (!(mean > 0)) return cells.map(() => 1);
  const filled = cells.filter((cell) => cell.n > 0);
  const { within, weight } = noise;
  const spread = total(filled.map((cell) => cell.n * (cell.sum / cell.n - mean) ** 2)) * weight;
  const spare = (n - total(filled.map((cell) => cell.n ** 2)) / n) * weight;
  const between = spare > 0 ? Math.max(0, (spread - (filled.length - 1) * within) / spare) : 0;
  const shrunk = cells.map((cell) => {
    const w = cell.n * weight;
    if (w <= 0 || between === 0) return 1;
    return 1 + ((cell.sum / cell.n / mean - 1) * w * between) / (w * between + within);
  });
  const back = total(cells.map((cell, i) => cell.n * (shrunk[i] ?? 1))) / n;
  return shrunk.map((factor) => factor / back);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
