import { errorRatio, faultRatio, throttleRatio } from '../../../analysis/detect/ratios';
import { known, question, windows } from '../support/question';

const norm = windows(60, { calls: 100, fault: 1, error: 2, throttle: 1 });
const detectors = [
  { name: 'fault' as const, detector: faultRatio, kind: 'fault-ratio' },
  { name: 'error' as const, detector: errorRatio, kind: 'error-ratio' },
  { name: 'throttle' as const, detector: throttleRatio, kind: 'throttle-ratio' },
];

describe.each(detectors)('The $name ratio', ({ name, detector, kind }) => {
  test('as it always was is normal', () => {
    const assessment = detector.assess(question(norm, { calls: 100, [name]: 2 }));
    expect(assessment).toMatchObject({ verdict: 'normal', kind, matters: false });
    expect(assessment.p).toBeGreaterThan(0.05);
  });

  test('of a third of the calls is improbable and matters', () => {
    const assessment = detector.assess(question(norm, { calls: 100, [name]: 33 }));
    expect(assessment).toMatchObject({
      kind,
      matters: true,
      observed: { value: 0.33, unit: 'ratio', count: 100 },
    });
    expect(assessment.p).toBeLessThan(1e-6);
    expect(assessment.expected?.upper).toBeLessThan(0.33);
  });

  test('of none is no finding, however many calls', () => {
    const assessment = detector.assess(question(norm, { calls: 4_000 }));
    expect(assessment).toMatchObject({ verdict: 'normal', matters: false });
    expect(assessment.p).toBeGreaterThan(0.5);
  });

  test('of too few calls is insufficient data', () => {
    expect(detector.assess(question(norm, { calls: 4, [name]: 4 })).verdict).toBe('insufficientData');
    expect(detector.assess(question(norm, { calls: 5, [name]: 5 })).verdict).toBe('normal');
  });

  test.each([
    ['while the window teaches', { learning: true }],
    ['of a candidate', { known: known('candidate') }],
    ['of an edge that taught nothing', { pooled: undefined }],
  ])('%s is learning', (_what, rest) => {
    expect(detector.assess(question(norm, { calls: 100, [name]: 90 }, rest)).verdict).toBe('learning');
  });
});

describe('A ratio that is high by nature', () => {
  test('is normal at its level, and a window without any failure is not improbable in the direction that counts', () => {
    const failing = windows(60, { calls: 100, error: 90 });
    expect(errorRatio.assess(question(failing, { calls: 100, error: 91 }))).toMatchObject({
      verdict: 'normal',
      matters: false,
    });
    const better = errorRatio.assess(question(failing, { calls: 2_000, error: 0 }));
    expect(better).toMatchObject({ verdict: 'normal', matters: false });
    expect(better.p).toBeGreaterThan(0.99);
  });
});
