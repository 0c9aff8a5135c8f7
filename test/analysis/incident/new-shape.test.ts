import { emptyBaseline } from '../../../analysis/baseline/current';
import { judge } from '../../../analysis/incident/judge';
import { type JudgingContext, live } from '../../../analysis/incident/lifecycle';
import type { Assessment } from '../../../analysis/model/assessment';
import type { Finding } from '../../../analysis/model/finding';
import type { Open } from '../../../analysis/model/record';
import type { NewShape } from '../../../analysis/model/trace-shape';
import { assessment } from '../support/finding';
import { defaults, known } from '../support/question';

const shop = 'shop||';
const contextAt = (window: number): JudgingContext => ({
  scope: 'test',
  read: { window: { start: window * 300, end: window * 300 + 300 }, kind: 'settlement', lagSeconds: 180 },
  settings: { ...defaults, forgetNewAfterWindows: 4 },
  rebasing: false,
  learning: false,
});

/** What a window shows: `x2 y1 *3` is x in two traces, y in one and a new combination in three; `.` normal, `?` no data. */
function told(text: string): Assessment {
  if (text === '?')
    return { subject: shop, signal: 'traceShape', verdict: 'insufficientData', kind: 'new-shape' };
  if (text === '.') return assessment('new-shape', shop, { verdict: 'normal', p: 1, matters: false });
  const shapes = text.split(' ').map((one): NewShape => {
    const traces = Number(one.slice(1));
    const service = one.startsWith('*') ? {} : { service: `${one[0]}||` };
    const rest = { sampled: 9, before: 99, earlier: 0, unseenMass: 0.01, examples: [] };
    return { ...service, services: [shop, `${one[0]}||`], traces, ...rest };
  });
  return assessment('new-shape', shop, { p: 0.01, shapes, certain: shapes.some(({ traces }) => traces > 1) });
}

/** The changes over a row of windows: window, what it is about, status, resolution. */
function story(...windows: readonly string[]): string[] {
  let open: readonly Finding[] = [];
  return windows.flatMap((text, window) => {
    const lives = live(open, [told(text)], contextAt(window));
    open = lives.open;
    return lives.changed.map(
      ({ shape, status, resolution }) =>
        `${window} ${shape?.service ?? '*'} ${status}${resolution ? ` ${resolution}` : ''}`,
    );
  });
}

describe('A new trace shape', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['in two traces fires at once', ['x2'], ['0 x|| firing']],
    ['in one trace waits, and for a second window', ['x1', '.', 'x1'], ['0 x|| pending', '2 x|| firing']],
    [
      'in one trace and no other was nothing',
      ['x1', '.', '.'],
      ['0 x|| pending', '2 x|| resolved not-confirmed'],
    ],
    ['that goes on is one finding', ['x2', 'x1', '.', 'x3', '.', '.', '.'], ['0 x|| firing']],
    ['that is gone ends', ['x2', '.', '.', '.', '.'], ['0 x|| firing', '4 x|| resolved not-seen-again']],
    [
      'of which nothing can be said ends as such',
      ['x2', '?', '?', '?', '?'],
      ['0 x|| firing', '4 x|| resolved insufficient-data'],
    ],
    ['does not hide another one', ['x2', 'x2 y2', 'x2 y2'], ['0 x|| firing', '1 y|| firing']],
    [
      'is not kept open by another one',
      ['x2', 'y2', 'y2', 'y2', 'y2'],
      ['0 x|| firing', '1 y|| firing', '4 x|| resolved not-seen-again'],
    ],
    ['of each combination is the same one', ['*2', '*3'], ['0 * firing']],
    ['waits by itself', ['x2 y1', 'x2', 'x2 y1'], ['0 x|| firing', '0 y|| pending', '2 y|| firing']],
    [
      'comes again as a new episode',
      ['x2', '.', '.', '.', '.', 'x2'],
      ['0 x|| firing', '4 x|| resolved not-seen-again', '5 x|| firing'],
    ],
  ])('%s', (_what, windows, changes) => {
    expect(story(...windows)).toEqual(changes);
  });

  test('has a key of its own for each service, the same in each episode', () => {
    const keys = ['x2', 'y2', '*2', 'x3'].map((text) => live([], [told(text)], contextAt(0)).open[0]?.key);
    expect(new Set(keys).size).toBe(3);
    expect(keys[3]).toBe(keys[0]);
  });

  test('tells the numbers of its own service', () => {
    const [x, y] = live([], [told('x2 y5')], contextAt(0)).open;
    expect([x?.observed.value, y?.observed.value]).toEqual([2, 5]);
    expect(y).toMatchObject({
      severity: 'medium',
      why: expect.stringContaining('y, never touched before, in 5 of 9'),
    });
  });
});

describe('A new trace shape in an incident', () => {
  const [toShop, toWorker] = ['web|client|>shop||', 'shop||>worker||'];
  const baseline = {
    ...emptyBaseline,
    known: new Map(
      [shop, 'worker||', toShop, toWorker].map(
        (subject) => [subject, known('learned', {}, subject)] as const,
      ),
    ),
  };
  const none: Open = { findings: [], incidents: [] };
  const at = (open: Open, window: number, ...assessments: Assessment[]) =>
    judge(open, { assessments, observations: [], baseline }, contextAt(window));
  const newEdge = assessment('new-edge', 'worker||>x|remote|');
  const kinds = ({ open }: ReturnType<typeof at>) =>
    open.incidents.map(({ id, origins }) => [
      open.findings.filter((f) => f.incidentId === id).map(({ kind }) => kind),
      origins.map(({ name, score }) => `${name} ${score}`),
    ]);

  test('joins the new edge below it that began in the same window, which is the origin', () => {
    expect(kinds(at(none, 0, newEdge, told('x2')))).toEqual([
      [
        ['new-edge', 'new-shape'],
        ['worker 1', 'x 0.5', 'shop 0'],
      ],
    ]);
  });

  test('joins the incident of the new edge when it is confirmed a window later', () => {
    const first = at(none, 0, newEdge, told('x1'));
    expect(kinds(first)).toEqual([[['new-edge'], ['worker 1', 'x 0.5']]]);
    const second = at(first.open, 1, newEdge, told('x1'));
    expect(kinds(second)).toEqual([
      [
        ['new-edge', 'new-shape'],
        ['worker 1', 'x 0.5', 'shop 0'],
      ],
    ]);
  });

  test('is one of its own where nothing explains it, its entry point suspected by half', () => {
    expect(kinds(at(none, 0, told('x2')))).toEqual([[['new-shape'], ['shop 0.5']]]);
  });

  test('joins the failure that made a caller turn to another service', () => {
    const fault = assessment('fault-ratio', toWorker, { p: 1e-9, certain: true });
    expect(kinds(at(none, 0, fault, told('x2'))).map(([members]) => members)).toEqual([
      ['fault-ratio', 'new-shape'],
    ]);
  });

  test('keeps nothing from teaching', () => {
    expect(at(none, 0, told('x2')).withheld).toEqual([]);
    const fault = assessment('fault-ratio', toWorker, { p: 1e-9, certain: true });
    const withheld = at(none, 0, fault, newEdge, told('x2')).withheld.flatMap(({ families }) => families);
    expect(withheld).toContain('latency');
    expect(withheld).not.toContain('shape');
  });
});
