import { normal } from '../../demo/draws';
import type { Random } from '../../demo/random';
import type { Change, EdgeChange } from './change';
import { poissonAt } from './large-draws';
import { levelOf, type Noise } from './noise';
import { trafficAt } from './rhythm';
import { rounded, statistics, type Tally } from './tally';
import type { World } from './world';

/** Deviation of each level's logarithm from window to window, and of a call's own time around its level. */
const deviation = { traffic: 0.1, seconds: 0.08, faults: 0.4, call: 0.5 } as const;
/** One call in a hundred is slow by a factor with a Pareto tail of this index. */
const slowShare = 0.01;
const slowIndex = 2.5;
/** One service in so many goes on without a callee that failed. */
const tolerant = 5;

interface Calls {
  readonly seconds: number[];
  faults: number;
}

/** One window of a system of which every request is followed through. */
export interface TracedMoment {
  readonly start: number;
  readonly noise: Noise;
  readonly change: Change;
}

/**
 * The `Services` that GetServiceGraph would answer, from requests that are followed through the tree of calls: a
 * service takes its own time and that of all it calls, one after the other, and fails with them. So that, other than
 * in `window.ts`, what a caller shows in excess is exactly what its callees show, however few the calls are. Services
 * that nobody called are not listed.
 */
export function tracedServices(world: World, moment: TracedMoment, random: Random): object[] {
  const { callees, requests } = world;
  const { start, noise, change } = moment;
  const calls: Calls[] = callees.map(() => ({ seconds: [], faults: 0 }));
  const below = callees.map((_, place) => callees.flatMap((c, at) => (c.caller === place ? [at] : [])));
  const changeOf = (place: number): EdgeChange => change.edges?.get(place) ?? {};
  const call = (place: number): { seconds: number; fault: boolean } => {
    const callee = callees[place];
    if (callee === undefined) return { seconds: 0, fault: false };
    const { slower = 1, delayed, faults = 0 } = changeOf(place);
    const level = callee.seconds * Math.exp(deviation.seconds * levelOf(noise, place, 'seconds')) * slower;
    let seconds = ownTime(level, random) + (delayed && random() < delayed.share ? delayed.seconds : 0);
    let fault =
      random() < callee.faults * Math.exp(deviation.faults * levelOf(noise, place, 'faults')) ||
      random() < faults;
    if (!fault || faults === 0)
      for (const at of below[place] ?? [])
        for (let times = timesOf(at, callee.share); times > 0; times -= 1) {
          const made = call(at);
          seconds += made.seconds;
          fault ||= made.fault && place % tolerant !== tolerant - 1;
        }
    const own = calls[place];
    own?.seconds.push(rounded(seconds));
    if (own && fault) own.faults += 1;
    return { seconds, fault };
  };
  const timesOf = (at: number, above: number): number => {
    const often = ((callees[at]?.share ?? 0) / above) * (changeOf(at).calls ?? 1);
    return Math.floor(often) + (random() < often % 1 ? 1 : 0);
  };
  const traffic = trafficAt(start) * Math.exp(deviation.traffic * noise.traffic) * (change.sampling ?? 1);
  for (const [root, { caller, share }] of callees.entries())
    if (caller < 0) {
      const entering = requests * share * traffic * (changeOf(root).calls ?? 1);
      for (let entered = poissonAt(random, entering); entered > 0; entered -= 1) call(root);
    }
  return servicesOf(world, calls);
}

function ownTime(level: number, random: Random): number {
  const body = level * Math.exp(deviation.call * normal(random));
  return random() < slowShare ? body * (1 - random()) ** (-1 / slowIndex) * 2 : body;
}

function servicesOf({ callees }: World, calls: readonly Calls[]): object[] {
  const tally = (place: number): Tally => ({ seconds: [], faults: 0, ...calls[place], throttles: 0 });
  const isCalled = (place: number): boolean => tally(place).seconds.length > 0;
  const edgesOf = (caller: number): object[] =>
    callees.flatMap((callee, place) =>
      callee.caller === caller && isCalled(place)
        ? [{ ReferenceId: place, ...statistics(tally(place)) }]
        : [],
    );
  const clients = callees.flatMap(({ caller, name }, place) =>
    caller < 0 && isCalled(place)
      ? [
          {
            ReferenceId: callees.length + place,
            Name: name,
            Type: 'client',
            State: 'unknown',
            Edges: [{ ReferenceId: place, ...statistics(tally(place)) }],
          },
        ]
      : [],
  );
  return [
    ...clients,
    ...callees.flatMap(({ name, type, active }, place) =>
      isCalled(place)
        ? [
            {
              ReferenceId: place,
              Name: name,
              Type: type,
              State: active ? 'active' : 'unknown',
              Edges: edgesOf(place),
              ...(active ? statistics(tally(place)) : {}),
            },
          ]
        : [],
    ),
  ];
}
