import { type Random, randomStream } from '../../demo/random';

/** A service that is called: who calls it, how often for each request that enters, how fast and how well it answers. */
export interface Callee {
  readonly name: string;
  readonly type: string;
  /** Sends segments; the others are stores and hosts that only their caller knows. */
  readonly active: boolean;
  /** Place of the caller in the list of callees, or -1 for the clients. */
  readonly caller: number;
  /** Calls for each request, typical seconds of its own work, share of calls that fault. */
  readonly share: number;
  readonly seconds: number;
  readonly faults: number;
}

/**
 * An invented system: a tree of calls with one edge for each callee, so that what a callee does to its callers is
 * known. `requests` enter in an average window.
 */
export interface World {
  readonly seed: number;
  readonly requests: number;
  readonly callees: readonly Callee[];
}

/** Callees that may call others; three in ten are leaves without segments. */
const isLeaf = (place: number): boolean => place % 10 >= 7;
/** Sampled calls of an edge in an average window. */
const fewestCalls = 1;
const mostCalls = 60;
/** One edge in five is quiet. */
const isQuiet = (place: number): boolean => place % 5 === 3;
const quietCalls = 4.9;

/** Invents a system of so many edges; equal arguments give equal systems. */
export function inventWorld(seed: number, edges: number): World {
  const random = randomStream(seed, `world:${edges}`);
  const requests = 10 * 5 ** random();
  const callees: Callee[] = [];
  for (let place = 0; place < edges; place += 1) callees.push(invented(random, callees, requests));
  return { seed, requests, callees };
}

function invented(random: Random, before: readonly Callee[], requests: number): Callee {
  const place = before.length;
  const leaf = isLeaf(place);
  const callers = before.flatMap(({ active }, at) => (active ? [at] : []));
  const caller = place < 2 ? place - 1 : (callers[Math.floor(random() * callers.length)] ?? -1);
  const above = before[caller]?.share ?? 1;
  const share = place === 0 ? 1 : above * Math.exp(1.5 * (random() - 0.6));
  const most = isQuiet(place) ? quietCalls : mostCalls;
  const calls = Math.min(most, Math.max(fewestCalls, share * requests));
  return {
    name: leaf && place % 2 === 1 ? `host-${place}.example.com` : `service-${place}`,
    type: leaf ? (place % 2 === 1 ? 'remote' : 'AWS::DynamoDB::Table') : 'AWS::Lambda::Function',
    active: !leaf,
    caller,
    share: calls / requests,
    seconds: 0.01 * 30 ** random(),
    faults: random() < 0.5 ? 0 : 0.02 * random(),
  };
}

/** A callee and all that call it, directly or through others, nearest first. */
export function upwards(callees: readonly Callee[], place: number): readonly number[] {
  const path: number[] = [];
  for (let at = place; at >= 0; at = callees[at]?.caller ?? -1) path.push(at);
  return path;
}
