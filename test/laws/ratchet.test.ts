import { decodeGraph } from '../../analysis/graph/decode';
import { newLine } from '../../analysis/line';
import type { Settings } from '../../analysis/model/settings';
import { parseSettings } from '../../functions/settings';
import { stride } from './drive';
import { normalFrom, poissonFrom, randomFrom } from './random';
import { statisticsOf, type XrayService } from './xray';

const hour = 3_600;
const week = 604_800;
const start = week * 2_810;

/** Over-sensitive on purpose: at the defaults pure norm fires so seldom that nothing could be compared. */
const sensitive: Settings = {
  ...parseSettings({}),
  windowSeconds: hour,
  presenceLagsSeconds: [],
  minimumWindows: 8,
  falseAlarmsPerWeek: 50,
  falseDiscoveryRate: 0.5,
  latencyEffect: { factor: 1, seconds: 0, tailSeconds: 0 },
  ratioEffect: { difference: 0, factor: 1 },
  rateEffect: { factor: 1 },
};

const edges = [
  { source: 0, target: 1, rate: 40, seconds: 0.2, fault: 0.02 },
  { source: 1, target: 2, rate: 25, seconds: 0.08, fault: 0.01 },
  { source: 1, target: 3, rate: 12, seconds: 0.03, fault: 0.05 },
];

/** An hour of norm: traffic with the rhythm of the day, levels that vary beyond chance from hour to hour. */
function services(random: () => number, time: number): XrayService[] {
  const rhythm = 1 + 0.5 * Math.sin((2 * Math.PI * time) / 86_400);
  const calls = edges.map(({ rate, seconds, fault }) => {
    const count = 1 + poissonFrom(random, rate * rhythm * Math.exp(0.2 * normalFrom(random)));
    const level = seconds * Math.exp(0.1 * normalFrom(random));
    const ratio = fault * Math.exp(0.5 * normalFrom(random));
    const times = Array.from({ length: count }, () => level * Math.exp(0.5 * normalFrom(random)));
    return { seconds: times, fault: times.filter(() => random() < ratio).length };
  });
  return [0, 1, 2, 3].map((id) => ({
    ReferenceId: id,
    Name: `service-${id}`,
    Type: id === 0 ? 'client' : 'remote',
    State: 'unknown',
    Edges: edges.flatMap((edge, i) =>
      edge.source === id ? [{ ReferenceId: edge.target, ...statisticsOf(calls[i] ?? { seconds: [] }) }] : [],
    ),
  }));
}

/** What began to fire in each week of a system in which nothing ever happens. */
interface Begun {
  readonly finding: number[];
  readonly incident: number[];
}

function begunByWeek(settings: Settings, seed: number, weeks: number): Begun {
  const random = randomFrom(seed);
  const fired: Begun = {
    finding: new Array<number>(weeks).fill(0),
    incident: new Array<number>(weeks).fill(0),
  };
  let state = newLine('norm', start);
  for (let at = start; at < start + weeks * week; at += hour) {
    const window = { start: at, end: at + hour };
    const read = { window, kind: 'settlement', lagSeconds: settings.settleLagSeconds } as const;
    const decoded = decodeGraph([services(random, at)], window);
    const taken = stride(state, { read, gap: false, decoded }, { settings });
    const number = Math.floor((at - start) / week);
    for (const { type, status, revision } of taken.record.transitions)
      if (status === 'firing' && revision === 1) fired[type][number] = (fired[type][number] ?? 0) + 1;
    state = taken.after;
  }
  return fired;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('Law 7: the band does not ratchet', () => {
  describe('on 26 weeks of pure norm', () => {
    const runs = [1, 2].map((seed) => begunByWeek(sensitive, seed, 26));
    const within = (type: keyof Begun, from: number, to: number): number =>
      sum(runs.map((weeks) => sum(weeks[type].slice(from, to))));

    // While little is known of how far out calm windows lie, levels are careful: the first weeks tell fewer findings.
    test.each([
      ['incident', 'the first four judged ones', 1],
      ['finding', 'the four after the first month', 5],
    ] as const)(
      'the last four weeks tell no more than they should: a count of each %s, against %s',
      (type, _what, from) => {
        const [first, last] = [within(type, from, from + 4), within(type, 22, 26)];
        expect(within(type, 0, 1)).toBe(0);
        expect(first).toBeGreaterThan(20);
        // Both are Poisson counts over four weeks: their difference has the variance first + last, three deviations allowed.
        expect(last).toBeLessThanOrEqual(first + 3 * Math.sqrt(first + last));
      },
    );
  });

  test.each([1, 5])(
    'at a budget of %d false alarms a week pure norm stays below twice of it',
    (falseAlarmsPerWeek) => {
      const settings = {
        ...parseSettings({ falseAlarmsPerWeek }),
        windowSeconds: hour,
        presenceLagsSeconds: [],
      };
      const weeks = 10;
      const incidents = sum([3, 4].map((seed) => sum(begunByWeek(settings, seed, weeks).incident)));
      const most = 2 * falseAlarmsPerWeek * 2 * (weeks - 1);
      expect(incidents).toBeLessThanOrEqual(most + 2 * Math.sqrt(most));
    },
  );
});
