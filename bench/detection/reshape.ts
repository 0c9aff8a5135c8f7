import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Random, randomStream } from '../../demo/random';
import { binomialAt, poissonAt } from './large-draws';
import { type Bar, drawAnew } from './redraw';

/** How a copy of a recording differs from it. What is left out stays as it is. */
export interface Reshaping {
  readonly seed: number;
  /** All clocks go so much later. Seconds. */
  readonly later?: number;
  /** Every service gets another name; types stay. */
  readonly renamed?: true;
  /** Multiple of the calls: drawn anew above 1, thinned below. Times are drawn from a smooth fit. */
  readonly traffic?: number;
  /** Windows before this are left out. Epoch seconds, by the recording's own clock. */
  readonly from?: number;
}

interface Truth {
  readonly phases: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  readonly labels: readonly { readonly service: string; readonly start: number; readonly end: number }[];
  readonly ignore?: readonly { readonly windowStart: number }[];
}

/** Copies a recording and its truth into a folder in another shape. Resolves to the folder. */
export async function reshape(source: string, target: string, how: Reshaping): Promise<string> {
  const text = gunzipSync(await readFile(join(source, 'windows.jsonl.gz'))).toString('utf8');
  const windows = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Graph]));
  const kept = windows.filter(({ StartTime }) => StartTime >= (how.from ?? 0));
  const lines = kept.map((graph, at) =>
    JSON.stringify(reshaped(graph, how, randomStream(how.seed, `reshape:${at}`))),
  );
  await writeFile(join(target, 'windows.jsonl.gz'), gzipSync(`${lines.join('\n')}\n`));
  const truth = JSON.parse(await readFile(join(source, 'truth.json'), 'utf8')) as Truth;
  await writeFile(join(target, 'truth.json'), JSON.stringify(truthOf(truth, how), null, 1));
  return target;
}

interface Graph {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Services: readonly { readonly Name: string; readonly Type?: string }[];
}

function reshaped(graph: Graph, how: Reshaping, random: Random): unknown {
  const { later = 0, traffic = 1 } = how;
  const drawn = new Map<string, object>();
  return JSON.parse(JSON.stringify(graph), (key, value: unknown) => {
    if ((key === 'StartTime' || key === 'EndTime') && typeof value === 'number') return value + later;
    if (how.renamed && key === 'Name' && typeof value === 'string') return otherName(value, how.seed);
    if (how.renamed && key === 'Names') return (value as string[]).map((name) => otherName(name, how.seed));
    if (traffic === 1) return value;
    if (key === 'Edges') return (value as Counted[]).filter(isShown);
    return isCounted(value) ? { ...value, ...scaled(value, { traffic, random, drawn }) } : value;
  });
}

/** An edge that was thinned to nothing is not in a graph; one that was listed without a call stays. */
const isShown = ({ SummaryStatistics: s, thinned }: Counted): boolean => !thinned || s.TotalCount > 0;

/** A name that sorts elsewhere; equal names get equal ones. */
function otherName(name: string, seed: number): string {
  const random = randomStream(seed, `name:${name.toLowerCase()}`);
  const letters = Array.from({ length: 8 }, () => String.fromCharCode(97 + Math.floor(random() * 26)));
  return letters.join('');
}

interface Counted {
  readonly SummaryStatistics: {
    readonly OkCount: number;
    readonly ErrorStatistics: { readonly ThrottleCount: number; readonly OtherCount: number };
    readonly FaultStatistics: { readonly TotalCount: number };
    readonly TotalCount: number;
    readonly TotalResponseTime: number;
  };
  readonly ResponseTimeHistogram: readonly Bar[];
  readonly DurationHistogram?: readonly Bar[];
  readonly thinned?: true;
}

const isCounted = (value: unknown): value is Counted =>
  typeof value === 'object' && value !== null && 'SummaryStatistics' in value;

interface Scaling {
  readonly traffic: number;
  readonly random: Random;
  /** Equal statistics of one window stay equal: what an edge shows, its callee shows. */
  readonly drawn: Map<string, object>;
}

function scaled({ SummaryStatistics: s, ResponseTimeHistogram: bars }: Counted, scaling: Scaling): object {
  const key = JSON.stringify([s, bars]);
  const known = scaling.drawn.get(key) ?? drawnAnew(s, bars, scaling);
  scaling.drawn.set(key, known);
  return known;
}

function drawnAnew(
  s: Counted['SummaryStatistics'],
  bars: readonly Bar[],
  { traffic, random }: Scaling,
): object {
  const some = (count: number): number =>
    traffic < 1 ? binomialAt(random, count, traffic) : poissonAt(random, count * traffic);
  const ok = some(s.OkCount);
  const throttle = some(s.ErrorStatistics.ThrottleCount);
  const other = some(s.ErrorStatistics.OtherCount);
  const fault = some(s.FaultStatistics.TotalCount);
  const total = ok + throttle + other + fault;
  const histogram = timesOf(bars, total, random);
  const seconds = histogram.reduce((sum, { Value, Count }) => sum + Value * Count, 0);
  const mean = s.TotalResponseTime / Math.max(1, s.TotalCount);
  return {
    SummaryStatistics: {
      OkCount: ok,
      ErrorStatistics: { ThrottleCount: throttle, OtherCount: other, TotalCount: throttle + other },
      FaultStatistics: { OtherCount: fault, TotalCount: fault },
      TotalCount: total,
      TotalResponseTime: histogram.length > 1 ? seconds : mean * total,
    },
    ResponseTimeHistogram: histogram,
    ...(total < s.TotalCount ? { thinned: true } : {}),
  };
}

/** So many calls from the fit of a histogram; a mean of unknown spread stays one, and no times stay none. */
function timesOf(bars: readonly Bar[], calls: number, random: Random): readonly Bar[] {
  const [first] = bars;
  if (first === undefined || calls === 0) return [];
  const isMean = bars.length === 1 && first.Count > 1;
  return isMean ? [{ Value: first.Value, Count: calls }] : drawAnew(bars, random, calls);
}

function truthOf({ phases, labels, ignore = [], ...rest }: Truth, { later = 0, renamed, seed }: Reshaping) {
  const called = (service: string): string => {
    if (!renamed) return service;
    const at = service.search(/_(?:AWS::|remote$|client$)/i);
    return at < 0 ? otherName(service, seed) : `${otherName(service.slice(0, at), seed)}${service.slice(at)}`;
  };
  return {
    ...rest,
    phases: phases.map((phase) => ({ ...phase, from: phase.from + later, to: phase.to + later })),
    labels: labels.map((label) => ({
      ...label,
      service: called(label.service),
      start: label.start + later,
      end: label.end + later,
    })),
    ignore: ignore.map((one) => ({ ...one, windowStart: one.windowStart + later })),
  };
}
