import { randomStream } from '../../demo/random';
import { type Change, type EdgeChange, noChange } from './change';
import { below, type Growth, grow } from './grow';
import { begin, type Draw, day, type Happening, hour, minute, variantOf } from './invented-course';
import { firstNoise, laterNoise } from './noise';
import { tracedServices } from './traced';
import type { Variant } from './variant';
import type { Callee, World } from './world';

const called = ({ name, type }: Callee): string => `${name}_${type}`;

/** A system in windows, its noise going on from one to the next. */
const system = (world: World) => (): Draw => {
  let noise = firstNoise(randomStream(world.seed, 'noise'), world.callees.length);
  return (start, now) => {
    const change = now[0]?.change ?? noChange;
    const drawn = tracedServices(
      world,
      { start, noise, change },
      randomStream(world.seed, `window:${start}`),
    );
    noise = laterNoise(randomStream(world.seed, `noise:${start}`), noise);
    return drawn;
  };
};

const silent = (places: readonly number[]): Change => ({
  edges: new Map(places.map((place) => [place, { calls: 0 }])),
});

const troubles = [
  { about: 'size slow x 3', kind: 'latency', of: { slower: 3 } },
  { about: 'size slow x 10', kind: 'latency', of: { slower: 10 } },
  { about: 'size faults 30 %', kind: 'fault', of: { faults: 0.3 } },
  { about: 'size faults 60 %', kind: 'fault', of: { faults: 0.6 } },
  { about: 'size faults 100 %', kind: 'fault', of: { faults: 1 } },
  { about: 'size network 0.5 s', kind: 'latency', of: { delayed: { share: 1, seconds: 0.5 } } },
] as const;

/** Minute windows, a few calls each, one trouble after the other with a clean stretch between them. */
export function minutes(name: string, growth: Growth, stretch: number): Variant {
  const world = grow(growth);
  const random = randomStream(growth.seed, 'troubles');
  const happenings: Happening[] = [];
  let at = begin + 4 * hour;
  for (let round = 0; round < 18; round += 1) {
    const trouble = troubles[round % troubles.length];
    const place = Math.floor(random() * world.callees.length);
    const callee = world.callees[place];
    if (trouble === undefined || callee === undefined) continue;
    const end = at + minute * (10 + Math.floor(11 * random()));
    const change = { edges: new Map([[place, trouble.of]]) };
    happenings.push({
      start: at,
      end,
      kind: trouble.kind,
      service: called(callee),
      about: trouble.about,
      change,
    });
    at = end + stretch + minute * Math.floor(5 * random());
  }
  const watched = at + hour - (begin + 2 * hour);
  return variantOf({ name, step: minute, learned: 2 * hour, watched, happenings, draw: system(world) });
}

/** Windows of five minutes; two days are learned, half a day is quiet, then each change lasts an hour. */
function changes(name: string, world: World, what: readonly Omit<Happening, 'start' | 'end'>[]): Variant {
  const happenings = what.map((one, at) => {
    const start = begin + 2 * day + 12 * hour + at * 5 * hour;
    return { ...one, start, end: start + hour };
  });
  const watched = 12 * hour + what.length * 5 * hour;
  return variantOf({ name, step: 300, learned: 2 * day, watched, happenings, draw: system(world) });
}

const at = ({ callees }: World, place: number): string => {
  const callee = callees[place];
  return callee ? called(callee) : 'clients_client';
};

/** One service with fifty edges below it dies, its callers fail, or they go on without it; the way in is lost; all thins out. */
export function stops(seed: number, size: number): Variant {
  const tree = grow({ seed, trees: [size], calls: [5, 30] });
  const largest = tree.callees
    .map((_, place) => ({ place, edges: below(tree, place).length }))
    .filter(({ place }) => place > 0)
    .sort((a, b) => b.edges - a.edges)[0];
  const hub = largest?.place ?? 1;
  const lost = below(tree, hub);
  const inside = lost.filter((place) => place !== hub);
  const dead: Change = {
    edges: new Map<number, EdgeChange>([
      [hub, { faults: 1 }],
      ...inside.map((place) => [place, { calls: 0 }] as const),
    ]),
  };
  return changes(`stops, ${size} edges`, tree, [
    {
      kind: 'stop',
      service: at(tree, hub),
      about: `size hub silent (${lost.length} edges)`,
      change: silent(lost),
    },
    { kind: 'stop', service: at(tree, hub), about: 'size hub fails', change: dead },
    { kind: 'stop', service: at(tree, 0), about: 'size all silent', change: silent(below(tree, 0)) },
    { kind: 'drop', service: at(tree, 0), about: 'size traffic 10 %', change: { sampling: 0.1 } },
    { kind: 'drop', service: at(tree, 0), about: 'size traffic 30 %', change: { sampling: 0.3 } },
  ]);
}

/** Eight accounts of ten edges each; five of them fall silent, then one, then the calls of five thin out. */
export function accounts(seed: number): Variant {
  const world = grow({ seed, trees: Array.from({ length: 8 }, () => 10), calls: [5, 30] });
  const five = [0, 10, 20, 30, 40];
  const of = (change: { calls: number }): Change => ({
    edges: new Map(five.flatMap((root) => below(world, root)).map((place) => [place, change] as const)),
  });
  return changes(`accounts, 80 edges`, world, [
    { kind: 'stop', service: at(world, 0), about: 'size five accounts silent', change: of({ calls: 0 }) },
    {
      kind: 'stop',
      service: at(world, 60),
      about: 'size one account silent',
      change: silent(below(world, 60)),
    },
    { kind: 'drop', service: at(world, 0), about: 'size five accounts at 10 %', change: of({ calls: 0.1 }) },
  ]);
}
