import { splitSubjectKey, subjectOfKey } from '../../../analysis/model/subject';
import { observe } from '../../../analysis/observe';
import type { Change } from '../../../bench/detection/change';
import { defaults, draw, monday, sourceOf } from '../../../bench/detection/course';
import { swingAt, trafficAt } from '../../../bench/detection/rhythm';
import { inventWorld, upwards } from '../../../bench/detection/world';

const world = inventWorld(3, 30);
const settings = { ...defaults, windowSeconds: 3_600 };
const noon = monday + 12 * 3_600;

/** Observations of the edges in so many windows that begin at noon. */
function edgesIn(windows: number, change: Change = {}) {
  let source = sourceOf(world, noon);
  return Array.from({ length: windows }, () => {
    const { look, after } = draw(source, settings, change);
    source = { ...after, start: after.start + 23 * 3_600 };
    if (!('decoded' in look)) throw new Error('a drawn look is decoded');
    expect(look.decoded.rejects).toEqual([]);
    return observe(look.decoded.graph).filter(({ subject }) => splitSubjectKey(subject).kind !== 'node');
  }).flat();
}

const into = (name: string, edges: ReturnType<typeof edgesIn>) =>
  edges.filter(({ subject }) => subjectOfKey(subject).target.name === name);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const callsOf = (edges: ReturnType<typeof edgesIn>): number => sum(edges.map((e) => e.outcomes.total));

const meanOf = (edges: ReturnType<typeof edgesIn>): number =>
  sum(edges.map((e) => e.latencySumSeconds)) / callsOf(edges);

test('an invented system has one edge into each callee, and its callers come before it', () => {
  expect(world.callees).toHaveLength(30);
  for (const [place, { caller }] of world.callees.entries()) {
    expect(caller).toBeLessThan(place);
    expect(caller < 0 || world.callees[caller]?.active).toBe(true);
  }
  expect(new Set(edgesIn(4).map(({ subject }) => subject)).size).toBe(30);
});

test('equal seeds draw equal windows, other seeds others', () => {
  const [a, b] = [draw(sourceOf(world), settings), draw(sourceOf(inventWorld(3, 30)), settings)];
  expect(a).toEqual(b);
  expect(draw(sourceOf(inventWorld(4, 30)), settings).look).not.toEqual(a.look);
});

test('calls vary beyond Poisson', () => {
  const [first] = world.callees;
  const counts = into(first?.name ?? '', edgesIn(200)).map((e) => e.outcomes.total);
  const mean = sum(counts) / counts.length;
  const variance = sum(counts.map((c) => (c - mean) ** 2)) / (counts.length - 1);
  expect(variance).toBeGreaterThan(1.3 * mean);
});

test('at night the variance is threefold, and weekends are quieter', () => {
  expect(swingAt(monday + 3 * 3_600) ** 2).toBeCloseTo(3);
  expect(swingAt(noon)).toBe(1);
  expect(trafficAt(noon + 5 * 86_400)).toBeCloseTo(0.6 * trafficAt(noon + 4 * 86_400));
});

test('what slows a callee reaches those that call it, and nobody else', () => {
  const place = world.callees.findIndex(({ caller, active }) => caller >= 1 && !active);
  const path = upwards(world.callees, place);
  const slow = { edges: new Map([[place, { delayed: { share: 1, seconds: 5 } }]]) };
  const [before, after] = [edgesIn(20), edgesIn(20, slow)];
  const slower = world.callees.flatMap(({ name }, at) =>
    meanOf(into(name, after)) > meanOf(into(name, before)) + 0.02 * 5 ? [at] : [],
  );
  expect(path.length).toBeGreaterThan(1);
  expect(slower).toEqual([...path].sort((a, b) => a - b));
});

test.each<[string, Change, (calls: number) => number]>([
  ['half of the sampling halves the calls', { sampling: 0.5 }, (calls) => calls / 2],
  ['traffic twelve hours ahead of noon is that of midnight', { aheadSeconds: 43_200 }, (calls) => calls / 4],
])('%s', (_, change, expected) => {
  const [before, after] = [callsOf(edgesIn(40)), callsOf(edgesIn(40, change))];
  expect(after / expected(before)).toBeGreaterThan(0.8);
  expect(after / expected(before)).toBeLessThan(1.2);
});
