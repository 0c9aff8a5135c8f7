/**
 * JSON with sorted members, so that equal values give equal bytes whatever order their members were set in.
 * Members that are undefined are left out; `-0` is kept, which JSON.stringify would not do. O(n).
 * @throws TypeError for what JSON cannot hold exactly: NaN, infinities, Maps, undefined in an array, functions
 * @example canonicalJson({ b: 1, a: [true, -0] }) // => '{"a":[true,-0],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return numberText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value)) return arrayText(value);
      if (isPlain(value)) return objectText(value);
      break;
    default:
  }
  throw new TypeError(`JSON cannot hold ${nameOf(value)}`);
}

const nameOf = (value: unknown): string => Object.prototype.toString.call(value);

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON cannot hold ${value}`);
  return Object.is(value, -0) ? '-0' : String(value);
}

function arrayText(values: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < values.length; i += 1) text += (i === 0 ? '' : ',') + canonicalJson(values[i]);
  return `${text}]`;
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = '{';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
