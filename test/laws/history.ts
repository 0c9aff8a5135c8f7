import fc from 'fast-check';
import { normalFrom, poissonFrom, randomFrom } from './random';
import { type Calls, histogramOf, statisticsOf, type XrayEdge, type XrayService } from './xray';

/** One edge of a made-up system: its norm, when it exists (window numbers), and what befalls it for a while. */
export interface EdgePlan {
  readonly source: number;
  readonly target: number;
  readonly kind: 'call' | 'link';
  readonly rate: number;
  readonly latencySeconds: number;
  readonly faultRatio: number;
  readonly from: number;
  readonly to: number;
  readonly trouble: {
    readonly what: 'slow' | 'faults' | 'silent' | 'flood' | 'none';
    readonly from: number;
    readonly to: number;
    /** Weak enough to need a second window. */
    readonly mild: boolean;
  };
  /** How X-Ray shows a window without a call: not at all, or as an edge with zeros. */
  readonly zeros: boolean;
  /** Seconds after a window's end from which its segments are there. */
  readonly visibleAfter: number;
}

/** A made-up system over a number of windows; equal plans give equal pages. Service 0 is the client. */
export interface Plan {
  readonly seed: number;
  readonly windows: number;
  readonly services: number;
  readonly edges: readonly EdgePlan[];
}

const edgePlan = (services: number, windows: number): fc.Arbitrary<EdgePlan> =>
  fc
    .record({
      ends: fc.tuple(fc.nat(services - 2), fc.integer({ min: 1, max: services - 1 })),
      kind: fc.oneof({ weight: 4, arbitrary: fc.constant('call' as const) }, fc.constant('link' as const)),
      rate: fc.constantFrom(0.4, 3, 12, 40),
      latencySeconds: fc.constantFrom(0.0004, 0.02, 0.3, 4),
      faultRatio: fc.constantFrom(0, 0, 0.05, 0.3),
      from: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(windows)),
      to: fc.oneof({ weight: 3, arbitrary: fc.constant(windows) }, fc.nat(windows)),
      what: fc.constantFrom(
        'none' as const,
        'slow' as const,
        'faults' as const,
        'silent' as const,
        'flood' as const,
      ),
      begins: fc.nat(windows),
      lasts: fc.integer({ min: 1, max: 9 }),
      mild: fc.boolean(),
      zeros: fc.boolean(),
      visibleAfter: fc.constantFrom(0, 0, 0, 120, 600),
    })
    .map(({ ends: [a, b], what, begins, lasts, mild, ...rest }) => ({
      ...rest,
      source: Math.min(a, b - 1),
      target: b,
      trouble: { what, from: begins, to: begins + lasts, mild },
    }));

/** Random small systems with edges that come, go, fail, slow down and arrive late. */
export const plans = (windows = 30): fc.Arbitrary<Plan> =>
  fc.integer({ min: 3, max: 6 }).chain((services) =>
    fc.record({
      seed: fc.nat(),
      windows: fc.constant(windows),
      services: fc.constant(services),
      edges: fc.uniqueArray(edgePlan(services, windows), {
        minLength: 2,
        maxLength: 7,
        selector: (edge) => `${edge.source} ${edge.target} ${edge.kind}`,
      }),
    }),
  );

/** The `Services` that X-Ray shows of window number `index`, `lagSeconds` after its end. */
export function servicesAt(plan: Plan, index: number, lagSeconds: number): XrayService[] {
  const shown = plan.edges.flatMap((edge, number) => {
    const calls = callsAt(plan, edge, { number, index });
    const visible = lagSeconds >= edge.visibleAfter && (calls.seconds.length > 0 || edge.zeros);
    const exists = index >= edge.from && index < edge.to;
    return visible && exists ? [{ edge, calls }] : [];
  });
  const touched = new Set(shown.flatMap(({ edge }) => [edge.source, edge.target]));
  return [...touched]
    .sort((a, b) => a - b)
    .map((id) => {
      const incoming = shown
        .filter(({ edge }) => edge.target === id && edge.kind === 'call')
        .map(({ calls }) => calls);
      const edges = shown
        .filter(({ edge }) => edge.source === id)
        .map(({ edge, calls }) => xrayEdge(edge, calls));
      return { ...identityOf(plan, id), Edges: edges, ...(id === 0 ? {} : statisticsOf(together(incoming))) };
    });
}

/** Service 0 is the client, the last one a remote host without segments of its own. */
export const identityOf = (plan: Plan, id: number): Omit<XrayService, 'Edges'> => {
  if (id === 0) return { ReferenceId: 0, Name: 'outside', Type: 'client', State: 'unknown' };
  const remote = id === plan.services - 1;
  return {
    ReferenceId: id,
    Name: `service-${id}`,
    Type: remote ? 'remote' : 'AWS::Lambda::Function',
    State: remote ? 'unknown' : 'active',
    Root: id === 1,
  };
};

function xrayEdge(edge: EdgePlan, calls: Calls): XrayEdge {
  const ReferenceId = edge.target;
  if (edge.kind === 'link') {
    return {
      ReferenceId,
      EdgeType: 'link',
      SummaryStatistics: {},
      ReceivedEventAgeHistogram: histogramOf(calls.seconds),
    };
  }
  return { ReferenceId, ...statisticsOf(calls) };
}

function callsAt(plan: Plan, edge: EdgePlan, { number, index }: { number: number; index: number }): Calls {
  const random = randomFrom(plan.seed + 7_919 * number + 104_729 * index);
  const inTrouble = index >= edge.trouble.from && index < edge.trouble.to;
  const what = inTrouble ? edge.trouble.what : 'none';
  const volume =
    what === 'silent' ? 0 : what === 'flood' ? edge.rate * (edge.trouble.mild ? 2.5 : 6) : edge.rate;
  const count = poissonFrom(random, volume * Math.exp(0.15 * normalFrom(random)));
  const typical = edge.latencySeconds * (what !== 'slow' ? 1 : edge.trouble.mild ? 2 : 8);
  const seconds = Array.from({ length: count }, () => typical * Math.exp(0.4 * normalFrom(random)));
  const ratio = what !== 'faults' ? edge.faultRatio : edge.trouble.mild ? edge.faultRatio + 0.2 : 0.8;
  return { seconds, fault: seconds.filter(() => random() < ratio).length };
}

const together = (all: readonly Calls[]): Calls => ({
  seconds: all.flatMap((calls) => calls.seconds),
  fault: all.reduce((sum, calls) => sum + (calls.fault ?? 0), 0),
});
