import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { normal } from '../../demo/draws';
import { type Random, randomStream } from '../../demo/random';

/** Calls that took as long. Seconds. */
export interface Bar {
  readonly Value: number;
  readonly Count: number;
}

/** Half a step of X-Ray's milliseconds, so that zero has a logarithm. Seconds. */
const half = 0.0005;
/** Deviation of the noise around the fit, in logarithms: makes neighbouring quantiles run into each other. */
const smoothing = 0.02;

/**
 * Copies a recording into a folder with every histogram drawn anew: as many calls as it holds, each from a smooth
 * fit of it, so that the counts have multinomial noise and the quantiles it was rebuilt from are gone. A histogram
 * of one value, a mean of unknown spread, stays. Equal histograms of one window stay equal. Resolves to the folder.
 */
export async function redraw(source: string, target: string, seed: number): Promise<string> {
  const text = gunzipSync(await readFile(join(source, 'windows.jsonl.gz'))).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const drawn = lines.map((line, at) => redrawnLine(line, randomStream(seed, `redraw:${at}`)));
  await writeFile(join(target, 'windows.jsonl.gz'), gzipSync(`${drawn.join('\n')}\n`));
  await copyFile(join(source, 'truth.json'), join(target, 'truth.json'));
  return target;
}

/** The line with its histograms drawn anew, and the sums of response times with them. */
function redrawnLine(line: string, random: Random): string {
  const drawn = new Map<string, readonly Bar[]>();
  const anew = (bars: readonly Bar[]): readonly Bar[] => {
    const key = JSON.stringify(bars);
    const known = drawn.get(key) ?? drawAnew(bars, random);
    drawn.set(key, known);
    return known;
  };
  return JSON.stringify(JSON.parse(line), (_, value: unknown) => {
    if (!isTimed(value)) return value;
    const bars = anew(value.ResponseTimeHistogram);
    const TotalResponseTime = bars.reduce((sum, { Value, Count }) => sum + Value * Count, 0);
    const SummaryStatistics = { ...value.SummaryStatistics, TotalResponseTime };
    const durations = value.DurationHistogram ? { DurationHistogram: anew(value.DurationHistogram) } : {};
    return { ...value, ...durations, ResponseTimeHistogram: bars, SummaryStatistics };
  });
}

interface Timed {
  readonly ResponseTimeHistogram: readonly Bar[];
  readonly DurationHistogram?: readonly Bar[];
  readonly SummaryStatistics?: object;
}

const isTimed = (value: unknown): value is Timed =>
  typeof value === 'object' &&
  value !== null &&
  'ResponseTimeHistogram' in value &&
  Array.isArray(value.ResponseTimeHistogram) &&
  value.ResponseTimeHistogram.length > 1;

/**
 * As many calls as before, or as are asked for, by the fit's quantile function: straight in the logarithm between the
 * bars' middles.
 */
export function drawAnew(
  bars: readonly Bar[],
  random: Random,
  calls = bars.reduce((sum, { Count }) => sum + Count, 0),
): readonly Bar[] {
  const knots = knotsOf(bars);
  const counts = new Map<number, number>();
  for (let call = 0; call < calls; call += 1) {
    const logarithm = quantile(knots, random()) + smoothing * normal(random);
    const value = Math.max(0, Math.round((Math.exp(logarithm) - half) * 1e3) / 1e3);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([Value, Count]) => ({ Value, Count }));
}

/** A point of the fit: a share of the calls lies below the logarithm. */
interface Knot {
  readonly share: number;
  readonly logarithm: number;
}

function knotsOf(bars: readonly Bar[]): readonly Knot[] {
  const sorted = [...bars].sort((a, b) => a.Value - b.Value);
  const calls = sorted.reduce((sum, { Count }) => sum + Count, 0);
  let below = 0;
  return sorted.map(({ Value, Count }) => {
    below += Count;
    return { share: (below - Count / 2) / calls, logarithm: Math.log(Value + half) };
  });
}

function quantile(knots: readonly Knot[], share: number): number {
  const at = knots.findIndex((knot) => knot.share >= share);
  const upper = at < 0 ? knots.at(-1) : knots[at];
  const lower = at < 0 ? upper : (knots[at - 1] ?? upper);
  if (!upper || !lower) throw new RangeError('a histogram without bars has no quantile');
  const width = upper.share - lower.share;
  if (width <= 0) return upper.logarithm;
  return lower.logarithm + ((upper.logarithm - lower.logarithm) * (share - lower.share)) / width;
}
