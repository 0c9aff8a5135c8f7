import { defaults, observation, windows } from '../support/question';
import { judged, learnedFrom } from '../support/simulated';

/** Response times spread evenly over a factor of a thousand. */
const seconds = (call: number): number => 0.001 * 1_000 ** ((call % 37) / 36);
/** An edge of which three calls in ten fail, in a scope whose windows are often far out. */
const restless = learnedFrom(windows(60, { calls: 100, fault: 30, seconds }), 2_000);

describe('A window in which not even a gross effect could be told from chance', () => {
  test.each([
    { signal: 'faultRatio' as const, calls: 5, fault: 1, verdict: 'insufficientData' },
    { signal: 'faultRatio' as const, calls: 100, fault: 31, verdict: 'normal' },
    { signal: 'errorRatio' as const, calls: 5, fault: 1, verdict: 'normal' },
    { signal: 'latency' as const, calls: 100, fault: 31, verdict: 'normal' },
    { signal: 'requestRate' as const, calls: 100, fault: 31, verdict: 'normal' },
  ])('is no norm: the $signal of $calls calls is $verdict', ({ signal, calls, fault, verdict }) => {
    const found = judged(restless, observation({ calls, fault, seconds }), signal);
    expect(found).toMatchObject({ verdict, matters: false });
    expect(found?.p).toBeGreaterThan(0.01);
  });

  test.each(['requestRate', 'latency'] as const)('is no norm of a %s that comes in bursts', (signal) => {
    const bursts = Array.from({ length: 60 }, (_, i) => ({
      calls: 3 ** (i % 9),
      seconds: () => 0.001 * 3 ** ((i * 4) % 9),
    }));
    const shown = observation({ calls: 81, seconds: (call) => 0.03 + call / 10_000 });
    expect(judged(learnedFrom(bursts, 2_000), shown, signal)).toMatchObject({
      verdict: 'insufficientData',
      why: expect.stringContaining(' could not be told from chance'),
    });
  });

  test('says what could not be told; what nobody would call small is a setting', () => {
    const shown = observation({ calls: 8, fault: 2, seconds });
    expect(judged(restless, shown, 'faultRatio')).toMatchObject({
      verdict: 'insufficientData',
      why: expect.stringMatching(/^2 of 8 against .*; even 6 of 8 calls could not be told from chance$/),
    });
    const grosser = { ...defaults, grossEffect: { ...defaults.grossEffect, ratio: 1 } };
    expect(
      judged(restless, observation({ calls: 12, fault: 3, seconds }), 'faultRatio', grosser)?.verdict,
    ).toBe('normal');
    expect(judged(restless, observation({ calls: 12, fault: 3, seconds }), 'faultRatio')?.verdict).toBe(
      'insufficientData',
    );
  });

  test('is anomalous all the same where it shows more than that', () => {
    expect(judged(restless, observation({ calls: 12, fault: 12, seconds }), 'faultRatio')?.verdict).toBe(
      'anomalous',
    );
  });
});
