/**
 * The most that each number may be at smoke size, by benchmark and name. Each stands at about twice of what was
 * measured when it was set, so that a busy machine passes and a change of the order of growth does not; only the
 * error of a quantile and what is found and raised in vain are held to their promise. When something becomes cheaper for good, lower its line with it.
 */
export const ceilings: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  analysis: {
    'calm: decode': 8,
    'calm: observe': 0.9,
    'calm: assess': 60,
    'calm: judge': 1.2,
    'calm: fold': 32,
    'calm: whole': 95,
    'troubled: decode': 8,
    'troubled: observe': 0.9,
    'troubled: assess': 66,
    'troubled: judge': 65,
    'troubled: fold': 20,
    'troubled: whole': 120,
  },
  growth: { 'calm, 10,000 edges': 1.8, 'troubled, 4,000 edges': 3.6 },
  histogram: { build: 3.2, insert: 0.35, merge: 0.012, bytes: 0.01, 'quantile error': 0.01 },
  store: { 'of a bare PutItem': 28, 'bytes per edge': 80 },
  replay: { 'of JSON.parse': 46 },
  detection: {
    'trouble missed': 0.3,
    'incidents a calm week': 3,
    'dependency-latency-hourly: missed': 0.45,
    'dependency-latency-hourly: false': 16,
    'dependency-latency-hourly: 1 - F1': 0.34,
    'ingress-rate: missed': 0,
    'ingress-rate: false': 0,
    'ingress-rate: 1 - F1': 0,
  },
  emulator: {
    'ingest of JSON.parse': 15,
    // What grows with the documents would be at 4.
    'new graph of four times the documents': 3,
    'graph again of four times the documents': 2.6,
    'graph again of JSON.parse': 9,
    'peak memory of four times the documents': 2.2,
    'peak memory in all of ingest': 1.4,
  },
};

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
