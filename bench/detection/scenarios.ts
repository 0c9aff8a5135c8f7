import type { FindingKind } from '../../analysis/model/assessment';
import type { Change, EdgeChange } from './change';
import type { World } from './world';

const hour = 3_600;
const day = 24 * hour;

/** A service as the truth names it. */
export interface Named {
  readonly name: string;
  readonly type: string;
}

/** What is done to a learned system, and what should be said of it. */
export interface Scenario {
  readonly name: string;
  /** How it is done, in a few words. */
  readonly about: string;
  /** Seconds that it lasts: an incident told within them counts. */
  readonly seconds: number;
  /** Kinds of finding that name it rightly; empty where nothing should be said at all. */
  readonly kinds: readonly FindingKind[];
  /** Sampled calls of the edge in an average window; absent where the whole system is meant. */
  readonly calls?: { readonly least: number; readonly most: number };
  /** Only callees that send segments of their own. */
  readonly active?: true;
  /** The same trouble stood for this long in the learned week. Seconds. */
  readonly poisons?: number;
  /** Both ends of the edge may be its origin: the caller calls anew, too often or no more. */
  readonly eitherEnd?: true;
  /** Where it comes from. */
  cause(world: World, place: number): Named;
  change(world: World, place: number, elapsed: number): Change;
}

const usual = { least: 8, most: 60 };
const low = { least: 1, most: 4.9 };

/** A scenario that changes the calls of one edge. */
const onEdge = (
  name: string,
  about: string,
  kinds: readonly FindingKind[],
  edge: (elapsed: number) => EdgeChange,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  about,
  seconds: hour,
  kinds,
  calls: usual,
  cause: calleeAt,
  change: (_, place, elapsed) => ({ edges: new Map([[place, edge(elapsed)]]) }),
  ...more,
});

/** The callee at a place; outside of the list, as of a whole system, the clients. */
export const calleeAt = ({ callees }: World, place: number): Named =>
  callees[place] ?? { name: 'clients', type: 'client' };

/** A service that the caller at the place does not call. */
function strangerTo({ callees }: World, place: number): Named {
  const others = callees.filter((c, at) => c.caller !== place && at !== place && !c.active);
  return others[place % others.length] ?? { name: 'elsewhere', type: 'remote' };
}

const host: Named = { name: 'collect.unknown-host.example', type: 'remote' };

const addedAt = (place: number, { name, type }: Named, calls: number): Change => ({
  added: { caller: place, name, type, calls },
});

const fault = ['fault-ratio'] as const;
const slow = ['latency'] as const;
const driftDays = 10;

/** What the public recordings lack; each is done to learned systems of its own. */
export const scenarios: readonly Scenario[] = [
  onEdge(
    'new edge',
    'a service calls a known one for the first time, 3 calls a window',
    ['new-edge'],
    () => ({}),
    {
      active: true,
      eitherEnd: true,
      cause: strangerTo,
      change: (world, place) => addedAt(place, strangerTo(world, place), 3),
    },
  ),
  onEdge(
    'new external host',
    'a host never seen before, 1 call a window',
    ['new-edge', 'new-node'],
    () => ({}),
    {
      active: true,
      eitherEnd: true,
      cause: () => host,
      change: (_, place) => addedAt(place, host, 1),
    },
  ),
  onEdge('vanished edge', 'no call any more', ['vanished-edge', 'request-rate'], () => ({ calls: 0 }), {
    eitherEnd: true,
  }),
  onEdge(
    'retry storm',
    'six in ten calls fail, each is tried up to three more times',
    [...fault, 'request-rate'],
    () => ({
      faults: 0.6,
      calls: 2.18,
    }),
  ),
  onEdge('fan-out', 'five calls where there was one', ['request-rate'], () => ({ calls: 5 }), {
    eitherEnd: true,
  }),
  onEdge('throttling', 'one call in five is throttled', ['throttle-ratio', 'error-ratio'], () => ({
    throttles: 0.2,
  })),
  onEdge('slow', 'the callee takes three times as long', slow, () => ({ slower: 3 })),
  onEdge('far tail', 'three calls in a hundred take two seconds longer', slow, () => ({
    delayed: { share: 0.03, seconds: 2 },
  })),
  onEdge('faults', 'three calls in ten fault', fault, () => ({ faults: 0.3 })),
  onEdge('slow, little traffic', 'below 5 calls a window; ten times as long', slow, () => ({ slower: 10 }), {
    calls: low,
  }),
  onEdge(
    'faults, little traffic',
    'below 5 calls a window; eight in ten fault',
    fault,
    () => ({ faults: 0.8 }),
    {
      calls: low,
    },
  ),
  onEdge(
    'slow, sampling halved',
    'half of the sampled calls are left, one callee takes three times as long',
    slow,
    () => ({}),
    {
      change: (_, place) => ({ sampling: 0.5, edges: new Map([[place, { slower: 3 }]]) }),
    },
  ),
  onEdge(
    'poisoning',
    'three in ten calls failed for 8 h of the learned week and do so again',
    fault,
    () => ({ faults: 0.3 }),
    {
      poisons: 8 * hour,
    },
  ),
  onEdge(
    'slow drift',
    `the callee takes 2.5 times as long after ${driftDays} days, a little more each window`,
    slow,
    (elapsed) => ({ slower: 2.5 ** (elapsed / (driftDays * day)) }),
    { seconds: driftDays * day },
  ),
  {
    name: 'shifted rhythm',
    about: 'the traffic of the week comes eight hours earlier',
    seconds: day,
    kinds: ['request-rate'],
    cause: calleeAt,
    change: () => ({ aheadSeconds: 8 * hour }),
  },
  {
    name: 'sampling halved',
    about: 'half of the sampled calls are left everywhere; nothing is wrong with the system',
    seconds: 6 * hour,
    kinds: [],
    cause: calleeAt,
    change: () => ({ sampling: 0.5 }),
  },
];
