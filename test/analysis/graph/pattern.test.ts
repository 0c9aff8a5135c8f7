import fc from 'fast-check';
import { filled, partsOf, patternOf } from '../../../analysis/graph/pattern';

/** The same by a regular expression, which takes each part but the last as short as it can. */
const twin = (pattern: string, name: string): readonly string[] | undefined => {
  const escaped = pattern.split('*').map((part) => part.replace(/[.$+?()[\]{}|\\^]/g, '\\$&'));
  const parts = new RegExp(`^${escaped.join('([^]*?)')}$`).exec(name);
  return parts?.slice(1);
};

describe('A pattern', () => {
  test.each<[string, string, readonly string[] | undefined]>([
    ['orders', 'orders', []],
    ['orders', 'orders2', undefined],
    ['orders*', 'orders', ['']],
    ['orders*', 'my-orders', undefined],
    ['*orders', 'my-orders', ['my-']],
    ['*', '', ['']],
    ['a*a', 'a', undefined],
    ['a*a', 'aa', ['']],
    ['*.s3.*.amazonaws.com', 'a.b.s3.eu-west-1.amazonaws.com', ['a.b', 'eu-west-1']],
    ['*.s3.*.amazonaws.com', 'a.s3.amazonaws.com', undefined],
    ['*b*b', 'abb', ['a', '']],
    ['.*+', 'x+', undefined],
  ])('%j in %j: %j', (pattern, name, parts) => expect(partsOf(patternOf(pattern), name)).toEqual(parts));

  test('matches what a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
    fc.assert(
      fc.property(text, name, (pattern, of) => {
        expect(partsOf(patternOf(pattern), of) === undefined).toBe(twin(pattern, of) === undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  test('gives parts that make the name again', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), fc.array(text), (literals, between) => {
        const name = literals
          .map((literal, i) => literal + (i < literals.length - 1 ? (between[i] ?? '') : ''))
          .join('');
        const parts = partsOf(literals, name) ?? [];
        expect(parts).toHaveLength(literals.length - 1);
        expect(literals.map((literal, i) => literal + (parts[i] ?? '')).join('')).toBe(name);
      }),
    );
  });

  test('takes no longer for a name made to be tried over and over', () => {
    const pattern = patternOf(`${'a*'.repeat(30)}b`);
    const began = performance.now();
    expect(partsOf(pattern, 'a'.repeat(50_000))).toBeUndefined();
    expect(partsOf(pattern, `${'a'.repeat(50_000)}b`)).toHaveLength(30);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('fills in its parts, and nothing for those it has not', () => {
    expect(filled('$2.x.$1$3', ['a', 'b'])).toBe('b.x.a');
  });
});
