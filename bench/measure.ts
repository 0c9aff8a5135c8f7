import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What is compared: by name, each a piece of work that may be done any number of times. */
export type Contenders<N extends string> = Readonly<Record<N, () => unknown>>;

/** CPU time of one piece of work. */
export interface Timing {
  /** Median over the rounds, in seconds of CPU time of all threads, garbage collection included. */
  readonly seconds: number;
  /** The least of the rounds: what a busy machine disturbed least, so that quotients of it are steady. */
  readonly least: number;
  /** Half the distance between the least and the most, as a share of the median. */
  readonly spread: number;
}

/** A sample lasts at least this long, because CPU time is counted in small steps. Seconds. */
const shortestSample = 0.03;
/** CPU time a contender gets to be compiled before it is measured. Seconds. */
const warmUpSeconds = 0.15;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Takes one sample: CPU seconds of one piece of work. */
export type Sampler = () => Promise<number>;

/**
 * Times pieces of work in turns (A B A B ...), so that what changes on the machine meanwhile meets all of them.
 * CPU time, not the clock: what other processes do in between does not count.
 */
export async function alternately<N extends string>(
  contenders: Contenders<N>,
  rounds: number,
): Promise<Readonly<Record<N, Timing>>> {
  const names = Object.keys(contenders) as N[];
  const samplers: Partial<Record<N, Sampler>> = {};
  for (const name of names) samplers[name] = await samplerOf(contenders[name]);
  return inTurns(samplers as Record<N, Sampler>, rounds);
}

/** Takes samples in turns. */
export async function inTurns<N extends string>(
  samplers: Readonly<Record<N, Sampler>>,
  rounds: number,
): Promise<Readonly<Record<N, Timing>>> {
  const names = Object.keys(samplers) as N[];
  const samples = new Map<N, number[]>(names.map((name) => [name, []] as const));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) samples.get(name)?.push(await samplers[name]());
  }
  const timings = names.map((name) => [name, timingOf(samples.get(name) ?? [])] as const);
  return Object.fromEntries(timings) as Record<N, Timing>;
}

/**
 * Warms a piece of work up for so many CPU seconds and returns what samples it. Garbage is collected before each sample, so that nobody
 * pays for another one's.
 */
export async function samplerOf(work: () => unknown, seconds = warmUpSeconds): Promise<Sampler> {
  const times = await warmUp(work, seconds);
  return async () => {
    collectGarbage();
    return (await cpuSeconds(work, times)) / times;
  };
}

/** Milliseconds of CPU time for ten million steps of plain arithmetic: how fast this machine is just now. */
export async function calibration(): Promise<number> {
  const { loop } = await alternately({ loop: arithmetic }, 5);
  return loop.seconds * 1_000;
}

/** The middle value; of an even number of values the lower one of the two in the middle. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;

/** CPU seconds, of all threads, that a piece of work takes when it is done so many times. */
async function cpuSeconds(work: () => unknown, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) {
    const result = work();
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Does the work until it is compiled; returns how many times it must be done to fill a sample. */
async function warmUp(work: () => unknown, seconds: number): Promise<number> {
  let last = await cpuSeconds(work, 1);
  let times = 1;
  for (let spent = last; spent < seconds; spent += last) {
    if (last < shortestSample) times *= 2;
    last = await cpuSeconds(work, times);
  }
  return Math.max(1, Math.ceil((shortestSample / last) * times));
}

function timingOf(samples: readonly number[]): Timing {
  const seconds = median(samples);
  const least = Math.min(...samples);
  return { seconds, least, spread: (Math.max(...samples) - least) / 2 / seconds };
}

/** How many times as long one takes as another, when neither is disturbed. */
export const ratioOf = (one: Timing, other: Timing): number => one.least / other.least;

function arithmetic(): number {
  let state = 1;
  for (let step = 0; step < 1e7; step += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state;
}
