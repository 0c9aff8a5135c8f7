import fc from 'fast-check';
import { decodeGraph } from '../../analysis/graph/decode';
import type { Observation } from '../../analysis/model/observation';
import { addOutcomes } from '../../analysis/model/outcomes';
import { observe } from '../../analysis/observe';
import { mass, mergeHistograms } from '../../analysis/stats/histogram';
import { plans, servicesAt } from './history';
import type { XrayEdge, XrayHistogram, XrayService, XrayStatistics } from './xray';

const window = { start: 0, end: 300 };
const observed = (services: readonly XrayService[]): Observation[] =>
  observe(decodeGraph([services], window).graph);

/** What two windows showed together, subject by subject. */
function merged(a: readonly Observation[], b: readonly Observation[]): Observation[] {
  const all = new Map(a.map((observation) => [observation.subject, observation] as const));
  for (const other of b) {
    const same = all.get(other.subject);
    all.set(
      other.subject,
      same === undefined
        ? other
        : {
            subject: other.subject,
            seen: same.seen || other.seen,
            outcomes: addOutcomes(same.outcomes, other.outcomes),
            latency: mergeHistograms(same.latency, other.latency),
            latencySumSeconds: same.latencySumSeconds + other.latencySumSeconds,
          },
    );
  }
  return [...all.values()].sort((x, y) => (x.subject < y.subject ? -1 : 1));
}

const empty: XrayStatistics = {
  OkCount: 0,
  ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
  FaultStatistics: { OtherCount: 0, TotalCount: 0 },
  TotalCount: 0,
  TotalResponseTime: 0,
};
const statistics = (value: XrayEdge['SummaryStatistics']): XrayStatistics => ({ ...empty, ...value });

function addStatistics(a: XrayStatistics, b: XrayStatistics): XrayStatistics {
  return {
    OkCount: a.OkCount + b.OkCount,
    ErrorStatistics: {
      ThrottleCount: a.ErrorStatistics.ThrottleCount + b.ErrorStatistics.ThrottleCount,
      OtherCount: a.ErrorStatistics.OtherCount + b.ErrorStatistics.OtherCount,
      TotalCount: a.ErrorStatistics.TotalCount + b.ErrorStatistics.TotalCount,
    },
    FaultStatistics: {
      OtherCount: a.FaultStatistics.OtherCount + b.FaultStatistics.OtherCount,
      TotalCount: a.FaultStatistics.TotalCount + b.FaultStatistics.TotalCount,
    },
    TotalCount: a.TotalCount + b.TotalCount,
    TotalResponseTime: a.TotalResponseTime + b.TotalResponseTime,
  };
}

/** One long window as X-Ray would have answered it: raw counts added, raw histograms listed one after the other. */
function longWindow(a: readonly XrayService[], b: readonly XrayService[]): XrayService[] {
  const join = (x: XrayHistogram = [], y: XrayHistogram = []): XrayHistogram => [...x, ...y];
  const joinEdge = (x: XrayEdge, y: XrayEdge): XrayEdge =>
    x.EdgeType === 'link'
      ? { ...x, ReceivedEventAgeHistogram: join(x.ReceivedEventAgeHistogram, y.ReceivedEventAgeHistogram) }
      : {
          ...x,
          SummaryStatistics: addStatistics(statistics(x.SummaryStatistics), statistics(y.SummaryStatistics)),
          ResponseTimeHistogram: join(x.ResponseTimeHistogram, y.ResponseTimeHistogram),
        };
  const id = (edge: XrayEdge): string => `${edge.ReferenceId} ${edge.EdgeType}`;
  const gather = <T>(all: readonly T[], key: (item: T) => unknown, add: (x: T, y: T) => T): T[] => {
    const found = new Map<unknown, T>();
    for (const item of all) {
      const same = found.get(key(item));
      found.set(key(item), same === undefined ? item : add(same, item));
    }
    return [...found.values()];
  };
  return gather(
    [...a, ...b],
    (service) => service.ReferenceId,
    (x, y) => ({
      ...x,
      Edges: gather([...x.Edges, ...y.Edges], id, joinEdge),
      SummaryStatistics: addStatistics(statistics(x.SummaryStatistics), statistics(y.SummaryStatistics)),
      ResponseTimeHistogram: join(x.ResponseTimeHistogram, y.ResponseTimeHistogram),
    }),
  );
}

describe('Law 2: splitting or merging windows', () => {
  test('conserves counts, histogram mass and buckets of every subject', () => {
    fc.assert(
      fc.property(plans(8), fc.nat(6), (plan, index) => {
        const halves = [servicesAt(plan, index, 900), servicesAt(plan, index + 1, 900)] as const;
        const apart = merged(observed(halves[0]), observed(halves[1]));
        const whole = observed(longWindow(...halves));
        const exact = ({ subject, seen, outcomes, latency }: Observation) => ({
          subject,
          seen,
          outcomes,
          latency,
        });
        expect(apart.map(exact)).toEqual(whole.map(exact));
        for (const [i, { latencySumSeconds }] of apart.entries())
          expect(latencySumSeconds).toBeCloseTo(whole[i]?.latencySumSeconds ?? Number.NaN, 6);
      }),
      { numRuns: 200 },
    );
  });

  test('keeps as much histogram mass as X-Ray counted', () => {
    fc.assert(
      fc.property(plans(8), fc.nat(7), (plan, index) => {
        const services = servicesAt(plan, index, 900);
        const counted = services
          .flatMap(({ Edges }) => Edges)
          .flatMap((edge) => edge.ResponseTimeHistogram ?? edge.ReceivedEventAgeHistogram ?? [])
          .reduce((sum, { Count }) => sum + Count, 0);
        const kept = observed(services)
          .filter(({ subject }) => subject.includes('>'))
          .reduce((sum, { latency }) => sum + mass(latency), 0);
        expect(kept).toBe(counted);
      }),
      { numRuns: 200 },
    );
  });
});
