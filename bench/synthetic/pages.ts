import { normal, poisson } from '../../demo/draws';
import { type Random, randomStream } from '../../demo/random';
import type { SyntheticCall, SyntheticSystem } from './system';

/** What goes wrong in a window: calls into these services are slow and fail. */
export interface Trouble {
  readonly services: ReadonlySet<number>;
}

export const calm: Trouble = { services: new Set() };

/** Trouble in so many services, evenly spread over those that others call. */
export const troubleIn = ({ services }: SyntheticSystem, count: number): Trouble => ({
  services: new Set(
    Array.from({ length: count }, (_, nth) => Math.floor(((nth + 1) / count) * services.length) - 1),
  ),
});

/** Services on one page of the answer. */
const pageServices = 100;
const slowdown = 5;
const failing = 0.6;

/**
 * The pages of one window's GetServiceGraph answer, each as the JSON text of its `Services`. Edges point across
 * pages, as they do in X-Ray. Equal arguments give equal bytes.
 */
export function windowPages(system: SyntheticSystem, start: number, trouble: Trouble = calm): string[] {
  const random = randomStream(start, 'window');
  const edges = new Map<number, object[]>();
  const received = new Map<number, Tally>();
  for (const call of system.calls) {
    const tally = tallyOf(random, call, trouble.services.has(call.target));
    if (tally.seconds.length === 0) continue;
    const list = edges.get(call.source) ?? [];
    list.push({ ReferenceId: call.target, ...statistics(tally) });
    edges.set(call.source, list);
    received.set(call.target, joined(received.get(call.target), tally));
  }
  const services = system.services.map(({ name, type, active }, index) => ({
    ReferenceId: index,
    Name: name,
    Names: [name],
    Type: type,
    State: active && index > 0 ? 'active' : 'unknown',
    Edges: edges.get(index) ?? [],
    ...(active && index > 0 ? statistics(received.get(index) ?? noCalls) : {}),
  }));
  return pagesOf(services);
}

interface Tally {
  readonly seconds: readonly number[];
  readonly faults: number;
}

const noCalls: Tally = { seconds: [], faults: 0 };

function tallyOf(random: Random, call: SyntheticCall, troubled: boolean): Tally {
  const count = poisson(random, call.calls);
  const median = call.seconds * (troubled ? slowdown : 1);
  const seconds = Array.from({ length: count }, () => rounded(median * Math.exp(0.4 * normal(random))));
  return { seconds, faults: troubled ? Math.round(count * failing) : 0 };
}

const joined = (a: Tally | undefined, b: Tally): Tally =>
  a ? { seconds: [...a.seconds, ...b.seconds], faults: a.faults + b.faults } : b;

function statistics({ seconds, faults }: Tally): object {
  const counts = new Map<number, number>();
  for (const value of seconds) counts.set(value, (counts.get(value) ?? 0) + 1);
  return {
    SummaryStatistics: {
      OkCount: seconds.length - faults,
      ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
      FaultStatistics: { OtherCount: faults, TotalCount: faults },
      TotalCount: seconds.length,
      TotalResponseTime: rounded(seconds.reduce((sum, value) => sum + value, 0)),
    },
    ResponseTimeHistogram: [...counts].map(([Value, Count]) => ({ Value, Count })),
  };
}

/** X-Ray's times are whole milliseconds. */
const rounded = (seconds: number): number => Math.round(seconds * 1e3) / 1e3;

function pagesOf(services: readonly object[]): string[] {
  const pages: string[] = [];
  for (let at = 0; at < services.length; at += pageServices) {
    pages.push(JSON.stringify(services.slice(at, at + pageServices)));
  }
  return pages;
}
