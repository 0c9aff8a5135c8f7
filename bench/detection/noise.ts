import { normal } from '../../demo/draws';
import type { Random } from '../../demo/random';

/** Correlation of a level's residual with the one of the window before. */
const persistence = 0.7;

/** What wanders from window to window: one level for all traffic, and of each edge its traffic, latency and faults. */
export interface Noise {
  readonly traffic: number;
  readonly edges: Float64Array;
}

/** Levels of an edge: see {@link levelOf}. */
const levels = 3;
export type Level = 'calls' | 'seconds' | 'faults';
const places: Readonly<Record<Level, number>> = { calls: 0, seconds: 1, faults: 2 };

/** Residuals drawn from where they settle: standard normal. */
export const firstNoise = (random: Random, edges: number): Noise => ({
  traffic: normal(random),
  edges: Float64Array.from({ length: edges * levels }, () => normal(random)),
});

/** One window later: an autoregression of order one that stays standard normal. */
export const laterNoise = (random: Random, { traffic, edges }: Noise): Noise => {
  const later = (value: number): number =>
    persistence * value + Math.sqrt(1 - persistence ** 2) * normal(random);
  return { traffic: later(traffic), edges: edges.map(later) };
};

export const levelOf = ({ edges }: Noise, edge: number, level: Level): number =>
  edges[edge * levels + places[level]] ?? 0;
