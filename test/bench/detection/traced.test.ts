import { decodeGraph } from '../../../analysis/graph/decode';
import { splitSubjectKey } from '../../../analysis/model/subject';
import { observe } from '../../../analysis/observe';
import { type Change, noChange } from '../../../bench/detection/change';
import { below, grow } from '../../../bench/detection/grow';
import { firstNoise } from '../../../bench/detection/noise';
import { tracedServices } from '../../../bench/detection/traced';
import { randomStream } from '../../../demo/random';

const world = grow({ seed: 1, trees: [12], calls: [10, 20] });
const noise = firstNoise(randomStream(1, 'noise'), world.callees.length);
const window = { start: 0, end: 300 };

/** Edges and nodes of one window, by subject. */
function shown(change: Change = noChange) {
  const services = tracedServices(world, { start: 36_000, noise, change }, randomStream(1, 'window'));
  const { graph, rejects } = decodeGraph([services], window);
  expect(rejects).toEqual([]);
  return observe(graph);
}
const named = (place: number): string => world.callees[place]?.name ?? '';
const into = (place: number, change?: Change) =>
  shown(change).find((o) => o.subject.includes(`>${named(place)}|`));

describe('A window of which every request is followed', () => {
  test('shows every caller at least as slow as its callees together', () => {
    const all = shown();
    for (const node of all.filter(
      (o) => o.outcomes.total > 0 && splitSubjectKey(o.subject).kind === 'node',
    )) {
      const called = all.filter((o) => splitSubjectKey(o.subject).source === node.subject);
      const seconds = called.reduce((sum, o) => sum + o.latencySumSeconds, 0);
      expect(node.latencySumSeconds).toBeGreaterThan(seconds - 0.01);
    }
  });

  test('shows a service that fails as failing, and nothing below it', () => {
    const change = { edges: new Map([[1, { faults: 1 }]]) };
    const failing = into(1, change);
    expect(failing?.outcomes).toMatchObject({ ok: 0, fault: failing?.outcomes.total });
    for (const place of below(world, 1).slice(1)) expect(into(place, change)).toBeUndefined();
  });

  test('lists nobody whom nobody called', () => {
    const change = { edges: new Map(below(world, 1).map((place) => [place, { calls: 0 }])) };
    expect(below(world, 1).map((place) => into(place, change))).toEqual(below(world, 1).map(() => undefined));
    expect(into(0, change)?.outcomes.total).toBeGreaterThan(0);
  });
});
