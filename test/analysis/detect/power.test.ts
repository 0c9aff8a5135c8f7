import fc from 'fast-check';
import { neighboursOf } from '../../../analysis/detect/neighbours';
import { power } from '../../../analysis/detect/power';
import { sightOf } from '../../../analysis/detect/sight';
import type { Signal } from '../../../analysis/model/observation';
import type { Power } from '../../../analysis/model/power';
import { ratioNorm } from '../../../analysis/stats/dispersion';
import { meanAndVariance } from '../../../analysis/stats/moments';
import { overDispersion } from '../../../analysis/stats/negative-binomial';
import { parseSettings } from '../../../functions/settings';
import { normalFrom, randomFrom } from '../../laws/random';
import { observation, type Shown, windows } from '../support/question';
import {
  betaBinomialFrom,
  judged,
  learnedFrom,
  negativeBinomialFrom,
  standpointIn,
} from '../support/simulated';

/** A history of an edge: calls, failures and latencies that vary from window to window. */
const histories = fc
  .record({
    seed: fc.nat(),
    calls: fc.constantFrom(6, 12, 40, 150),
    fault: fc.constantFrom(0, 0.01, 0.1),
    clusters: fc.constantFrom(0, 20, 200),
  })
  .map(({ seed, calls: usual, fault, clusters }) => {
    const random = randomFrom(seed);
    const past = Array.from({ length: 80 }, (): Shown => {
      const calls = usual + Math.round((random() - 0.5) * 4);
      const times = Array.from({ length: calls }, latencyOf(random));
      return {
        calls,
        fault: times.filter(() => random() < fault).length,
        seconds: (call) => times[call] ?? 0,
      };
    });
    const baseline = learnedFrom(past, clusters);
    const at = standpointIn(baseline);
    const { pooled: view } = at.question;
    if (view === undefined) throw new Error('the edge was learned');
    return { baseline, at, view, random };
  });

type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** Log-normal latencies about a tenth of a second, whose level varies by a tenth from window to window. */
function latencyOf(random: () => number): () => number {
  const level = 0.1 * Math.exp(0.1 * normalFrom(random));
  return () => level * Math.exp(0.5 * normalFrom(random));
}

const draws = 400;
/** How far a share of the draws may lie from its chance: five standard deviations, and one window in a hundred. */
const bound = (chance: number): number => 5 * Math.sqrt((chance * (1 - chance)) / draws) + 0.01;
/** Share of drawn windows that the settlement calls anomalous in a signal. */
const flaggedShare = ({ baseline }: History, signal: Signal, draw: () => Shown): number =>
  Array.from({ length: draws }, draw).filter(
    (drawn) => judged(baseline, observation(drawn), signal)?.verdict === 'anomalous',
  ).length / draws;
const chanceOf = (found: Power): number => {
  if (found.kind === 'unjudged') throw new Error(found.why);
  return found.flagged;
};

const failing = ({ baseline, at, view, random }: History, ratio: number) => {
  const { rho } = ratioNorm(view.norm.fault, view.norm.trials, neighboursOf(baseline.pooled).fault);
  return (): Shown => ({ calls: at.calls, fault: betaBinomialFrom(random, at.calls, ratio, rho) });
};
const busy = ({ view, random }: History, factor: number) => {
  const { mean, variance } = meanAndVariance(view.norm.calls, view.windows);
  const phi = overDispersion(mean, variance, 0.04);
  return (): Shown => ({ calls: negativeBinomialFrom(random, mean * factor, phi) });
};
const slow =
  ({ at, random }: History, factor: number, share: number) =>
  (): Shown => {
    const latency = latencyOf(random);
    return { calls: at.calls, seconds: () => latency() * (random() < share ? factor : 1) };
  };

describe('The share of simulated windows that are called anomalous', () => {
  test('is the power promised for their fault ratio', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0.05, 0.1, 0.3, 0.6, 0.95), (history, ratio) => {
        const promised = chanceOf(power(history.at, { kind: 'fault-ratio', ratio }));
        const found = flaggedShare(history, 'faultRatio', failing(history, ratio));
        expect(Math.abs(found - promised)).toBeLessThanOrEqual(bound(promised));
      }),
      { numRuns: 8 },
    );
  });

  test('is the power promised for their traffic', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0.05, 0.2, 0.5, 2, 3, 6), (history, factor) => {
        const promised = chanceOf(power(history.at, { kind: 'request-rate', factor }));
        const found = flaggedShare(history, 'requestRate', busy(history, factor));
        expect(Math.abs(found - promised)).toBeLessThanOrEqual(bound(promised));
      }),
      { numRuns: 8 },
    );
  });

  test('is at least the power promised for their latency', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(1.3, 2, 3, 5, 10, 30),
        fc.constantFrom(1, 0.5, 0.1),
        (history, factor, share) => {
          const promised = chanceOf(power(history.at, { kind: 'latency', factor, share }));
          const found = flaggedShare(history, 'latency', slow(history, factor, share));
          expect(found).toBeGreaterThanOrEqual(promised - bound(promised));
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe('The smallest effects', () => {
  test('are flagged four times in five; a little less is not', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { faultRatio, riseFactor, dropFactor } = sightOf(history.at);
        const cases = [
          faultRatio && {
            signal: 'faultRatio' as const,
            at: failing(history, faultRatio),
            below: failing(history, faultRatio * 0.7),
          },
          riseFactor && {
            signal: 'requestRate' as const,
            at: busy(history, riseFactor),
            below: busy(history, riseFactor * 0.7),
          },
          dropFactor && {
            signal: 'requestRate' as const,
            at: busy(history, dropFactor),
            below: busy(history, Math.min(1, dropFactor * 1.5)),
          },
        ].filter((found) => typeof found === 'object');
        for (const { signal, at, below } of cases) {
          expect(flaggedShare(history, signal, at)).toBeGreaterThanOrEqual(0.8 - bound(0.8));
          expect(flaggedShare(history, signal, below)).toBeLessThan(0.8);
        }
        expect(cases.length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 8 },
    );
  });

  test('of latency are kept, and no more than half as much again as what is seen in truth', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const { latencyFactor = Number.NaN } = sightOf(history.at);
        const seen = (factor: number) => flaggedShare(history, 'latency', slow(history, factor, 1));
        expect(seen(latencyFactor)).toBeGreaterThanOrEqual(0.8 - bound(0.8));
        expect(seen(latencyFactor / 1.5)).toBeLessThan(0.8);
      }),
      { numRuns: 5 },
    );
  });

  test('are smaller where there is more traffic and larger where alarms are dearer', () => {
    const sight = (calls: number, falseAlarmsPerWeek = 1) =>
      sightOf(
        standpointIn(
          learnedFrom(windows(80, { calls, fault: 1 }), 200),
          parseSettings({ falseAlarmsPerWeek }),
        ),
      );
    const ratio = (...args: Parameters<typeof sight>) => sight(...args).faultRatio ?? 1;
    expect(ratio(20)).toBeGreaterThan(ratio(200));
    expect(ratio(200)).toBeGreaterThan(ratio(2_000));
    expect(ratio(200, 0.01)).toBeGreaterThan(ratio(200, 1));
    expect(sight(20)).not.toHaveProperty('dropFactor');
  });

  test('are none where nothing is judged, and the reason is the detectors own', () => {
    const sight = (past: Shown[]) => sightOf(standpointIn(learnedFrom(past)));
    expect(sight(windows(10, { calls: 50 }))).toMatchObject({ unjudged: '10 of 24 windows learned' });
    expect(sight(windows(60, { calls: 3 }))).toMatchObject({ unjudged: '3 of 5 sampled calls needed' });
    expect(power(standpointIn(learnedFrom([])), { kind: 'latency', factor: 9 })).toMatchObject({
      kind: 'unjudged',
      why: '0 of 24 windows learned',
    });
  });
});

describe('The windows that an effect needs', () => {
  const needs = (past: readonly (Shown | undefined)[], ratio: number) => {
    const found = power(standpointIn(learnedFrom(past, 20)), { kind: 'fault-ratio', ratio });
    return found.kind === 'power' ? found.windows : undefined;
  };

  test('are one for what is seen surely, more for what is seen seldom, and endless for the norm of a calm edge', () => {
    const norm = windows(80, { calls: 40 });
    expect(needs(norm, 1)).toBe(1);
    expect(needs(norm, 0.06)).toBeGreaterThan(1);
    expect(needs(norm, 1e-6)).toBeUndefined();
  });

  test('are more where the edge has calls in every fourth window only', () => {
    const seldom = windows(320, { calls: 40 }).map((shown, i) => (i % 4 === 0 ? shown : undefined));
    expect(needs(seldom, 1)).toBe(6);
  });
});

describe('Something new', () => {
  test('is seen with the chance that one of its calls is sampled', () => {
    const at = standpointIn(learnedFrom([]));
    const found = power(at, { kind: 'new-edge', calls: 10, samplingShare: 0.05 });
    expect(found).toMatchObject({ kind: 'power', calls: 0.5, windows: 4 });
    expect(chanceOf(found)).toBeCloseTo(1 - 0.95 ** 10, 12);
  });
});
