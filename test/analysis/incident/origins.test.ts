import { emptyBaseline } from '../../../analysis/baseline/current';
import { learnWindow } from '../../../analysis/baseline/part';
import { rankOrigins } from '../../../analysis/incident/origins';
import { topologyOf } from '../../../analysis/incident/topology';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Finding } from '../../../analysis/model/finding';
import type { Family, Observation } from '../../../analysis/model/observation';
import type { TimeWindow } from '../../../analysis/model/window';
import { finding } from '../support/finding';
import { observation, type Shown } from '../support/question';

const [client, shop, orders, table] = ['x|client|', 'shop||', 'orders||', 'table||'];
const [toShop, toOrders, toTable] = [`${client}>${shop}`, `${shop}>${orders}`, `${orders}>${table}`];
const families: ReadonlySet<Family> = new Set(['presence', 'volume', 'latency', 'outcomes']);

/** What each subject of the chain shows when a call to the shop, the orders and the table takes these seconds. */
function window(
  seconds: { shop: number; orders: number; table: number },
  fault: Partial<Record<string, number>> = {},
): Observation[] {
  const shown = (taken: number, name: string): Shown => ({
    calls: 100,
    seconds: () => taken,
    fault: fault[name] ?? 0,
  });
  return [
    observation(shown(seconds.shop, 'shop'), toShop),
    observation(shown(seconds.shop, 'shop'), shop),
    observation(shown(seconds.orders, 'orders'), toOrders),
    observation(shown(seconds.orders, 'orders'), orders),
    observation(shown(seconds.table, 'table'), toTable),
    { ...observation({ calls: 0 }, table), seen: true },
  ];
}

const usual = { shop: 0.3, orders: 0.2, table: 0.1 };
const baseline: Baseline = {
  ...emptyBaseline,
  pooled: Array.from({ length: 30 }).reduce<Baseline['pooled']>(
    (part, _, i) =>
      learnWindow(
        part,
        { start: i * 300, end: i * 300 + 300 },
        window(usual).map((o) => ({ subject: o.subject, observation: o, families })),
      ),
    emptyBaseline.pooled,
  ),
};
const chain = (kind: 'latency' | 'fault-ratio') =>
  [toShop, toOrders, toTable].map((subject) => finding(kind, subject));
const after: TimeWindow = { start: 9_000, end: 9_300 };
const ranked = (findings: readonly Finding[], observations: readonly Observation[], of: Baseline) => {
  const subjects = [...findings, ...observations].map(({ subject }) => subject);
  const scene = { window: after, observations, baseline: of, topology: topologyOf(subjects) };
  return rankOrigins(findings, scene).map(({ name, score }) => [name, score]);
};

describe('The probable origin', () => {
  test('of a slow leaf is the leaf, not those that wait for it', () => {
    const slow = window({ shop: 1.3, orders: 1.2, table: 1.1 });
    const [first, ...others] = ranked(chain('latency'), slow, baseline);
    expect(first).toEqual(['table', 1]);
    expect(others.map(([name]) => name).sort()).toEqual(['orders', 'shop']);
    // Latencies of the norm are known to one percent: that much may be left over.
    for (const [, score] of others) expect(score).toBeLessThan(0.01);
  });

  test('of a slow service in the middle is that service', () => {
    const slow = window({ shop: 1.3, orders: 1.2, table: 0.1 });
    expect(ranked(chain('latency'), slow, baseline)[0]).toEqual(['orders', 1]);
  });

  test('of two slow services is the one that adds more, and the other by its share', () => {
    const slow = window({ shop: 0.3 + 0.9, orders: 0.2 + 0.6, table: 0.1 });
    const [first, second] = ranked(chain('latency'), slow, baseline);
    expect(first).toEqual(['orders', 1]);
    expect(second?.[0]).toBe('shop');
    expect(second?.[1]).toBeCloseTo(0.5, 2);
  });

  test('of faults is the service whose callees do not fail', () => {
    const failing = window(usual, { shop: 40, orders: 40 });
    expect(ranked(chain('fault-ratio'), failing, baseline)[0]).toEqual(['orders', 1]);
    const leaf = window(usual, { shop: 40, orders: 40, table: 40 });
    expect(ranked(chain('fault-ratio'), leaf, baseline)[0]).toEqual(['table', 1]);
  });

  test.each(['new-edge', 'vanished-edge', 'request-rate'] as const)(
    'of a call that is %s is its caller',
    (kind) => {
      expect(ranked([finding(kind, 'orders||>audit||')], window(usual), baseline)).toEqual([
        ['orders', 1],
        ['audit', 0.5],
      ]);
    },
  );

  test('of calls per request is the caller, unless something fails or is slow: then it only retries or gives up', () => {
    const more = finding('fan-out', 'orders||>table||');
    expect(ranked([more], window(usual), baseline)[0]).toEqual(['orders', 1]);
    const failing = window(usual, { shop: 40, orders: 40, table: 40 });
    const [first, second] = ranked([...chain('fault-ratio'), more], failing, baseline);
    expect(first).toEqual(['table', 1]);
    expect(second?.[1]).toBeLessThan(1);
  });

  test.each(['a', 'z'])(
    'of failures below and slowness beside them is the service that explains more of the incident: %s',
    (name) => {
      // The table's failures climb to all that call it; a host that the shop calls is slow as well, and nothing waits.
      const toHost = `${shop}>${name}|remote|`;
      const slowHost: Shown = { calls: 100, seconds: () => 5 };
      const now = [...window(usual, { shop: 40, orders: 40, table: 40 }), observation(slowHost, toHost)];
      const known = learnWindow(baseline.pooled, { start: 9_000, end: 9_300 }, [
        { subject: toHost, observation: observation({ calls: 100, seconds: () => 0.1 }, toHost), families },
      ]);
      const findings = [...chain('fault-ratio'), finding('latency', toHost)];
      const [first, second] = ranked(findings, now, { ...baseline, pooled: known });
      expect(first).toEqual(['table', 1]);
      expect(second?.[0]).toBe(name);
      expect(second?.[1]).toBeLessThan(1);
    },
  );

  test('is never the client', () => {
    expect(ranked([finding('vanished-edge', toShop)], window(usual), baseline)).toEqual([['shop', 1]]);
  });

  test('names at most five suspects, in the order of their keys where their scores are equal', () => {
    const many = ['e', 'd', 'c', 'b', 'a', 'f'].map((name) => finding('new-edge', `${name}||>z||`));
    expect(ranked(many, [], baseline).map(([name]) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
