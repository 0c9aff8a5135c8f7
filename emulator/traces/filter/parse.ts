import { generate, type parser } from 'peggy';
import { invalidRequest } from '../../wire/failure';
import { isJsonObject, type JsonObject, nestingDepth } from '../../wire/json';
import { GRAMMAR } from './grammar';
import { typeOfKeyword } from './keywords';
import { requireScope } from './scope';
import type { EntityExpression, Expression } from './syntax';

/** The longest text that is read. X-Ray documents no limit; this one keeps a request's cost bounded. */
const LONGEST_FILTER = 10_000;
/** The longest EntitySelectorExpression (X-Ray API model); the shortest is one character. */
const LONGEST_SELECTOR = 500;
/** Brackets within brackets, far more than people write and far less than the stack holds. */
const DEEPEST_NESTING = 100;

const compile = () => generate(GRAMMAR, { allowedStartRules: ['Filter', 'Selector'] });
let compiled: ReturnType<typeof compile> | undefined;

/** Reads a filter expression; null for a blank one. Throws InvalidRequestException: where, what, and what else. */
export function readFilter(text: string, filterOfGroup: FilterOfGroup): Expression | null {
  const reading: Reading = { text, what: 'filter expression', longest: LONGEST_FILTER };
  const expression = read<Expression | null>(reading, { startRule: 'Filter', filterOfGroup });
  if (expression) requireScope(expression, 'trace', (problem, at) => refuse(reading, problem, at));
  return expression;
}

/** Reads an entity selector: one `id()`, `service()` or `edge()`. Throws like {@link readFilter}. */
export function readSelector(text: string): EntityExpression {
  const reading: Reading = { text, what: 'entity selector expression', longest: LONGEST_SELECTOR };
  if (text === '') throw invalidRequest(`Invalid ${reading.what}: it must not be empty`);
  return read(reading, { startRule: 'Selector' });
}

/** The filter of a group that an expression names; null when it filters nothing. Throws when there is no such group. */
export type FilterOfGroup = (by: 'name' | 'arn', value: string) => Expression | null;

interface Reading {
  readonly text: string;
  readonly what: string;
  readonly longest: number;
}

/** Runs the grammar. The caller says what its start rule makes, because Peggy does not know. */
function read<T>(reading: Reading, options: Readonly<Record<string, unknown>>): T {
  const { text, what, longest } = reading;
  if (text.length > longest) {
    throw invalidRequest(`Invalid ${what}: ${text.length} characters are more than ${longest}`);
  }
  if (nestingDepth(text) > DEEPEST_NESTING) {
    throw invalidRequest(`Invalid ${what}: brackets are nested deeper than ${DEEPEST_NESTING}`);
  }
  const no = (problem: string, at: number) => refuse(reading, problem, at);
  const patternsOf = (json: string, at: number) => readPatterns(json) ?? no(PATTERNS_EXPECTED, at);
  compiled ??= compile(); // when the first expression comes, because it takes a tenth of a second
  const { parse, SyntaxError: Unexpected } = compiled;
  try {
    const made: unknown = parse(text, { ...options, typeOfKeyword, patternsOf, refuse: no });
    return made as T; // a promise of the grammar's actions
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return no(`expected ${listed(error.expected ?? [])}`, error.location.start.offset);
  }
}

const PATTERNS_EXPECTED = 'expected a JSON list with at least one object, such as #[{"Services": []}]';

function readPatterns(json: string): readonly JsonObject[] | undefined {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) && list.length > 0 && list.every(isJsonObject) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Refuses a text for what stands at a place in it; the place is counted from 0 and told from 1. */
function refuse({ text, what }: Reading, problem: string, at: number): never {
  const found = /^(?:[\w.]+|[\s\S])/u.exec(text.slice(at))?.[0].slice(0, 40);
  const where = found === undefined ? 'at its end' : `at character ${at + 1}, "${found}"`;
  throw invalidRequest(`Invalid ${what} ${where}: ${problem}`);
}

function listed(expectations: readonly parser.Expectation[]): string {
  const words = expectations.map((one) => {
    if (one.type === 'literal') return `"${one.text}"`;
    if (one.type === 'other') return one.description;
    return one.type === 'end' ? 'the end' : 'a character';
  });
  const [last, ...others] = [...new Set(words)]
    .filter((word) => word !== 'whitespace')
    .sort()
    .reverse();
  return others.length === 0 ? String(last) : `${others.reverse().join(', ')} or ${last}`;
}
