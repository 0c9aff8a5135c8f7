import { invalidRequest, type ServiceFailure } from './failure';
import { isJsonObject, type JsonObject } from './json';

/**
 * Readers of a request's members that refuse what they cannot use: InvalidRequestException with the member's
 * name, what is allowed and what was found. A member that is absent or null is `undefined`; see `required`.
 */
export function required<T>(member: string, value: T | undefined): T {
  if (value === undefined) throw invalidRequest(`${member} is required`);
  return value;
}

/** What a text may be; lengths in characters. */
export interface TextBounds {
  readonly min?: number;
  /** @default no limit */
  readonly max?: number;
  /** The form of the whole text, and its words for people. */
  readonly form?: { readonly pattern: RegExp; readonly words: string };
}

/** A text within bounds. */
export function textMember(holder: JsonObject, member: string, bounds: TextBounds = {}): string | undefined {
  const value = memberOf(holder, member);
  if (value === undefined) return undefined;
  const { min = 0, max = Number.POSITIVE_INFINITY, form } = bounds;
  if (typeof value !== 'string' || value.length < min || value.length > max)
    throw refusal(member, Number.isFinite(max) ? `a text of ${min} to ${max} characters` : 'a text', value);
  if (form && !form.pattern.test(value)) throw refusal(member, form.words, value);
  return value;
}

/** What a number may be. */
export interface NumberBounds {
  readonly min: number;
  readonly max?: number;
  /** @default fractions are allowed */
  readonly whole?: boolean;
}

/** A number within bounds. */
export function numberMember(holder: JsonObject, member: string, bounds: NumberBounds): number | undefined {
  const value = memberOf(holder, member);
  if (value === undefined) return undefined;
  const { min, max = Number.POSITIVE_INFINITY, whole = false } = bounds;
  if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isSafeInteger(value)))
    return value;
  const limits = Number.isFinite(max) ? `from ${min} to ${max}` : `of ${min} or more`;
  throw refusal(member, `a ${whole ? 'whole ' : ''}number ${limits}`, value);
}

/** True or false. */
export function booleanMember(holder: JsonObject, member: string): boolean | undefined {
  const value = memberOf(holder, member);
  if (value === undefined || typeof value === 'boolean') return value;
  throw refusal(member, 'true or false', value);
}

/** One of a few words. */
export function choiceMember<T extends string>(
  holder: JsonObject,
  member: string,
  choices: readonly T[],
): T | undefined {
  const value = memberOf(holder, member);
  const chosen = choices.find((choice) => choice === value);
  if (value === undefined || chosen !== undefined) return chosen;
  throw refusal(member, choices.join(' or '), value);
}

/** A structure; what is in it is not looked at. */
export function objectMember(holder: JsonObject, member: string): JsonObject | undefined {
  const value = memberOf(holder, member);
  if (value === undefined || isJsonObject(value)) return value;
  throw refusal(member, 'an object', value);
}

/** A list of structures, at most so many. */
export function objectsMember(
  holder: JsonObject,
  member: string,
  most = Number.POSITIVE_INFINITY,
): readonly JsonObject[] | undefined {
  return listMember(holder, member, most)?.map((item, n) => {
    if (isJsonObject(item)) return item;
    throw refusal(`${member}[${n}]`, 'an object', item);
  });
}

/** A list of anything, at most so many. */
export function listMember(holder: JsonObject, member: string, most: number): readonly unknown[] | undefined {
  const value = memberOf(holder, member);
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.length <= most) return value;
  throw refusal(member, Number.isFinite(most) ? `a list of at most ${most}` : 'a list', value);
}

/** The refusal of a member's value. @param allowed completes the sentence "X must be ..." */
export function refusal(member: string, allowed: string, value: unknown): ServiceFailure {
  return invalidRequest(`${member} must be ${allowed}, found ${shown(value)}`);
}

function memberOf(holder: JsonObject, member: string): unknown {
  return holder[member] ?? undefined;
}

const LONGEST_SHOWN = 60;

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return 'an object';
  if (typeof value === 'string' && value.length > LONGEST_SHOWN)
    return `a text of ${value.length} characters`;
  return JSON.stringify(value) ?? 'nothing';
}
