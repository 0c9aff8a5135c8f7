import { volumeOf } from '../../../analysis/baseline/expected-volume';
import type { Question } from '../../../analysis/detect/question';
import { requestRate } from '../../../analysis/detect/request-rate';
import { edge, known, question, windows } from '../support/question';

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

  describe('of a system with busy days and quiet nights', () => {
    // Five-minute windows: 200 calls from noon to midnight, 20 before noon.
    const rhythm = (days: number) =>
      Array.from({ length: days * 288 }, (_, i) => ({ calls: (i % 288 < 144 ? 20 : 200) + (i % 7) - 3 }));
    const at = (hour: number): Partial<Question> => ({
      read: { window: { start: hour * 3_600, end: hour * 3_600 + 300 }, kind: 'settlement', lagSeconds: 180 },
    });

    test.each([
      ['twenty calls at night', 3, 20, false],
      ['two hundred calls by day', 15, 200, false],
      ['the traffic of the day at night', 3, 200, true],
      ['the traffic of the night by day', 15, 20, true],
    ])('judges %s by their hour', (_, hour, calls, isOut) => {
      const assessment = requestRate.assess(question(rhythm(6), { calls }, at(hour)));
      expect(out(assessment)).toBe(isOut);
      if (isOut) expect(assessment.why).toContain('this time of the week');
    });

    test('lets each hour expect its own traffic', () => {
      const view = question(rhythm(6), { calls: 1 }).pooled;
      const volume = view && volumeOf(view);
      const expected = [3, 15].map((h) => volume?.at({ start: h * 3_600, end: h * 3_600 + 300 }).mean);
      expect(expected.map((mean) => Math.round(mean ?? 0))).toEqual([20, 200]);
    });

    test('compares with all hours while only two days are known', () => {
      const assessment = requestRate.assess(question(rhythm(2), { calls: 200 }, at(3)));
      expect(assessment.expected?.center).toBeCloseTo(110, 0);
      expect(assessment.why).toContain('all hours');
    });

    test('compares with all hours where this one is silent', () => {
      const batch = Array.from({ length: 6 * 288 }, (__, i) =>
        i % 288 < 12 ? { calls: 500 } : { calls: 0 },
      );
      expect(requestRate.assess(question(batch, { calls: 500 }, at(9))).why).toContain('all hours');
    });
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
