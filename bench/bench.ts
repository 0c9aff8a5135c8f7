/** `smoke` is small enough to run with every change; `full` is the size the documents speak of. */
export type Size = 'smoke' | 'full';

/** What a benchmark found. */
export interface Report {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The numbers that may gate, by name: quotients, which are about equal on every machine. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** One question about cost, asked by its name on the command line. */
export interface Bench {
  readonly name: string;
  /** What is measured against what, in sentences. */
  readonly about: string;
  run(size: Size): Promise<Report>;
}

/** A time in the unit in which it has one to three digits before the point. */
export function timeText(seconds: number): string {
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`;
  if (seconds >= 1e-3) return `${(seconds * 1e3).toPrecision(3)} ms`;
  if (seconds >= 1e-6) return `${(seconds * 1e6).toPrecision(3)} us`;
  return `${(seconds * 1e9).toPrecision(3)} ns`;
}

/** A ratio with three digits. */
export const ratioText = (ratio: number): string =>
  ratio >= 1_000 ? ratio.toFixed(0) : ratio.toPrecision(3);

/** A share as a percentage. */
export const percentText = (share: number): string => `${(share * 100).toPrecision(2)} %`;

/** A whole number with its thousands set apart. */
export const countText = (count: number): string => Math.round(count).toLocaleString('en-US');
