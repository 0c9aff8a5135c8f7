import { normView } from '../../../analysis/detect/question';
import { requestRate } from '../../../analysis/detect/request-rate';
import { edge, known, question, taught, windows } from '../support/question';

const norm = windows(50, { calls: 100 });
/** Whether the comparison alone would make it a finding: certain and relevant. */
const out = ({ p = 1, matters }: { p?: number; matters?: boolean }) => p < 1e-3 && matters === true;

describe('The request rate', () => {
  test.each([
    { calls: 100, isOut: false },
    { calls: 130, isOut: false },
    { calls: 70, isOut: false },
    { calls: 400, isOut: true },
    { calls: 15, isOut: true },
  ])('of $calls calls where 100 are normal is out of the norm: $isOut', ({ calls, isOut }) => {
    const assessment = requestRate.assess(question(norm, { calls }));
    expect(assessment).toMatchObject({
      subject: edge,
      signal: 'requestRate',
      verdict: 'normal',
      kind: 'request-rate',
    });
    expect(assessment.observed).toEqual({ value: calls, unit: 'calls', count: calls });
    expect(assessment.expected?.center).toBeCloseTo(100, 6);
    expect(out(assessment)).toBe(isOut);
  });

  test('counts the windows without a sighting as zeros', () => {
    const half = windows(50, { calls: 100 }).map((shown, i) => (i === 0 || i % 2 === 1 ? shown : undefined));
    const { expected } = requestRate.assess(question(half, { calls: 100 }));
    expect(expected?.center).toBeGreaterThan(45);
    expect(expected?.center).toBeLessThan(55);
  });

  test('is compared with the same hour of the week once two weeks have shown it', () => {
    const slot = normView({ ...taught(windows(24, { calls: 30 })), weeks: 2 }, edge);
    const assessment = requestRate.assess(question(norm, { calls: 100 }, { slot }));
    expect(assessment.expected?.center).toBeCloseTo(30, 0);
    expect(assessment.why).toContain('this hour of the week');
    const early = requestRate.assess(question(norm, { calls: 100 }, { slot: slot && { ...slot, weeks: 1 } }));
    expect(early.why).toContain('all hours');
  });

  test('of no calls is left to the presence detector', () => {
    expect(requestRate.assess(question(norm, { calls: 0 })).verdict).toBe('insufficientData');
  });

  test.each([
    ['the window teaches', { learning: true }],
    ['the edge is a candidate', { known: known('candidate') }],
    ['the edge is unknown', { known: undefined }],
    ['nothing was learned', { pooled: undefined }],
  ])('is learning where %s', (_what, rest) => {
    expect(requestRate.assess(question(norm, { calls: 100 }, rest)).verdict).toBe('learning');
  });

  test('is learning until enough windows were learned', () => {
    expect(requestRate.assess(question(norm.slice(0, 23), { calls: 100 })).verdict).toBe('learning');
    expect(requestRate.assess(question(norm.slice(0, 24), { calls: 100 })).verdict).toBe('normal');
  });
});
