import { decodeGraph } from '../../../analysis/graph/decode';
import { type LineState, newLine } from '../../../analysis/line';
import type { Decision } from '../../../analysis/model/decision';
import type { Transition } from '../../../analysis/model/finding';
import type { Settings } from '../../../analysis/model/settings';
import { parseSettings } from '../../../functions/settings';
import { stride } from '../../laws/drive';
import { statisticsOf, type XrayService } from '../../laws/xray';

const settings: Settings = {
  ...parseSettings({}),
  presenceLagsSeconds: [],
  bootstrapSeconds: 60_000,
  learnAtMostSeconds: 240_000,
};
const floor = 200;
const ceiling = 800;
const origin = 1_700_000_100;

/** Window `index` of a shop that calls stock; the named services are called besides, by the shop or by another. */
function services(calls: readonly (readonly [from: string, to: string])[]): XrayService[] {
  const all = [['shop', 'stock'] as const, ...calls];
  const names = [...new Set(['shop', 'stock', ...calls.flat()])];
  return names.map((Name, id) => ({
    ReferenceId: id,
    Name,
    Type: 'AWS::Lambda::Function',
    State: 'active',
    ...statisticsOf({ seconds: new Array<number>(10).fill(0.1) }),
    Edges: all
      .filter(([from]) => from === Name)
      .map(([, to]) => ({
        ReferenceId: names.indexOf(to),
        ...statisticsOf({ seconds: new Array<number>(5).fill(0.05) }),
      })),
  }));
}

interface Told {
  readonly began: readonly string[];
  readonly state: LineState;
}

/** Drives windows; `calls` says which further calls each window shows. */
function told(
  windows: number,
  calls: (index: number) => readonly (readonly [string, string])[],
  decisions: readonly Decision[] = [],
): Told {
  let state = newLine('learners', origin);
  const began: Transition[] = [];
  for (let index = 0; index < windows; index += 1) {
    const window = { start: origin + index * 300, end: origin + index * 300 + 300 };
    const read = { window, kind: 'settlement', lagSeconds: 180 } as const;
    const decoded = decodeGraph([services(calls(index))], window);
    const taken = stride(state, { read, gap: false, decoded }, { settings, decisions });
    began.push(...taken.record.transitions.filter((t) => t.type === 'finding' && t.status === 'firing'));
    state = taken.after;
  }
  const name = (t: Transition): string =>
    t.type === 'finding' ? `${t.kind} ${t.source ? `${t.source.name} > ` : ''}${t.target.name}` : '';
  return { began: began.map(name).sort(), state };
}
const at = (when: number, call: readonly [string, string]) => (index: number) =>
  index === when ? [call] : [];
const finished = ({ state }: Told, name: string): number | undefined =>
  state.baseline.known.get(`${name}|AWS::Lambda::Function|`)?.finished;
const numbered = (start: number | undefined): number | undefined =>
  start === undefined ? undefined : (start - origin) / 300;

describe('A service that learns', () => {
  test('finishes at the floor when no call of it was rare, and what it calls afterwards is new', () => {
    const run = told(floor + 20, at(floor + 10, ['shop', 'evil']));
    expect(numbered(finished(run, 'shop'))).toBe(floor);
    expect(run.began).toEqual(['new-edge shop > evil', 'new-node evil']);
    expect(run.state.baseline.known.get('evil|AWS::Lambda::Function|')?.standing).toBe('candidate');
  });

  test('that still shows calls nobody has seen goes on learning them after the floor', () => {
    const rare = (index: number) => (index % 12 === 5 ? [['shop', `job-${index}`] as const] : []);
    const run = told(floor + 60, rare);
    expect(run.began).toEqual([]);
    expect(finished(run, 'shop')).toBeUndefined();
    expect(run.state.baseline.known.get('job-209|AWS::Lambda::Function|')?.standing).toBe('learned');
  });

  test('keeps others from nothing: a finished service beside it alerts', () => {
    const rare = (index: number) => [
      ...(index % 12 === 5 ? [['shop', `job-${index}`] as const] : []),
      ...(index === floor + 30 ? [['stock', 'evil'] as const] : []),
    ];
    expect(told(floor + 40, rare).began).toEqual(['new-edge stock > evil', 'new-node evil']);
  });

  test('ends at the ceiling, however incomplete it is', () => {
    const rare = (index: number) => (index % 12 === 5 ? [['shop', `job-${index}`] as const] : []);
    const run = told(ceiling + 12, rare);
    expect(numbered(finished(run, 'shop'))).toBe(ceiling);
    expect(run.began).toEqual(['new-edge shop > job-809', 'new-node job-809']);
  });

  test('finished once is finished for good: rare calls afterwards are new, each of them', () => {
    const run = told(floor + 30, (i) => (i > floor + 2 && i % 5 === 0 ? [['shop', `evil-${i}`]] : []));
    expect(run.began.filter((finding) => finding.startsWith('new-edge'))).toHaveLength(5);
    expect(numbered(finished(run, 'shop'))).toBe(floor);
  });

  test('ends where the learning range of a person ends', () => {
    const range = { start: origin, end: origin + 20 * 300 };
    const learn: Decision = { id: 'l', verb: 'learn', range, by: 'me', at: origin, reason: 'a quiet day' };
    const run = told(40, at(30, ['shop', 'evil']), [learn]);
    expect(numbered(finished(run, 'shop'))).toBe(20);
    expect(run.began).toEqual(['new-edge shop > evil', 'new-node evil']);
  });

  test('found by one that still learns learns too, from its own first sighting', () => {
    const chain = (index: number) => [
      ...(index % 12 === 5 ? [['shop', `job-${index}`] as const] : []),
      ...(index >= floor + 10 ? [['shop', 'late'] as const] : []),
      ...(index === floor + 80 ? [['late', 'deep'] as const] : []),
    ];
    const run = told(2 * floor + 20, chain);
    expect(run.began).toEqual([]);
    expect(run.state.baseline.known.get('deep|AWS::Lambda::Function|')?.standing).toBe('learned');
    expect(numbered(finished(run, 'late'))).toBe(2 * floor + 10);
  });

  test('is named with its completeness in the record of each window in which it learns on', () => {
    const rare = (index: number) => (index % 12 === 5 ? [['shop', `job-${index}`] as const] : []);
    const { state } = told(floor + 20, rare);
    const last = state.recent.at(-1);
    expect(last?.learners?.find(({ service }) => service.startsWith('shop|'))).toMatchObject({ once: 18 });
  });
});
