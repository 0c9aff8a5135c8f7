import { operationName, TRACES_PATH } from '../operations/names';
import { operations } from '../operations/table';
import { isJsonObject } from '../wire/json';
import { errorNames } from './errors';
import type { Fault } from './plan';

/** What a member of a plan may be, as a check and in words. */
export interface Member {
  readonly allowed: string;
  readonly required?: true;
  fits(value: unknown): boolean;
}

type MembersOf<F> = { readonly [M in Exclude<keyof F, 'kind'>]-?: Member };

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isNatural = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isLength = (value: unknown): value is number => isNumber(value) && value >= 0;
const isList = (value: unknown, fits: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(fits);
const oneOf = (...words: readonly string[]): Member => ({
  allowed: words.join(', '),
  fits: (value) => words.includes(String(value)) && typeof value === 'string',
});
const required = (member: Member): Member => ({ ...member, required: true });

const knownOperations = [...operations.keys(), TRACES_PATH].map(operationName);
const isOperation = (value: unknown): boolean => typeof value === 'string' && knownOperations.includes(value);
const isError = (value: unknown): boolean =>
  typeof value === 'string'
    ? errorNames.includes(value)
    : isJsonObject(value) &&
      isText(value.code) &&
      isText(value.message) &&
      isNatural(value.status) &&
      Number(value.status) >= 400 &&
      Number(value.status) < 600;
const errorWords = `${errorNames.join(', ')}, or {code, status (400 to 599), message}`;

const share: Member = {
  allowed: 'a number from 0 to 1',
  fits: (value) => isNumber(value) && value >= 0 && value <= 1,
};
const seconds: Member = { allowed: 'a number of seconds', fits: isNumber };
const whole: Member = { allowed: 'a whole number from 1', fits: isNatural };
const where = {
  operations: {
    allowed: `a list of ${knownOperations.join(', ')}`,
    fits: (value: unknown) => isList(value, isOperation),
  },
  fromPage: whole,
};
const howOften = { rate: share, times: whole };

/** The members of a plan itself. */
export const planMembers: Readonly<Record<string, Member>> = {
  seed: { allowed: 'a whole number', fits: Number.isSafeInteger },
  faults: required({ allowed: 'a list of faults', fits: Array.isArray }),
};

/** The members of each kind of fault; the type makes sure that none is forgotten. */
export const faultMembers: { readonly [K in Fault['kind']]: MembersOf<Extract<Fault, { kind: K }>> } = {
  error: { error: required({ allowed: errorWords, fits: isError }), ...where, ...howOften },
  script: {
    steps: required({
      allowed: `a list of ok, ${errorWords}`,
      fits: (value) => isList(value, (step) => step === 'ok' || isError(step)),
    }),
    repeat: { allowed: 'true or false', fits: (value) => typeof value === 'boolean' },
    ...where,
  },
  latency: {
    milliseconds: required({
      allowed: 'a number from 0 to 2147483647, or a list of two of them, the smaller first',
      fits: isDelay,
    }),
    ...where,
    ...howOften,
  },
  truncate: { share: required(share), ...where, ...howOften },
  clockSkew: {
    seconds: required(seconds),
    in: oneOf('operations', 'dateHeader', 'both'),
    ...where,
    ...howOften,
  },
  late: { seconds: required({ allowed: 'a number of seconds from 0', fits: isLength }), share },
  duplicate: { share },
  unprocessed: { code: { allowed: 'an error code', fits: isText }, ...howOften },
};

/** A timer takes 31 bits of milliseconds. */
function isDelay(value: unknown): boolean {
  const fits = (one: unknown): one is number => isLength(one) && one < 2 ** 31;
  if (!Array.isArray(value)) return fits(value);
  const [from, to] = value;
  return value.length === 2 && fits(from) && fits(to) && from <= to;
}
