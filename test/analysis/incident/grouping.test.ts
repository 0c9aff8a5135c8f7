import { groupFindings } from '../../../analysis/incident/grouping';
import { topologyOf } from '../../../analysis/incident/topology';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { finding } from '../support/finding';

// client -> shop -> orders -> table; client -> blog -> cache: two branches that share nothing but the client
const topology = topologyOf([
  'x|client|>shop||',
  'shop||>orders||',
  'orders||>table||',
  'x|client|>blog||',
  'blog||>cache||',
]);
const slowTable = finding('latency', 'orders||>table||');
const slowOrders = finding('latency', 'shop||>orders||');
const slowShop = finding('latency', 'x|client|>shop||');
const failingShop = finding('fault-ratio', 'x|client|>shop||');
const quietTable = finding('request-rate', 'orders||>table||');
const slowCache = finding('latency', 'blog||>cache||');
const newCall = finding('new-edge', 'shop||>audit||');

const incident = (id: string): Incident => ({
  type: 'incident',
  key: id,
  id,
  status: 'firing',
  revision: 1,
  startsAt: 0,
  detectedAt: 300,
  severity: 'medium',
  confidence: 0.8,
  findings: [],
  origins: [],
});
const held = (f: Finding, incidentId: string): Finding => ({ ...f, incidentId });
const grouped = (
  begun: readonly Finding[],
  firing: readonly Finding[] = [],
  incidents: readonly Incident[] = [],
) =>
  groupFindings(begun, firing, incidents, topology, 900).map(({ findings, joins }) => [
    findings.map(({ kind, subject }) => `${kind} ${subject}`).sort(),
    joins,
  ]);
const names = (...all: Finding[]) => all.map(({ kind, subject }) => `${kind} ${subject}`).sort();

describe('Findings that begin together', () => {
  test('are one group along the chain of calls', () => {
    expect(grouped([slowTable, slowOrders, slowShop])).toEqual([
      [names(slowTable, slowOrders, slowShop), undefined],
    ]);
    expect(grouped([slowTable, failingShop])).toEqual([[names(slowTable, failingShop), undefined]]);
  });

  test('are apart on branches that explain nothing of each other', () => {
    expect(grouped([slowTable, slowCache])).toEqual([
      [names(slowTable), undefined],
      [names(slowCache), undefined],
    ]);
  });

  test('are one group where they touch the same service', () => {
    const [one, two] = [finding('fault-ratio', 'shop||>x||'), finding('fault-ratio', 'shop||>y||')];
    expect(grouped([one, two])).toEqual([[names(one, two), undefined]]);
  });

  test('join a cause with the traffic it thins out below', () => {
    expect(grouped([slowOrders, quietTable])).toEqual([[names(slowOrders, quietTable), undefined]]);
  });

  test('join a new call with the slowness of its caller', () => {
    expect(grouped([newCall, slowShop])).toEqual([[names(newCall, slowShop), undefined]]);
  });
});

describe('Edges that vanish in one window in places that share nothing', () => {
  const gone = (count: number) =>
    Array.from({ length: count }, (_, i) => finding('vanished-edge', `p${i}||>q${i}||`));

  test.each([
    [1, 1],
    [2, 2],
    [3, 1],
    [50, 1],
  ])('%d of them are %d groups', (count, groups) => {
    expect(grouped(gone(count))).toHaveLength(groups);
  });

  test('are joined by one that follows, and by no other kind', () => {
    const members = gone(3).map((f) => held(f, 'one'));
    const late = finding('vanished-edge', 'late||>q||');
    expect(grouped([late], members, [incident('one')])).toEqual([[names(late), 'one']]);
    expect(grouped([slowCache], members, [incident('one')])).toEqual([[names(slowCache), undefined]]);
  });
});

describe('Traffic that changes in one window in places that share nothing', () => {
  const changed = (calls: number, count: number, from: string) =>
    Array.from({ length: count }, (_, i) =>
      finding('request-rate', `${from}${i}||>q${from}${i}||`, {
        observed: { value: calls, unit: 'calls', count: calls },
        expected: { lower: 50, center: 100, upper: 150, unit: 'calls', windows: 100 },
      }),
    );

  test.each([
    ['less in two places', changed(10, 2, 'a'), 2],
    ['less in three', changed(10, 3, 'a'), 1],
    ['more in three', changed(900, 3, 'a'), 1],
    ['less in two and more in two', [...changed(10, 2, 'a'), ...changed(900, 2, 'b')], 4],
    ['less in three and more in three', [...changed(10, 3, 'a'), ...changed(900, 3, 'b')], 2],
    ['less in three beside a slow cache', [...changed(10, 3, 'a'), slowCache], 2],
  ])('%s', (_what, findings, groups) => {
    expect(grouped(findings)).toHaveLength(groups);
  });
});

test('A third place that loses its traffic soon after two others that share nothing joins the first of them', () => {
  const gone = [0, 1, 2].map((i) => finding('vanished-edge', `p${i}||>q${i}||`));
  const [one, two, three] = gone;
  if (!one || !two || !three) throw new Error('three were drawn up');
  const members = [held(one, 'one'), held(two, 'two')];
  const open = [incident('one'), incident('two')];
  expect(grouped([three], members, open)).toEqual([[names(three), 'one']]);
  expect(grouped([three], members.slice(1), open)).toEqual([[names(three), undefined]]);
  const later = { ...three, startsAt: 1_200 };
  expect(grouped([later], members, open)).toEqual([[names(later), undefined]]);
});

describe('A group that begins while an incident is open', () => {
  test('joins it where the incident explains it', () => {
    expect(grouped([slowShop], [held(slowTable, 'one')], [incident('one')])).toEqual([
      [names(slowShop), 'one'],
    ]);
  });

  test('joins it where it explains the incident', () => {
    expect(grouped([slowTable], [held(slowShop, 'one')], [incident('one')])).toEqual([
      [names(slowTable), 'one'],
    ]);
  });

  test('stays apart where neither explains the other', () => {
    expect(grouped([slowCache], [held(slowTable, 'one')], [incident('one')])).toEqual([
      [names(slowCache), undefined],
    ]);
  });

  test('joins the one of two incidents that it belongs to', () => {
    const firing = [held(slowCache, 'one'), held(slowTable, 'two')];
    expect(grouped([slowShop], firing, [incident('one'), incident('two')])).toEqual([
      [names(slowShop), 'two'],
    ]);
  });
});
