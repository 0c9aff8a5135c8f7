import { normal } from '../../demo/draws';
import { type Random, randomStream } from '../../demo/random';
import { begin, type Draw, day, type Happening, hour, variantOf } from './invented-course';
import { poissonAt } from './large-draws';
import { swingAt } from './rhythm';
import type { Variant } from './variant';

/** Statistics of an edge or node that is known by its calls and their mean alone. */
const counted = (calls: number, mean = 0) => ({
  SummaryStatistics: {
    OkCount: calls,
    ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
    FaultStatistics: { OtherCount: 0, TotalCount: 0 },
    TotalCount: calls,
    TotalResponseTime: mean * calls,
  },
  ResponseTimeHistogram: mean > 0 ? [{ Value: mean, Count: calls }] : [],
});

/** An autoregression of order one that stays standard normal. */
function wander(random: Random, persistence = 0.7): () => number {
  let value = normal(random);
  return () => {
    value = persistence * value + Math.sqrt(1 - persistence ** 2) * normal(random);
    return value;
  };
}

const wave = (time: number, depth: number): number =>
  1 - depth * Math.cos((2 * Math.PI * (time % day)) / day);
const isWeekend = (time: number): boolean => [2, 3].includes(Math.floor(time / day) % 7);

/** What a happening multiplies, by the name it is labelled with. */
const labelOf = (factor: number): string => `size ${factor}`;
const factorOf = ({ about }: Happening): number => Number(about.slice('size '.length));

const rises = [1.5, 2, 2.5, 3, 5];
const riseHours = [2, 4, 8, 12];

/** Forty rises of an API, one every five days or so, of every size and length. */
const risesOf = (random: Random): Happening[] =>
  Array.from({ length: 40 }, (_, round) => {
    const start = begin + 15 * day + Math.floor((round + 0.8 * random()) * 116) * hour;
    const end = start + hour * (riseHours[round % riseHours.length] ?? 2);
    const about = labelOf(rises[round % rises.length] ?? 2);
    return { start, end, kind: 'traffic-rise', service: 'shop', about };
  });

/** Growth of one in a hundred a week, two new levels, and three quiet holidays; of the average at the beginning. */
function levelAt(weeks: number): number {
  const holiday = [5.3, 13.2, 22.4].some((week) => weeks > week && weeks < week + 1 / 7) ? 0.65 : 1;
  return 1.01 ** weeks * (weeks > 10 ? 1.4 : 1) * (weeks > 20 ? 0.7 : 1) * holiday;
}

/** Hourly calls of one API over thirty weeks, with rhythm, growth, new levels, holidays, and labelled rises. */
export function rates(seed: number, base: number): Variant {
  const draw = (): Draw => {
    const random = randomStream(seed, 'calls');
    const noise = wander(random);
    return (start, now) => {
      const level = levelAt((start - begin) / (7 * day)) * wave(start, 0.55) * (isWeekend(start) ? 0.7 : 1);
      const mean = base * level * Math.exp(0.1 * noise()) * now.map(factorOf).reduce((a, b) => a * b, 1);
      const shown = counted(poissonAt(random, mean));
      const client = { Type: 'client', State: 'unknown', Edges: [{ ReferenceId: 1, ...shown }] };
      return [
        { ReferenceId: 0, Name: 'shop', ...client },
        { ReferenceId: 1, Name: 'shop', State: 'active', Edges: [], ...shown },
      ];
    };
  };
  const name = `rates, ${base} an hour`;
  const happenings = risesOf(randomStream(seed, 'rises'));
  return variantOf({ name, step: hour, learned: 14 * day, watched: 196 * day, happenings, draw });
}

const slowings = [1.3, 1.6, 2, 3, 4];

/** A dependency that is known by its mean latency: seconds, depth of its day, deviation of its logarithm. */
interface Dependency {
  readonly name: string;
  readonly seconds: number;
  readonly depth: number;
  readonly spread: number;
}

function dependencies(random: Random, spread: number): Dependency[] {
  return Array.from({ length: 20 }, (_, place) => ({
    name: `dep-${Math.floor(random() * 1e5).toString(36)}-${place}`,
    seconds: 0.02 * 20 ** random(),
    depth: 0.4 * random(),
    spread: spread * (0.5 + random()),
  }));
}

/** Fifty slow stretches of three to ten hours, each of one dependency. */
const slowingsOf = (random: Random, all: readonly Dependency[]): Happening[] =>
  Array.from({ length: 50 }, (_, round) => {
    const start = begin + 4 * day + Math.floor((round + 0.7 * random()) * 12.3) * hour;
    const service = all[Math.floor(random() * all.length)]?.name ?? '';
    const end = start + hour * (3 + Math.floor(8 * random()));
    return { start, end, kind: 'latency', service, about: labelOf(slowings[round % slowings.length] ?? 2) };
  });

/** Hourly mean latencies of twenty dependencies over thirty days, a thousand calls each, and labelled slow hours. */
export function latencies(seed: number, spread: number): Variant {
  const all = dependencies(randomStream(seed, 'dependencies'), spread);
  const draw = (): Draw => {
    const noises = all.map(({ name }) => wander(randomStream(seed, `noise:${name}`), 0.6));
    return (start, now) => {
      const swing = swingAt(start) * (isWeekend(start) ? 0.85 : 1);
      const edges = all.map(({ name, seconds, depth, spread: own }, place) => {
        const slow = now.filter(({ service }) => service === name).reduce((f, h) => f * factorOf(h), 1);
        const mean = seconds * wave(start, depth) * slow * Math.exp(own * swing * (noises[place]?.() ?? 0));
        return { ReferenceId: place + 1, ...counted(1_000, mean) };
      });
      const callees = all.map(({ name }, place) => ({
        ReferenceId: place + 1,
        Name: name,
        State: 'unknown',
        Edges: [],
      }));
      return [{ ReferenceId: 0, Name: 'tier', State: 'active', Edges: edges }, ...callees];
    };
  };
  const name = `hourly means, spread ${spread}`;
  const happenings = slowingsOf(randomStream(seed, 'slowings'), all);
  return variantOf({ name, step: hour, learned: 3 * day, watched: 27 * day, happenings, draw });
}
