import { type Stride, unfading as settings, stride } from '../laws/drive';
import { known, type Links, learnedLine, norm, readOf, toA } from './support/line';

const edge = 'a|remote|>b|remote|';
const verdictOf = ({ assessments }: Stride, subject: string): string | undefined =>
  assessments.find((a) => a.subject === subject && a.signal === 'presence')?.verdict;

describe('The line', () => {
  test('learns, then finds the norm normal', () => {
    const line = learnedLine();
    expect(line.strides.map((taken) => verdictOf(taken, edge))).toEqual([
      ...new Array<string>(10).fill('learning'),
      ...new Array<string>(known - 10).fill('normal'),
    ]);
    expect(line.told()).toEqual([]);
  });

  test('gives each episode of a vanished edge an id of its own, even when its silence went on in between', () => {
    const line = learnedLine();
    line.settle(known, known + 8, [toA, ['outside', 'c', 20]]);
    line.settle(known + 8, known + 22, [['outside', 'c', 20]]);
    line.settle(known + 22, known + 24, [toA, ['outside', 'c', 20]]);
    const told = line.told().filter((t) => t.type === 'finding' && t.subject === edge);
    expect(told.map(({ status, type }) => `${type} ${status}`)).toEqual([
      'finding firing',
      'finding resolved',
      'finding firing',
    ]);
    const texts = line.told().map(({ id, status, revision }) => `${id}-${status}-${revision}`);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('judges an edge that was listed without a call as new when a later read of the window sees its call', () => {
    const line = learnedLine();
    const silent: Links = [...norm, ['a', 'd', 0]];
    line.take(readOf(known), silent);
    const late = line.take(readOf(known, 'presence', 900), [...norm, ['a', 'd', 1]]);
    expect(verdictOf(late, 'a|remote|>d|remote|')).toBe('anomalous');
    expect(
      late.record.transitions.map((t) => t.type === 'finding' && `${t.kind} ${t.status} ${t.seenLate}`),
    ).toContain('new-edge firing true');
  });

  test('leaves the silence of an edge that is listed without calls to the settlement', () => {
    const line = learnedLine();
    const silent: Links = [toA, ['a', 'b', 0], ['outside', 'c', 20]];
    line.settle(known, known + 5, silent);
    const open = line.state.open.findings.map(({ kind, status }) => `${kind} ${status}`);
    const early = learnedLine();
    early.settle(known, known + 1, silent);
    const looked = Array.from({ length: 4 }, (_, i) => [
      early.take(readOf(known + 1 + i, 'presence', 60), silent),
      early.take(readOf(known + 1 + i), silent),
    ]).flat();
    expect(looked.filter(({ look }) => look.read.kind === 'presence').map((s) => verdictOf(s, edge))).toEqual(
      new Array<string>(4).fill('insufficientData'),
    );
    expect(early.state.open.findings.map(({ kind, status }) => `${kind} ${status}`)).toEqual(open);
    for (const { look, record } of looked)
      if (look.read.kind === 'presence') expect(record.transitions).toEqual([]);
  });

  test('keeps one episode open for a new edge that only late reads ever see', () => {
    const line = learnedLine();
    for (let index = known; index < known + 20; index += 1) {
      line.take(readOf(index), norm);
      line.take(readOf(index, 'presence', 900), [...norm, ['a', 'd', 3]]);
    }
    const told = line
      .told()
      .flatMap((t) => (t.type === 'finding' && t.kind === 'new-edge' ? [t.status] : []));
    expect(told).toEqual(['firing']);
  });

  test('does not learn the silence of a vanished edge from the late read that sees it again', () => {
    const line = learnedLine();
    line.settle(known, known + 8, [toA, ['outside', 'c', 20]]);
    expect(line.state.open.findings.map(({ kind }) => kind)).toContain('vanished-edge');
    line.take(readOf(known + 7, 'presence', 900), norm);
    expect(line.state.baseline.known.get(edge)).toMatchObject({ standing: 'learned', longestSilence: 0 });
  });

  test('records a gap and learns nothing from it', () => {
    const line = learnedLine();
    const { record, after } = stride(line.state, { read: readOf(known), gap: true }, { settings });
    expect(record.entries).toHaveLength(1);
    expect(record.entries[0]).toMatchObject({ gap: true, observations: [], verdicts: {} });
    expect(after.baseline.pooled).toEqual(line.state.baseline.pooled);
    expect(after.sequence).toBe(line.state.sequence + 1);
  });

  test('counts calls that arrive after the settlement and judges none of them', () => {
    const line = learnedLine();
    line.take(readOf(known), norm);
    const late = line.take(readOf(known, 'presence', 900), [toA, ['a', 'b', 25], ['outside', 'c', 20]]);
    expect(late.record.entries[0]?.lateCalls).toEqual([[edge, 5]]);
    expect(verdictOf(late, edge)).toBe('alreadyJudged');
  });
});
