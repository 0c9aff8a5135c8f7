import { onceFor } from '../../../analysis/stats/once-for';

describe('What is worked out once for an object', () => {
  const counted = () => {
    const asked: number[] = [];
    const twice = onceFor(({ value }: { readonly value?: number }): number | undefined => {
      asked.push(value ?? 0);
      return value === undefined ? undefined : 2 * value;
    });
    return { asked, twice };
  };

  test.each([
    ['a value', { value: 4 }, 8],
    ['nothing', {}, undefined],
  ])('is the same however often it is asked: %s', (_what, from, result) => {
    const { asked, twice } = counted();
    expect([twice(from), twice(from), twice(from)]).toEqual([result, result, result]);
    expect(asked).toHaveLength(1);
  });

  test('is another matter for each object, equal or not', () => {
    const { asked, twice } = counted();
    expect([twice({ value: 1 }), twice({ value: 1 }), twice({ value: 2 })]).toEqual([2, 2, 4]);
    expect(asked).toEqual([1, 1, 2]);
  });

  test('is tried again where it failed', () => {
    let asked = 0;
    const failing = onceFor((_: object): number => {
      asked += 1;
      throw new RangeError('no');
    });
    const from = {};
    expect(() => failing(from)).toThrow('no');
    expect(() => failing(from)).toThrow('no');
    expect(asked).toBe(2);
  });
});
