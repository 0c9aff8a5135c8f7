/**
 * A function of an immutable object that is worked out once for each object: what a norm implies is asked several
 * times a window. Kept as long as the object lives; equal results for equal objects, so that nobody can tell. Assumes
 * that neither the object nor what it holds is ever changed, and that the result is not either.
 * @example onceFor(({ mean }) => 2 * mean)({ mean: 4 }) // => 8
 */
export function onceFor<T extends object, R>(derive: (from: T) => R): (from: T) => R {
  const known = new WeakMap<T, { readonly value: R }>();
  return (from) => {
    const before = known.get(from);
    if (before) return before.value;
    const value = derive(from);
    known.set(from, { value });
    return value;
  };
}
