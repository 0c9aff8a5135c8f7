import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** What an attribute of ours may hold; nested things are JSON in a string or a compressed body. */
export type Value = string | number | boolean | Uint8Array;

/** Attributes by name; undefined ones are not written. */
export type Fields = Readonly<Record<string, Value | undefined>>;

/** Halves of a character, which UTF-8 cannot hold. */
const loneSurrogates = /\p{Cs}/gu;
/** What a DynamoDB number may be, apart from 0. */
const smallest = 1e-130;
const largest = 9.9e125;

/**
 * Attributes as DynamoDB takes them.
 * @throws RangeError for a number beyond DynamoDB's range; one too small for it becomes 0
 */
export function toAttributes(fields: Fields): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) attributes[name] = toAttribute(value);
  }
  return attributes;
}

function toAttribute(value: Value): AttributeValue {
  switch (typeof value) {
    case 'string':
      return { S: value.replace(loneSurrogates, '\uFFFD') };
    case 'number':
      return { N: numberText(value) };
    case 'boolean':
      return { BOOL: value };
    case 'object':
      return { B: value };
  }
}

function numberText(value: number): string {
  if (!(Math.abs(value) <= largest)) throw new RangeError(`an attribute cannot hold the number ${value}`);
  return String(Math.abs(value) < smallest ? 0 : value);
}

/** An item as it was read, attributes by name; kinds of attribute that we never write are left out. */
export class Item {
  private readonly values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>) {
    this.values = values;
  }

  static of(attributes: Readonly<Record<string, AttributeValue>>): Item {
    const values = new Map<string, Value>();
    for (const [name, attribute] of Object.entries(attributes)) {
      const value = fromAttribute(attribute);
      if (value !== undefined) values.set(name, value);
    }
    return new Item(values);
  }

  get name(): string {
    return `${this.text('pk')} / ${this.text('sk')}`;
  }

  has(attribute: string): boolean {
    return this.values.has(attribute);
  }

  /** @throws Error when the attribute is absent or no string */
  text(attribute: string): string {
    const value = this.values.get(attribute);
    if (typeof value === 'string') return value;
    throw new Error(`item has no text ${attribute}: ${String(this.values.get('pk'))}`);
  }

  /** @throws Error when the attribute is absent or no number */
  number(attribute: string): number {
    const value = this.values.get(attribute);
    if (typeof value === 'number') return value;
    throw new Error(`item has no number ${attribute}: ${this.name}`);
  }

  /** @throws Error when the attribute is absent or not binary */
  bytes(attribute: string): Uint8Array {
    const value = this.values.get(attribute);
    if (value instanceof Uint8Array) return value;
    throw new Error(`item has no bytes ${attribute}: ${this.name}`);
  }

  /** A copy with other attributes; for upgraders. */
  with(fields: Fields): Item {
    const values = new Map(this.values);
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) values.delete(name);
      else values.set(name, value);
    }
    return new Item(values);
  }
}

function fromAttribute(attribute: AttributeValue): Value | undefined {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  return attribute.B;
}
