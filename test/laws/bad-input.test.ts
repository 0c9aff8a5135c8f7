import { decodeGraph } from '../../analysis/graph/decode';
import { advance, type LineState, newLine, step } from '../../analysis/line';
import type { Transition } from '../../analysis/model/finding';
import type { StepRecord } from '../../analysis/model/record';
import type { Settings } from '../../analysis/model/settings';
import { parseSettings } from '../../functions/settings';
import { normalFrom, poissonFrom, randomFrom } from './random';
import { statisticsOf, type XrayEdge } from './xray';

const length = 300;
const start = 604_800 * 2_810;
const learned = 600;
const settings: Settings = {
  ...parseSettings({}),
  presenceLagsSeconds: [],
  bootstrapSeconds: learned * length,
};

/** The one edge of a system in a window, as X-Ray would show it, and the name of its callee. */
interface Shown {
  readonly name?: string;
  readonly edge?: (edge: XrayEdge) => unknown;
}

const edgeOf = (random: () => number): XrayEdge => {
  const seconds = Array.from(
    { length: 20 + poissonFrom(random, 20) },
    () => 0.2 * Math.exp(0.3 * normalFrom(random)),
  );
  return { ReferenceId: 1, ...statisticsOf({ seconds }) };
};

/** A line that reads windows by their number; each call continues it. */
function lineOf(own: Settings = settings) {
  const random = randomFrom(5);
  let state: LineState = newLine('bad', start);
  const records: StepRecord[] = [];
  const take = (number: number, shown: Shown | 'gap' = {}): StepRecord => {
    const window = { start: start + number * length, end: start + (number + 1) * length };
    const read = { window, kind: 'settlement', lagSeconds: 180 } as const;
    const edge = edgeOf(random);
    const look =
      shown === 'gap'
        ? ({ read, gap: true } as const)
        : ({
            read,
            gap: false,
            decoded: decodeGraph([servicesOf(shown, edge)], window, own.aliases),
          } as const);
    const { record } = step(state, look, [], own);
    state = advance(state, record, [], own);
    records.push(record);
    return record;
  };
  for (let number = 0; number < learned + 100; number += 1) take(number);
  return { take, state: () => state, fired: () => records.flatMap((r) => firingOf(r.transitions)) };
}

const firingOf = (transitions: readonly Transition[]): string[] =>
  transitions.flatMap((t) =>
    t.type === 'finding' && t.status === 'firing' ? [`${t.kind} ${t.target.name}`] : [],
  );

const servicesOf = ({ name = 'orders', edge: change = (edge) => edge }: Shown, edge: XrayEdge): unknown[] => [
  { ReferenceId: 0, Name: 'shop', Type: 'client', Edges: [change(edge)] },
  { ReferenceId: 1, Name: name, Type: 'remote', Edges: [] },
];

const next = learned + 100;
const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('Bad input', () => {
  test('of none at all alarms nobody', () => {
    expect(lineOf().fired()).toEqual([]);
  });

  test('windows that are missing count as nothing: neither silence nor lesson', () => {
    const line = lineOf();
    const before = line.state().baseline;
    for (const number of numbers(next, 40)) line.take(number, 'gap');
    expect(line.state().baseline).toEqual({ ...before, watermark: before.watermark + 40 });
    for (const number of numbers(next + 40, 10)) line.take(number);
    expect(line.fired()).toEqual([]);
  });

  test('a clock that jumps three weeks ahead ends no edge', () => {
    const line = lineOf();
    for (const number of numbers(next + 3 * 2_016, 20)) line.take(number);
    expect(line.fired()).toEqual([]);
    expect(line.state().baseline.known.size).toBe(3);
  });

  test('a clock that jumped and came back is judged on, and what was learned stays', () => {
    const line = lineOf();
    for (const number of numbers(next + 2_000, 3)) line.take(number);
    for (const number of numbers(next, 20)) line.take(number);
    expect(line.fired()).toEqual([]);
    expect(line.state().baseline.settled).toBe(next + 23);
  });

  test('counters that were reset show negative counts: the edge was seen, how often is unknown', () => {
    const line = lineOf();
    const edge = (at: XrayEdge): unknown => ({
      ...at,
      SummaryStatistics: { ...at.SummaryStatistics, OkCount: -40, TotalCount: -40 },
    });
    const [entry] = line.take(next, { edge }).entries;
    expect(entry?.rejects).toEqual([{ reason: 'statistics: counts are not counts', count: 1 }]);
    expect(entry?.observations.filter((o) => o.subject.includes('>'))).toMatchObject([
      { seen: true, outcomes: { total: 0 } },
    ]);
    for (const number of numbers(next + 1, 10)) line.take(number, { edge });
    expect(line.fired()).toEqual([]);
  });

  test('a histogram whose mass is not its count gives the mean of its own calls', () => {
    const line = lineOf();
    const edge = (at: XrayEdge): unknown => ({
      ...at,
      ResponseTimeHistogram: [
        { Value: 0.2, Count: 3 },
        { Value: 0.21, Count: 3 },
      ],
    });
    const [entry] = line.take(next, { edge }).entries;
    const shown = entry?.observations.find((o) => o.subject.includes('>'));
    expect(shown?.outcomes.total).toBeGreaterThan(6);
    expect(shown?.latencySumSeconds).toBeGreaterThan(1.2);
    expect(shown?.latencySumSeconds).toBeLessThan(1.26);
    for (const number of numbers(next + 1, 10)) line.take(number, { edge });
    expect(line.fired()).toEqual([]);
  });

  test('an edge renamed looks like a rename: one finding instead of a new edge, a new service and a vanished edge', () => {
    const line = lineOf();
    for (const number of numbers(next, 10)) line.take(number, { name: 'orders-v2' });
    expect(line.fired()).toEqual(['rename orders-v2']);
  });

  test('an edge renamed by a settings alias is the same edge', () => {
    const alias = { name: 'orders-v2', type: 'remote', to: { name: 'orders', type: 'remote' } };
    const line = lineOf({ ...settings, aliases: [alias] });
    for (const number of numbers(next, 10)) line.take(number, { name: 'orders-v2' });
    expect(line.fired()).toEqual([]);
  });
});
