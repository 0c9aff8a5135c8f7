/**
 * The least whole number in `low..high` for which a condition holds that, once it holds, holds for all larger ones;
 * undefined where it does not hold for `high`. O(log(high - low)) tries.
 * @example leastInteger(0, 100, (x) => x * x >= 50) // => 8
 */
export function leastInteger(low: number, high: number, holds: (x: number) => boolean): number | undefined {
  if (high < low || !holds(high)) return undefined;
  let [below, at] = [low - 1, high];
  while (at - below > 1) {
    const middle = Math.floor((below + at) / 2);
    if (holds(middle)) at = middle;
    else below = middle;
  }
  return at;
}
