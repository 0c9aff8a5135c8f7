import type { ReadTraces } from '../../model/trace-shape';

/** One shape of a window with its keys in full. */
export interface Sampled {
  readonly services: readonly string[];
  readonly traces: number;
  /** Its place among the window's shapes. */
  readonly index: number;
}

/** The shapes of a window by entry point, in order. */
export function sampledBy(traces: ReadTraces): Map<string, Sampled[]> {
  const key = (number: number): string => traces.services[number] ?? '';
  const byEntry = new Map<string, Sampled[]>();
  for (const [index, [entry, numbers, count]] of traces.shapes.entries()) {
    const shapes = byEntry.get(key(entry)) ?? [];
    shapes.push({ services: numbers.map(key), traces: count, index });
    byEntry.set(key(entry), shapes);
  }
  return byEntry;
}

/** Traces that these shapes hold together. */
export const tracesOf = (shapes: readonly Sampled[]): number =>
  shapes.reduce((sum, { traces }) => sum + traces, 0);
