/**
 * Bytes of a text in UTF-8, in which SNS and EventBridge measure; half a surrogate pair counts as the three bytes of
 * the character that replaces it.
 * @example utf8Bytes('aé€😀') // => 10
 */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Bytes of a value as JSON. */
export const jsonBytes = (value: unknown): number => utf8Bytes(JSON.stringify(value));

/** The first of the items, in their order, that as members of a JSON list take no more than `room` bytes together. */
export function fitting<T>(items: readonly T[], room: number): readonly T[] {
  let bytes = 0;
  const end = items.findIndex((item) => {
    bytes += jsonBytes(item) + 1;
    return bytes > room;
  });
  return end < 0 ? items : items.slice(0, end);
}

/** A text of at most `length` UTF-16 units; one that was longer ends in `...` and never in half a character. */
export const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 3).replace(/[\ud800-\udbff]$/, '')}...`;
