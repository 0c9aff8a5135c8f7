/** A name cut at its `*`s: each stands for any run of characters, also none; everything else for itself. */
export type Pattern = readonly string[];

/** Reads a pattern. X-Ray allows no `*` in a name, so that nothing needs to be escaped. */
export const patternOf = (text: string): Pattern => text.split('*');

/**
 * What the `*`s of a pattern stand for in a name, in order, or undefined where the whole name does not match. Each `*`
 * but the last takes as little as it can. Nothing is ever tried twice, so that no name makes it slow, unlike a glob
 * library, which compiles to a regular expression that backtracks and gives `/`, `?` and braces a meaning:
 * O(name x pattern) at worst.
 * @example partsOf(patternOf('*.s3.*.amazonaws.com'), 'logs.s3.eu-west-1.amazonaws.com') // => ['logs', 'eu-west-1']
 */
export function partsOf(pattern: Pattern, name: string): readonly string[] | undefined {
  const [first = '', ...rest] = pattern;
  const last = rest.at(-1);
  if (last === undefined) return name === first ? [] : undefined;
  const end = name.length - last.length;
  let at = first.length;
  if (at > end || !name.startsWith(first) || !name.endsWith(last)) return undefined;
  const parts: string[] = [];
  for (const literal of rest.slice(0, -1)) {
    const found = name.indexOf(literal, at);
    if (found < 0 || found + literal.length > end) return undefined;
    parts.push(name.slice(at, found));
    at = found + literal.length;
  }
  return [...parts, name.slice(at, end)];
}

/** A text with `$1` to `$9` replaced by the parts; what a pattern has no part for becomes nothing. */
export const filled = (text: string, parts: readonly string[]): string =>
  text.replace(/\$([1-9])/g, (_, number: string) => parts[Number(number) - 1] ?? '');
