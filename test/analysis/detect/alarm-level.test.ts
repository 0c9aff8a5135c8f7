import { vanishedLevel } from '../../../analysis/detect/alarm-level';
import { known } from '../support/question';

const edges = (count: number) => Array.from({ length: count }, (_, i) => known('learned', {}, `a||>b${i}||`));

describe('The level of silences', () => {
  test('is the part of the budget that silences have, over the edges that may fall silent', () => {
    expect(vanishedLevel(edges(50), 0.004)).toBeCloseTo(2e-5, 12);
    expect(vanishedLevel(edges(50), 0.0008)).toBeCloseTo(4e-6, 12);
  });

  test('counts neither nodes nor candidates', () => {
    const others = [known('learned', {}, 'a||'), known('candidate', {}, 'a||>c||')];
    expect(vanishedLevel([...edges(1), ...others], 0.004)).toBeCloseTo(1e-3, 12);
  });

  test('is a probability, however large the budget', () => {
    expect(vanishedLevel([], 100)).toBe(1);
  });
});
