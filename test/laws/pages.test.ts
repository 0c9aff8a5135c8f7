import fc from 'fast-check';
import { decodeGraph } from '../../analysis/graph/decode';
import { bytes, run } from './drive';
import { plans, servicesAt } from './history';
import { randomFrom, shuffled } from './random';
import type { XrayService } from './xray';

const window = { start: 1_700_000_100, end: 1_700_000_400 };
const aliases = [{ name: 'service-2', to: { name: 'service-1', type: 'AWS::Lambda::Function' } }];

/** Cuts a list into pages at the given places. */
const cut = <T>(items: readonly T[], places: readonly number[]): T[][] => {
  const at = [...new Set(places.map((place) => place % (items.length + 1)))].sort((a, b) => a - b);
  return [...at, items.length].map((end, i) => items.slice(i === 0 ? 0 : at[i - 1], end));
};

/** The services of several windows as one answer: more parts of one service or edge than one window has. */
const repeated = (all: readonly (readonly XrayService[])[]): XrayService[] =>
  all.flatMap((services, round) => {
    const moved = (reference: number): number => reference + 100 * round;
    return services.map((service) => ({
      ...service,
      ReferenceId: moved(service.ReferenceId),
      Edges: service.Edges.map((edge) => ({ ...edge, ReferenceId: moved(edge.ReferenceId) })),
    }));
  });

describe('Law 1: page breaks', () => {
  test('never change the graph, the rejects or the counts of edges', () => {
    fc.assert(
      fc.property(plans(6), fc.nat(5), fc.array(fc.nat(), { maxLength: 4 }), (plan, index, places) => {
        const services = servicesAt(plan, index, 900);
        const whole = decodeGraph([services], window, aliases);
        expect(decodeGraph(cut(services, places), window, aliases)).toEqual(whole);
      }),
    );
  });

  test('never change what a history comes to', () => {
    fc.assert(
      fc.property(plans(), fc.array(fc.nat(), { maxLength: 3 }), (plan, places) => {
        const paged = run(plan, { pages: (services) => cut(services, places) });
        expect(bytes(paged.map(({ record }) => record))).toBe(bytes(run(plan).map(({ record }) => record)));
      }),
      { numRuns: 15 },
    );
  });
});

describe('Law 11: equal inputs', () => {
  test('give equal bytes of the graph in whatever order services and edges are listed', () => {
    fc.assert(
      fc.property(plans(6), fc.nat(), (plan, seed) => {
        const services = repeated([0, 1, 2, 3].map((index) => servicesAt(plan, index, 900)));
        const random = randomFrom(seed);
        const mixed = shuffled(services, random).map((service) => ({
          ...service,
          Edges: shuffled(service.Edges, random),
        }));
        expect(bytes(decodeGraph([mixed], window, aliases).graph)).toBe(
          bytes(decodeGraph([services], window, aliases).graph),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('give equal bytes of every record and of the baseline, run for run and order for order', () => {
    fc.assert(
      fc.property(plans(), fc.nat(), (plan, seed) => {
        const random = randomFrom(seed);
        const first = run(plan);
        const again = run(plan, { pages: (services) => [shuffled(services, random)] });
        expect(bytes(again.map(({ record }) => record))).toBe(bytes(first.map(({ record }) => record)));
        expect(bytes(again.at(-1)?.after)).toBe(bytes(first.at(-1)?.after));
      }),
      { numRuns: 20 },
    );
  });
});
