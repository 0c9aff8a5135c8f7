import { emptyBaseline } from '../../../analysis/baseline/current';
import { judge } from '../../../analysis/incident/judge';
import type { JudgingContext } from '../../../analysis/incident/lifecycle';
import type { Assessment } from '../../../analysis/model/assessment';
import type { Open } from '../../../analysis/model/record';
import { assessment } from '../support/finding';
import { defaults, known } from '../support/question';

const [toShop, toOrders, toTable, other] = [
  'x|client|>shop||',
  'shop||>orders||',
  'orders||>table||',
  'blog||>cache||',
];
const subjects = [toShop, toOrders, toTable, other];
const baseline = {
  ...emptyBaseline,
  known: new Map(subjects.map((subject) => [subject, known('learned', {}, subject)] as const)),
};
const context = (window: number): JudgingContext => ({
  scope: 'test',
  read: { window: { start: window * 300, end: window * 300 + 300 }, kind: 'settlement', lagSeconds: 180 },
  settings: defaults,
  rebasing: false,
  learning: false,
});
const none: Open = { findings: [], incidents: [] };
const certain = (subject: string): Assessment => assessment('latency', subject, { p: 1e-9, certain: true });
const clean = (subject: string): Assessment =>
  assessment('latency', subject, { verdict: 'normal', p: 0.7, matters: false });
const at = (open: Open, window: number, ...assessments: Assessment[]) =>
  judge(open, { assessments, observations: [], baseline }, context(window));
const told = ({ transitions }: ReturnType<typeof at>) =>
  transitions.map(
    (t) => `${t.type} ${t.type === 'finding' ? t.subject : t.findings.length} ${t.status} ${t.revision}`,
  );

describe('A judgement', () => {
  test('of a calm window changes nothing', () => {
    expect(at(none, 0, clean(toShop))).toEqual({ open: none, transitions: [], withheld: [] });
  });

  test('opens one incident for findings with one cause and tells the findings first', () => {
    const judged = at(none, 0, certain(toShop), certain(toTable));
    expect(told(judged)).toEqual([
      `finding ${toShop} firing 1`,
      `finding ${toTable} firing 1`,
      'incident 2 firing 1',
    ]);
    const [incident] = judged.open.incidents;
    expect(judged.open.findings.map(({ incidentId }) => incidentId)).toEqual([incident?.id, incident?.id]);
  });

  test('opens two incidents for two causes', () => {
    expect(at(none, 0, certain(toTable), certain(other)).open.incidents).toHaveLength(2);
  });

  test('keeps a pending finding out of incidents', () => {
    const judged = at(none, 0, assessment('latency', toTable));
    expect(told(judged)).toEqual([`finding ${toTable} pending 1`]);
    expect(judged.open.incidents).toEqual([]);
  });

  test('revises an incident that a finding joins and resolves it with its last finding', () => {
    let judged = at(none, 0, certain(toTable));
    const id = judged.open.incidents[0]?.id;
    judged = at(judged.open, 1, certain(toTable), certain(toShop));
    expect(told(judged)).toEqual([`finding ${toShop} firing 1`, 'incident 2 firing 2']);
    for (const window of [2, 3]) judged = at(judged.open, window, clean(toTable), clean(toShop));
    expect(told(judged)).toEqual([]);
    judged = at(judged.open, 4, clean(toTable), clean(toShop));
    expect(judged.transitions.map((t) => [t.type, t.status, t.resolution])).toEqual([
      ['finding', 'resolved', 'back-to-normal'],
      ['finding', 'resolved', 'back-to-normal'],
      ['incident', 'resolved', 'back-to-normal'],
    ]);
    expect(judged.transitions.at(-1)?.id).toBe(id);
    expect(judged.open).toEqual(none);
  });

  test('never opens a second incident of a key: a cause that comes back joins the one it began', () => {
    // Two slow tables behind one shop: each explains the shop's slowness, neither explains the other.
    const tables = ['t1', 't2', 't3', 't4', 't5', 't6'].map((name) => `orders||>${name}||`);
    const wide = {
      ...baseline,
      known: new Map([...tables, toShop, toOrders].map((s) => [s, known('learned', {}, s)] as const)),
    };
    const on = (open: Open, window: number, ...assessments: Assessment[]) =>
      judge(open, { assessments, observations: [], baseline: wide }, context(window));
    for (const first of tables) {
      const stays = tables.find((table) => table !== first) ?? '';
      let judged = on(none, 0, certain(first), certain(stays), certain(toOrders));
      expect(judged.open.incidents).toHaveLength(1);
      for (const window of [1, 2, 3])
        judged = on(judged.open, window, certain(stays), clean(first), clean(toOrders));
      expect(judged.open.findings.map(({ subject }) => subject)).toEqual([stays]);
      judged = on(judged.open, 4, certain(stays), certain(first));
      const keys = judged.open.incidents.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test('tells an incident again when trouble comes back at its origin after a calm window, and no new one', () => {
    let judged = at(none, 0, certain(toTable));
    const id = judged.open.incidents[0]?.id;
    judged = at(judged.open, 1, clean(toTable));
    expect(told(judged)).toEqual([]);
    judged = at(judged.open, 2, certain(toTable));
    expect(told(judged)).toEqual(['incident 1 firing 2']);
    expect(judged.open.incidents.map((incident) => incident.id)).toEqual([id]);
  });

  test.each(['orders', 'a', 'b', 'c', 'd', 'e'])(
    'gives a lingering symptom that comes back to the incident that explains it now, whatever its name: %s',
    (shop) => {
      const tables = [`${shop}||>t1||`, `${shop}||>t2||`] as const;
      const into = `x|client|>${shop}||`;
      const two = {
        ...baseline,
        known: new Map([...tables, into].map((s) => [s, known('learned', {}, s)] as const)),
      };
      const on = (open: Open, window: number, ...assessments: Assessment[]) =>
        judge(open, { assessments, observations: [], baseline: two }, context(window));
      let judged = on(none, 0, certain(tables[0]), certain(into));
      for (const window of [1, 2, 3, 4]) judged = on(judged.open, window, certain(tables[0]), certain(into));
      const [old] = judged.open.incidents;
      judged = on(judged.open, 5, clean(tables[0]), clean(into));
      judged = on(judged.open, 6, clean(tables[0]), certain(tables[1]), certain(into));
      const fresh = judged.open.incidents.find((incident) => incident.id !== old?.id);
      const holder = new Map(judged.open.findings.map((f) => [f.subject, f.incidentId] as const));
      expect(fresh).toBeDefined();
      expect(holder.get(tables[0])).toBe(old?.id);
      expect(holder.get(tables[1])).toBe(fresh?.id);
      expect(holder.get(into)).toBe(fresh?.id);
    },
  );

  test('does not repeat itself while nothing changes', () => {
    const first = at(none, 0, certain(toTable));
    expect(told(at(first.open, 1, certain(toTable)))).toEqual([]);
  });
});

describe('What may not teach', () => {
  const withheld = (...assessments: Assessment[]) =>
    at(none, 0, ...assessments).withheld.map(({ subject, families, findings }) => [
      subject,
      families.join(' '),
      findings.length,
    ]);

  test('is the trouble itself, the callers that wait and the callees that idle, and nothing else', () => {
    expect(withheld(assessment('latency', toOrders))).toEqual([
      [toTable, 'fanOut presence volume', 1],
      [toOrders, 'fanOut latency outcomes', 1],
      [toShop, 'fanOut latency outcomes', 1],
    ]);
  });

  test('of a new edge is its presence alone', () => {
    const edge = 'shop||>audit||';
    expect(withheld(assessment('new-edge', edge))).toEqual([[edge, 'presence', 1]]);
  });

  test('stands apart by the findings each family waits for', () => {
    expect(
      withheld(assessment('latency', toOrders), assessment('request-rate', toShop)).filter(
        ([subject]) => subject === toShop,
      ),
    ).toEqual([
      [toShop, 'fanOut latency outcomes', 1],
      [toShop, 'presence volume', 1],
    ]);
  });
});
