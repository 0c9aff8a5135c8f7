import { leadOf } from '../../../analysis/explain/lead';
import { tellings } from '../../../analysis/explain/tellings';
import { decodeGraph } from '../../../analysis/graph/decode';
import { advance, newLine, step } from '../../../analysis/line';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { parseSettings } from '../../../functions/settings';
import { normalFrom, poissonFrom, randomFrom } from '../../laws/random';
import { statisticsOf } from '../../laws/xray';

/** What befalls the system from a window on: a factor on its traffic and on the calls of `orders` per request. */
interface Change {
  readonly traffic?: number;
  readonly inventory?: number;
}

const learnt = 288;
const judged = 36;
const changeAt = learnt + 20;
const settings = { ...parseSettings({ bootstrapSeconds: learnt * 300 }), presenceLagsSeconds: [] };

/** clients -> web -> orders -> inventory (1.2 calls a request) and prices (0.8), in one window. */
function servicesAt(index: number, random: () => number, change: Change) {
  const now = index >= changeAt ? change : {};
  const traffic = 80 * (now.traffic ?? 1) * Math.exp(0.25 * normalFrom(random));
  const web = poissonFrom(random, traffic);
  const orders = web - poissonFrom(random, web / 20);
  const inventory = poissonFrom(
    random,
    orders * 1.2 * (now.inventory ?? 1) * Math.exp(0.05 * normalFrom(random)),
  );
  const prices = poissonFrom(random, orders * 0.8 * Math.exp(0.05 * normalFrom(random)));
  const times = (count: number) =>
    statisticsOf({ seconds: Array.from({ length: count }, (_, i) => 0.02 + (i % 7) / 1_000) });
  const service = (
    ReferenceId: number,
    Name: string,
    own: number,
    edges: readonly (readonly [number, number])[],
  ) => ({
    ReferenceId,
    Name,
    ...(ReferenceId === 0
      ? { Type: 'client', State: 'unknown' }
      : { Type: 'AWS::ECS::Fargate', State: 'active' }),
    Edges: edges.map(([target, count]) => ({ ReferenceId: target, ...times(count) })),
    ...(ReferenceId === 0 ? {} : times(own)),
  });
  return [
    service(0, 'web', web, [[1, web]]),
    service(1, 'web', web, [[2, orders]]),
    service(2, 'orders', orders, [
      [3, inventory],
      [4, prices],
    ]),
    service(3, 'inventory', inventory, []),
    service(4, 'prices', prices, []),
  ];
}

/** Findings that fired and incidents that opened, with the leading finding of each, from the change on. */
function outcome(
  seed: number,
  change: Change,
): { fired: Finding[]; incidents: Incident[]; leads: Finding[] } {
  const random = randomFrom(seed);
  let state = newLine('fan-out', 300 * 5_000_000);
  const fired: Finding[] = [];
  const incidents: Incident[] = [];
  const leads: Finding[] = [];
  for (let index = 0; index < learnt + judged; index += 1) {
    const start = 300 * (5_000_000 + index);
    const window = { start, end: start + 300 };
    const decoded = decodeGraph([servicesAt(index, random, change)], window);
    const read = { window, kind: 'settlement' as const, lagSeconds: 180 };
    const { record } = step(state, { read, gap: false, decoded }, [], settings);
    for (const t of record.transitions) {
      if (t.type === 'finding' && t.status === 'firing') fired.push(t);
      if (t.type === 'incident' && t.status === 'firing' && t.revision === 1) incidents.push(t);
    }
    for (const { incident, findings, stage } of tellings(state.open, record))
      if (stage === 'opened') leads.push(leadOf(incident, findings));
    state = advance(state, record, [], settings);
  }
  return { fired, incidents, leads };
}

const seeds = [1, 2];
const toInventory = 'orders|AWS::ECS::Fargate|>inventory|AWS::ECS::Fargate|';

describe('Calls per request through the whole line', () => {
  test.each([
    ['a retry storm: three times the calls for the same requests', 1, { inventory: 3 }],
    ['a query in a loop after a deployment: eight times the calls', 1, { inventory: 8 }],
    ['half of the calls lost', 3, { inventory: 0.5 }],
  ] as const)('%s: one incident, led by the calls per request, by window %i', (_what, within, change) => {
    for (const seed of seeds) {
      const { fired, incidents, leads } = outcome(seed, change);
      const found = fired.find((f) => f.kind === 'fan-out' && f.subject === toInventory);
      expect(found?.detectedAt).toBeLessThanOrEqual(300 * (5_000_000 + changeAt + within));
      expect(incidents).toHaveLength(1);
      expect(incidents[0]?.origins[0]).toMatchObject({ name: 'orders' });
      expect(leads.map((f) => [f.kind, f.subject])).toEqual([['fan-out', toInventory]]);
    }
  });

  test.each([
    ['stays', {}],
    ['doubles', { traffic: 2 }],
    ['halves', { traffic: 0.5 }],
  ] as const)('traffic that %s alarms nobody about calls per request', (_what, change) => {
    for (const seed of seeds)
      expect(outcome(seed, change).fired.filter(({ kind }) => kind === 'fan-out')).toEqual([]);
  });
});
