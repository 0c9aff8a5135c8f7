import { normal, poisson } from '../../demo/draws';
import type { Random } from '../../demo/random';
import type { Change, EdgeChange } from './change';
import { levelOf, type Noise } from './noise';
import { swingAt, trafficAt } from './rhythm';
import { rounded, statistics, type Tally, together } from './tally';
import { type Callee, upwards, type World } from './world';

/** Deviation of each level's logarithm, by day; of the calls' times around theirs; of the common traffic. */
const deviation = { traffic: 0.1, calls: 0.15, seconds: 0.1, faults: 0.5, call: 0.5 } as const;
/** One call in a hundred is slow by a factor with a Pareto tail of this index: infinite variance. */
const slowShare = 0.01;
const slowIndex = 2;

/** One window of a system. */
export interface Moment {
  readonly start: number;
  readonly noise: Noise;
  readonly change: Change;
}

/**
 * The `Services` that GetServiceGraph would answer. Counts are Poisson around levels that wander, so over-dispersed
 * and autocorrelated; times are log-normal with a heavy tail. What slows or fails a callee reaches those that call it.
 */
export function windowServices(world: World, moment: Moment, random: Random): object[] {
  const troubles = troublesOf(world, moment.change);
  const tallies = world.callees.map((callee, place) =>
    drawn(world, { place, callee, trouble: troubles.get(place) ?? [] }, moment, random),
  );
  const edgesOf = (caller: number): object[] =>
    world.callees.flatMap((callee, place) => {
      const tally = tallies[place];
      if (callee.caller !== caller || !tally?.seconds.length) return [];
      return [{ ReferenceId: place + 1, ...statistics(tally) }];
    });
  const services = [
    { ReferenceId: 0, Name: 'clients', Type: 'client', State: 'unknown', Edges: edgesOf(-1) },
    ...world.callees.map(({ name, type, active }, place) => ({
      ReferenceId: place + 1,
      Name: name,
      Type: type,
      State: active ? 'active' : 'unknown',
      Edges: edgesOf(place),
      ...(active ? statistics(tallies[place] ?? together([])) : {}),
    })),
  ];
  return withAdded(services, world, moment, random);
}

/** Trouble as one edge feels it: the part of its calls that meet it, and what it adds to them. */
interface Trouble {
  readonly meets: number;
  readonly own: boolean;
  readonly seconds: number;
  readonly change: EdgeChange;
}

interface Drawing {
  readonly place: number;
  readonly callee: Callee;
  readonly trouble: readonly Trouble[];
}

/** By place, the troubles of its own callee and of those further down. */
function troublesOf({ callees }: World, { edges = new Map() }: Change): ReadonlyMap<number, Trouble[]> {
  const troubles = new Map<number, Trouble[]>();
  for (const [place, change] of edges) {
    const callee = callees[place];
    if (callee === undefined) continue;
    for (const at of upwards(callees, place)) {
      const meets = Math.min(1, callee.share / (callees[at]?.share ?? 1));
      const felt = { meets, own: at === place, seconds: callee.seconds, change };
      troubles.set(at, [...(troubles.get(at) ?? []), felt]);
    }
  }
  return troubles;
}

function drawn(
  { requests }: World,
  { place, callee, trouble }: Drawing,
  { start, noise, change }: Moment,
  random: Random,
): Tally {
  const swing = swingAt(start);
  const traffic =
    trafficAt(start + (change.aheadSeconds ?? 0)) * Math.exp(deviation.traffic * swing * noise.traffic);
  const wander = (level: 'calls' | 'seconds' | 'faults'): number =>
    Math.exp(deviation[level] * swing * levelOf(noise, place, level));
  const factor = trouble.reduce((all, t) => all * (t.own ? (t.change.calls ?? 1) : 1), change.sampling ?? 1);
  const count = poisson(random, requests * callee.share * traffic * wander('calls') * factor);
  const level = callee.seconds * wander('seconds');
  const faultRatio = callee.faults * wander('faults');
  const seconds: number[] = [];
  let faults = 0;
  let throttles = 0;
  for (let call = 0; call < count; call += 1) {
    const met = trouble.filter((t) => t.own || random() < t.meets);
    seconds.push(rounded(callTime(level, random) + met.reduce((sum, t) => sum + added(t, random), 0)));
    const throttled = met.some((t) => t.own && random() < (t.change.throttles ?? 0));
    if (throttled) throttles += 1;
    else if (random() < faultRatio || met.some((t) => random() < (t.change.faults ?? 0))) faults += 1;
  }
  return { seconds, faults, throttles };
}

function callTime(level: number, random: Random): number {
  const body = level * Math.exp(deviation.call * normal(random));
  return random() < slowShare ? body * (1 - random()) ** (-1 / slowIndex) * 2 : body;
}

function added({ seconds, change: { slower = 1, delayed } }: Trouble, random: Random): number {
  const longer = seconds * (slower - 1) * Math.exp(deviation.call * normal(random));
  return longer + (delayed && random() < delayed.share ? delayed.seconds : 0);
}

function withAdded(services: object[], world: World, { start, change }: Moment, random: Random): object[] {
  const { added: extra, sampling = 1 } = change;
  const count = extra ? poisson(random, extra.calls * trafficAt(start) * sampling) : 0;
  if (extra === undefined || count === 0) return services;
  const known = world.callees.findIndex(({ name }) => name === extra.name);
  const id = known >= 0 ? known + 1 : services.length;
  const seconds = Array.from({ length: count }, () => rounded(callTime(0.05, random)));
  const edge = { ReferenceId: id, ...statistics({ seconds, faults: 0, throttles: 0 }) };
  const target = { ReferenceId: id, Name: extra.name, Type: extra.type, State: 'unknown', Edges: [] };
  const all = known >= 0 ? services : [...services, target];
  return all.map((service, at) =>
    at === extra.caller + 1 && 'Edges' in service && Array.isArray(service.Edges)
      ? { ...service, Edges: [...service.Edges, edge] }
      : service,
  );
}
