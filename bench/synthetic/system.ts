import { type Random, randomStream } from '../../demo/random';

/** How large an invented system is. */
export interface SystemSize {
  readonly services: number;
  readonly edges: number;
}

/** A service; those that are not `active` send no segments, are called and call nobody. */
export interface SyntheticService {
  readonly name: string;
  readonly type: string;
  readonly active: boolean;
}

/** A call from one service to another, by their places in the list. */
export interface SyntheticCall {
  readonly source: number;
  readonly target: number;
  /** Sampled calls in a window and the median response time in seconds. */
  readonly calls: number;
  readonly seconds: number;
}

/** Who there is and who calls whom, without cycles. */
export interface SyntheticSystem {
  readonly services: readonly SyntheticService[];
  readonly calls: readonly SyntheticCall[];
}

/** Services of one team, which mostly call each other. */
const teamSize = 50;
const withinTeam = 0.9;

/**
 * Invents a system: teams of services that call later ones of their own team and now and then one of another;
 * three in ten services are stores and hosts that send no segments. Equal arguments give equal systems.
 */
export function syntheticSystem({ services, edges }: SystemSize, seed = 1): SyntheticSystem {
  const random = randomStream(seed, `system:${services}:${edges}`);
  const list = Array.from({ length: services }, (_, index) => service(index));
  const pairs = new Map<number, SyntheticCall>();
  const add = (source: number, target: number): void => {
    const key = source * services + target;
    if (source === target || list[source]?.active !== true || pairs.has(key)) return;
    pairs.set(key, { source, target, ...load(random) });
  };
  for (let target = 1; target < services; target += 1) add(callerOf(random, target), target);
  while (pairs.size < edges) {
    const source = Math.floor(random() * services);
    add(source, calleeOf(random, source, services));
  }
  return {
    services: list,
    calls: [...pairs.values()].sort((a, b) => a.source - b.source || a.target - b.target),
  };
}

function service(index: number): SyntheticService {
  if (index === 0) return { name: 'clients', type: 'client', active: true };
  const name = `team-${Math.floor(index / teamSize)}-service-${index}`;
  if (index % 10 === 7) return { name, type: 'AWS::DynamoDB::Table', active: false };
  if (index % 10 >= 8) return { name: `${name}.example.com`, type: 'remote', active: false };
  return { name, type: 'AWS::Lambda::Function', active: true };
}

/** An earlier service of the team; the first of a team is called by the clients. */
function callerOf(random: Random, target: number): number {
  const first = Math.floor(target / teamSize) * teamSize;
  if (target === first) return 0;
  const caller = first + Math.floor(random() * (target - first));
  return caller % 10 >= 7 ? caller - (caller % 10) : caller;
}

function calleeOf(random: Random, source: number, services: number): number {
  const teamEnd = Math.min(services, (Math.floor(source / teamSize) + 1) * teamSize);
  const end = random() < withinTeam ? teamEnd : services;
  return Math.min(services - 1, source + 1 + Math.floor(random() * (end - source - 1)));
}

const load = (random: Random): Pick<SyntheticCall, 'calls' | 'seconds'> => ({
  calls: 4 + 16 * random() ** 2,
  seconds: 0.01 * 30 ** random(),
});
