/**
 * The most that each ratio may be at smoke size, by benchmark and name. Each stands at about twice of what was
 * measured when it was set, so that a busy machine passes and a change of the order of growth does not.
 * When a change makes something faster for good, lower its line with it.
 */
export const ceilings: Readonly<Record<string, Readonly<Record<string, number>>>> = {};

/** A ratio that is too high, or for which nothing was agreed. */
export interface Excess {
  readonly name: string;
  readonly ratio: number;
  readonly ceiling: number | undefined;
}

/** Holds a benchmark's ratios against their ceilings. */
export function excessesOf(bench: string, ratios: Readonly<Record<string, number>>): Excess[] {
  return Object.entries(ratios)
    .map(([name, ratio]) => ({ name: `${bench}, ${name}`, ratio, ceiling: ceilings[bench]?.[name] }))
    .filter(({ ratio, ceiling }) => ceiling === undefined || !(ratio <= ceiling));
}
