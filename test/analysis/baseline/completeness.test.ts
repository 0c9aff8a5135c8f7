import { completenessOf, unseenMass } from '../../../analysis/baseline/completeness';
import type { Known } from '../../../analysis/model/baseline';
import { randomFrom } from '../../laws/random';
import { known } from '../support/question';

const seen = (subject: string, windows: number): Known => known('learned', { windows }, subject);

describe('Completeness', () => {
  test.each([
    // what, windows each subject was seen in, sightings, once, unseen mass, at most
    ['never seen', [0], 0, 0, 1, 1],
    ['seen once', [1], 1, 1, 1, 1],
    ['seen often and never calling: three in its sightings', [600], 600, 0, 1 / 601, 0.005],
    ['with two calls seen once', [90, 8, 1, 1], 100, 2, 0.02, 0.02 + 1.645 * Math.sqrt(1.96e-4)],
    ['with calls seen twice, which speak of others', [96, 2, 2], 100, 0, 1 / 101, 1.645 * Math.sqrt(4e-4)],
  ])('of a service %s', (_what, windows, sightings, once, mass, atMost) => {
    const subjects = windows.map((n, i) => seen(i === 0 ? 'a||' : `a||>t${i}||`, n));
    const [service] = completenessOf(subjects);
    expect(service).toMatchObject({ service: 'a||', sightings, once });
    expect(service?.unseenMass).toBeCloseTo(mass, 12);
    expect(service?.atMost).toBeCloseTo(atMost, 12);
  });

  test('counts a call to its caller and not to the service called', () => {
    const all = completenessOf([seen('b||', 50), seen('a||>b||', 1), seen('a||', 50)]);
    expect(all.map(({ service, once }) => [service, once])).toEqual([
      ['a||', 1],
      ['b||', 0],
    ]);
  });

  test('of the whole scope is that of all its subjects together', () => {
    expect(unseenMass([seen('a||', 60), seen('a||>b||', 1), seen('b||', 39)])).toBeCloseTo(0.01, 12);
  });

  test('bounds the chance that the next call is new in at least nine of ten random services', () => {
    const random = randomFrom(11);
    let covered = 0;
    const services = 400;
    for (let trial = 0; trial < services; trial += 1) {
      const calls = 2 + Math.floor(random() * 30);
      const weights = Array.from({ length: calls }, (_, i) => 1 / (i + 1) ** 1.5);
      const total = weights.reduce((a, b) => a + b, 0);
      const counts = new Array<number>(calls).fill(0);
      for (let i = 0; i < 300; i += 1) {
        let at = random() * total;
        let chosen = 0;
        while (chosen < calls - 1 && at > (weights[chosen] ?? 0)) {
          at -= weights[chosen] ?? 0;
          chosen += 1;
        }
        counts[chosen] = (counts[chosen] ?? 0) + 1;
      }
      const truth = weights.filter((_, i) => counts[i] === 0).reduce((a, b) => a + b, 0) / total;
      const subjects = counts.flatMap((n, i) => (n > 0 ? [seen(`a||>t${i}||`, n)] : []));
      if (truth <= (completenessOf(subjects)[0]?.atMost ?? 0)) covered += 1;
    }
    expect(covered / services).toBeGreaterThan(0.9);
  });
});
