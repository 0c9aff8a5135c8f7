import { latencies, rates } from './invented-series';
import { accounts, minutes, stops } from './invented-systems';
import { pathOf } from './recordings';
import { type Reshaping, reshape } from './reshape';
import type { Variant } from './variant';

type Original = Pick<Variant, 'learnUntil' | 'rebase'> & { readonly recording: string };

/** A recording in another shape, its ranges with it. */
const inShape = (
  { recording, learnUntil, rebase }: Original,
  name: string,
  how: Omit<Reshaping, 'seed'>,
): Variant => {
  const later = how.later ?? 0;
  return {
    name: `${recording}, ${name}`,
    learnUntil: learnUntil + later,
    ...(rebase ? { rebase: [rebase[0] + later, rebase[1] + later] } : {}),
    make: (folder) => reshape(pathOf(recording), folder, { seed: 1, ...how }),
  };
};

const hour = 3_600;
const day = 24 * hour;

const petshop = {
  recording: 'petshop-low',
  learnUntil: 1_681_741_500,
  rebase: [1_681_812_300, 1_681_820_100],
} as const;
const hourly = { recording: 'dependency-latency-hourly', learnUntil: 1_529_452_800 };
const ingress = { recording: 'ingress-rate', learnUntil: 1_524_787_200 };
const ecommerce = { recording: 'ecommerce-rate', learnUntil: 1_510_704_000 };

/** The recordings under other names and clocks, with more and less traffic, and with half as much to learn from. */
const reshaped: readonly Variant[] = [
  inShape(petshop, 'other names', { renamed: true }),
  inShape(petshop, '5 h 35 min later', { later: 5 * hour + 35 * 60, renamed: true }),
  inShape(petshop, '3 days later', { later: 3 * day, renamed: true }),
  inShape(petshop, 'traffic x 10', { traffic: 10 }),
  inShape(petshop, 'traffic / 3', { traffic: 1 / 3 }),
  ...[hourly, ingress, ecommerce].flatMap((original) => [
    inShape(original, '7 h later', { later: 7 * hour, renamed: true }),
    inShape(original, '2 days 13 h later', { later: 2 * day + 13 * hour, renamed: true }),
  ]),
  ...[ingress, ecommerce].flatMap((original) => [
    inShape(original, 'traffic x 10', { traffic: 10 }),
    inShape(original, 'traffic / 10', { traffic: 0.1 }),
  ]),
  inShape(hourly, 'half as long learned', { from: 1_529_323_200 }),
  inShape(ingress, 'half as long learned', { from: 1_524_700_800 }),
  inShape(ecommerce, 'half as long learned', { from: 1_510_099_200 }),
];

/** Systems that no recording shows: minute windows, many edges that stop at once, rhythm and growth. */
const invented: readonly Variant[] = [
  ...[1, 2].map((seed) =>
    minutes(`minute windows, 5 calls, system ${seed}`, { seed, trees: [30], calls: [3, 7] }, 8 * 60),
  ),
  minutes('minute windows, 30 calls', { seed: 3, trees: [30], calls: [20, 40] }, 8 * 60),
  ...[80, 20, 6].map((size) => stops(size, size)),
  accounts(1),
  rates(1, 80),
  rates(2, 800),
  latencies(1, 0.06),
  latencies(2, 0.12),
];

/** All that is made to be replayed once. */
export const variants: readonly Variant[] = [...reshaped, ...invented];
