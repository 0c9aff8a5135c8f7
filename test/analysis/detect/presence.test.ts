import { presence, together } from '../../../analysis/detect/presence';
import type { Assessment } from '../../../analysis/model/assessment';
import { assessment } from '../support/finding';
import { known, question, windows } from '../support/question';

const norm = windows(60, { calls: 20 });
const silentFor = (length: number, rest: Parameters<typeof known>[1] = {}) => ({
  known: known('learned', { lastSettled: 100 - (length - 1), ...rest }),
});

describe('Being seen', () => {
  test.each(['learned', 'approved'] as const)('is normal for what is %s', (standing) => {
    expect(presence.assess(question(norm, { calls: 1 }, { known: known(standing) })).verdict).toBe('normal');
  });

  test.each([
    ['never seen before', undefined],
    ['a candidate', known('candidate')],
    ['denied', known('denied')],
  ])('is anomalous for an edge that is %s', (_what, standing) => {
    const assessment = presence.assess(question([], { calls: 3 }, { known: standing }));
    expect(assessment).toMatchObject({
      verdict: 'anomalous',
      kind: 'new-edge',
      p: 0.001,
      observed: { value: 3, unit: 'calls' },
      expected: { center: 0, windows: 100 },
    });
  });

  test('makes a new node of a node', () => {
    const assessment = presence.assess(question([], { calls: 3 }, { subject: 'b||', known: undefined }));
    expect(assessment).toMatchObject({ verdict: 'anomalous', kind: 'new-node' });
  });

  test('teaches while the scope learns', () => {
    expect(presence.assess(question([], { calls: 3 }, { learning: true, known: undefined })).verdict).toBe(
      'learning',
    );
  });
});

describe('Silence', () => {
  test('of a busy edge is normal for a window and anomalous when it lasts', () => {
    expect(presence.assess(question(norm, undefined, silentFor(1))).verdict).toBe('normal');
    const assessment = presence.assess(question(norm, undefined, silentFor(6)));
    expect(assessment).toMatchObject({
      verdict: 'anomalous',
      kind: 'vanished-edge',
      observed: { value: 6, unit: 'windows' },
    });
    expect(assessment.p).toBeLessThan(1e-4);
  });

  test('that is no longer than one before is normal, however improbable', () => {
    const long = { longestSilence: 6, windows: 50_000 };
    expect(presence.assess(question(norm, undefined, silentFor(6, long))).verdict).toBe('normal');
    expect(presence.assess(question(norm, undefined, silentFor(7, long))).verdict).toBe('anomalous');
  });

  test('of an edge that is seldom seen is normal', () => {
    const seldom = Array.from({ length: 60 }, (_, i) => (i % 12 === 0 ? { calls: 1 } : undefined));
    expect(presence.assess(question(seldom, undefined, silentFor(13, { longestSilence: 11 }))).verdict).toBe(
      'normal',
    );
  });

  test('of an edge that was listed without a call is judged as any silence', () => {
    expect(presence.assess(question(norm, { calls: 0 }, silentFor(6))).verdict).toBe('anomalous');
  });

  test('of an edge whose caller is silent too cannot be judged', () => {
    expect(presence.assess(question(norm, undefined, { ...silentFor(6), callerSeen: false })).verdict).toBe(
      'insufficientData',
    );
  });

  test.each([
    ['while the scope learns', { ...silentFor(6), learning: true }],
    ['of a candidate', { known: known('candidate', { lastSettled: 90 }) }],
    ['of an edge that taught nothing', { ...silentFor(6), pooled: undefined }],
  ])('%s is learning', (_what, rest) => {
    expect(presence.assess(question(norm, undefined, rest)).verdict).toBe('learning');
  });

  test('of an edge with too few windows is learning', () => {
    expect(presence.assess(question(norm.slice(0, 10), undefined, silentFor(6))).verdict).toBe('learning');
  });
});

describe('Silences together', () => {
  /** Edges that are silent longer than ever, each with this probability, of fifty at a level of one in a million. */
  const silent = (count: number, p: number, rest: Partial<Assessment> = {}): Assessment[] =>
    Array.from({ length: count }, (_, i) =>
      assessment('vanished-edge', `a||>b${i}||`, { verdict: 'normal', p, ...rest }),
    );
  const vanished = (answers: readonly Assessment[]): number =>
    together(answers, 1e-6, 50).filter(({ verdict }) => verdict === 'anomalous').length;

  test.each<[string, Assessment[], number]>([
    ['one edge below the level of all', silent(1, 9e-7), 1],
    ['not one above it', silent(1, 2e-6), 0],
    ['thirty, each nearly thirty times as probable', silent(30, 2.9e-5), 30],
    ['not thirty of which each is sixty times as probable', silent(30, 6e-5), 0],
    ['no edge that was silent as long before', silent(30, 1e-9, { matters: false }), 0],
    ['no other comparison', [assessment('latency', 'a||>b||', { verdict: 'normal', p: 1e-9 })], 0],
  ])('tell %s', (_what, answers, count) => {
    expect(vanished(answers)).toBe(count);
  });
});
