/** A JSON object as it came over the wire: every member is unknown until somebody has looked at it. */
export type JsonObject = { readonly [member: string]: unknown };

/** Whether a JSON value is an object (neither null nor a list). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member's object, or an empty object when the member is absent or something else. */
export function objectIn(holder: JsonObject, member: string): JsonObject {
  const value = holder[member];
  return isJsonObject(value) ? value : {};
}

/** The member's text, or undefined when the member is absent, empty or not a text. */
export function textIn(holder: JsonObject, member: string): string | undefined {
  const value = holder[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The member's finite number, or undefined when the member is absent or not a number. */
export function numberIn(holder: JsonObject, member: string): number | undefined {
  const value = holder[member];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The objects in a list member; other entries, and a member that is no list, are left out. */
export function objectsIn(holder: JsonObject, member: string): readonly JsonObject[] {
  const value = holder[member];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/**
 * Parses text that ought to be one JSON object.
 * Returns undefined for anything else, broken JSON included.
 */
export function parseJsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * How deep the brackets of a JSON text are nested, round ones of a filter expression included; found without
 * recursion. A text of 64 KB can nest 30,000 levels, which no recursive reader or writer survives.
 */
export function nestingDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b || code === 0x28) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d || code === 0x29) depth--;
  }
  return deepest;
}
