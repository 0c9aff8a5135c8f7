import { latency } from '../../../analysis/detect/latency';
import { known, question, windows } from '../support/question';

/** Response times spread evenly over a factor of four around a tenth of a second. */
const spread = (call: number): number => 0.05 * 4 ** ((call % 37) / 36);
const norm = windows(60, { calls: 100, seconds: spread });

describe('The latency', () => {
  test('as it always was is normal', () => {
    const assessment = latency.assess(question(norm, { calls: 100, seconds: spread }));
    expect(assessment).toMatchObject({ verdict: 'normal', kind: 'latency', matters: false });
    expect(assessment.p).toBeGreaterThan(0.05);
  });

  test.each([
    ['all calls take three times as long', (call: number) => 3 * spread(call)],
    ['one call in ten takes ten times as long', (call: number) => spread(call) * (call % 10 === 0 ? 20 : 1)],
    ['all calls take a quarter of a second more', (call: number) => spread(call) + 0.25],
  ])('where %s is improbable and matters', (_what, seconds) => {
    const assessment = latency.assess(question(norm, { calls: 200, seconds }));
    expect(assessment).toMatchObject({ kind: 'latency', matters: true });
    expect(assessment.p).toBeLessThan(1e-4);
    expect(assessment.observed?.value).toBeGreaterThan(assessment.expected?.upper ?? Number.NaN);
  });

  test('that is less than before is no finding', () => {
    const assessment = latency.assess(question(norm, { calls: 200, seconds: (call) => spread(call) / 5 }));
    expect(assessment).toMatchObject({ verdict: 'normal', matters: false });
  });

  test('that doubles by a few milliseconds wakes nobody', () => {
    const quick = windows(60, { calls: 100, seconds: (call) => 0.004 + 0.0001 * (call % 7) });
    expect(latency.assess(question(quick, { calls: 100, seconds: () => 0.009 }))).toMatchObject({
      verdict: 'normal',
      matters: false,
    });
  });

  test('of too few calls is insufficient data', () => {
    expect(latency.assess(question(norm, { calls: 4, seconds: () => 9 })).verdict).toBe('insufficientData');
    expect(latency.assess(question(norm, { calls: 5, seconds: () => 9 })).p).toBeLessThan(0.01);
  });

  test.each([
    ['while the window teaches', { learning: true }],
    ['of a candidate', { known: known('candidate') }],
    ['of an edge that taught nothing', { pooled: undefined }],
  ])('%s is learning', (_what, rest) => {
    expect(latency.assess(question(norm, { calls: 100, seconds: () => 9 }, rest)).verdict).toBe('learning');
  });

  test('is learning where only outcomes were learned', () => {
    const untimed = norm.map((shown) => ({ ...shown, calls: 0 }));
    expect(latency.assess(question(untimed, { calls: 100 })).verdict).toBe('learning');
  });
});
