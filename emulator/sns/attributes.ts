import { invalidParameter, invalidValue } from './failure';
import type { SnsAttribute } from './message';

const MOST_DIGITS_AFTER_POINT = 5;
const LARGEST_NUMBER = 1e9;

/**
 * Reads the message attributes of a Publish form: `MessageAttributes.entry.N.Name` and `.Value.*`.
 * Throws a failure for names, types and values the SNS documentation forbids.
 */
export function readAttributes(form: URLSearchParams): Readonly<Record<string, SnsAttribute>> {
  const attributes: Record<string, SnsAttribute> = Object.create(null);
  for (let n = 1; form.has(`MessageAttributes.entry.${n}.Name`); n++) {
    const entry = `MessageAttributes.entry.${n}`;
    const name = form.get(`${entry}.Name`) ?? '';
    checkName(name);
    if (name in attributes) throw invalidParameter(`MessageAttributes Reason: duplicate name ${name}`);
    attributes[name] = readValue(name, {
      type: form.get(`${entry}.Value.DataType`) ?? '',
      text: form.get(`${entry}.Value.StringValue`) ?? undefined,
      binary: form.get(`${entry}.Value.BinaryValue`) ?? undefined,
    });
  }
  return attributes;
}

/** The bytes attributes add to a message: names, types and values. */
export function attributeBytes(attributes: Readonly<Record<string, SnsAttribute>>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) => {
      const value = Buffer.byteLength(StringValue) + Buffer.byteLength(BinaryValue, 'base64');
      return sum + Buffer.byteLength(name) + Buffer.byteLength(DataType) + value;
    },
    0,
  );
}

function checkName(name: string): void {
  const wellFormed = /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/.test(name) && name.length <= 256;
  if (!wellFormed) throw invalidParameter(`MessageAttributes Reason: invalid attribute name '${name}'`);
  if (/^(?:aws|amazon)\./i.test(name)) {
    throw invalidParameter(
      `MessageAttributes Reason: attribute name '${name}' begins with a reserved prefix`,
    );
  }
}

interface RawValue {
  readonly type: string;
  readonly text: string | undefined;
  readonly binary: string | undefined;
}

function readValue(name: string, { type, text, binary }: RawValue): SnsAttribute {
  if (!['String', 'String.Array', 'Number', 'Binary'].includes(type)) {
    throw invalidValue(`The message attribute '${name}' has the type '${type}', which is not supported`);
  }
  if (type === 'Binary') {
    if (!binary) throw invalidValue(`The message attribute '${name}' must contain a non-empty binary value`);
    return { DataType: type, BinaryValue: binary };
  }
  if (!text) throw invalidValue(`The message attribute '${name}' must contain a non-empty string value`);
  if (type === 'Number' && !isNumber(text)) {
    throw invalidValue(
      `The message attribute '${name}' is not a number between -10^9 and 10^9 with 5 decimals`,
    );
  }
  if (type === 'String.Array' && !isArray(text)) {
    throw invalidValue(
      `The message attribute '${name}' is not a JSON list of texts, numbers, booleans and nulls`,
    );
  }
  return { DataType: type, StringValue: text };
}

function isNumber(text: string): boolean {
  const parts = /^[+-]?\d+(?:\.(\d+))?$/.exec(text);
  return (
    parts !== null &&
    Math.abs(Number(text)) <= LARGEST_NUMBER &&
    (parts[1] ?? '').length <= MOST_DIGITS_AFTER_POINT
  );
}

function isArray(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((entry) => entry === null || typeof entry !== 'object');
  } catch {
    return false;
  }
}
