import type { WireKeyValue, WireValue } from './codec';

/** An attribute's value as JSON can hold it; null is a value that was left empty. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Attributes = ReadonlyMap<string, Value>;

/** Attributes by key; of two with one key the later counts. */
export function attributesOf(pairs: readonly WireKeyValue[] = []): Attributes {
  return new Map(pairs.map(({ key = '', value }) => [key, plainValue(value)]));
}

function plainValue(wire: WireValue = {}): Value {
  if (wire.intValue !== undefined) return integerOf(wire.intValue);
  if (wire.arrayValue) return (wire.arrayValue.values ?? []).map(plainValue);
  if (wire.kvlistValue) return Object.fromEntries(attributesOf(wire.kvlistValue.values));
  return wire.stringValue ?? wire.boolValue ?? wire.doubleValue ?? wire.bytesValue ?? null;
}

/** An integer that a JSON reader would round stays text. */
function integerOf(text: string): Value {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** The first text among some attributes; empty texts do not count. */
export function textOf(attributes: Attributes, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** The first integer among some attributes. */
export function integerIn(attributes: Attributes, ...keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const value = attributes.get(key);
    if (typeof value === 'number' && Number.isInteger(value)) return value;
  }
  return undefined;
}
