import { readFileSync } from 'node:fs';
import { fields } from './settings';

type Values = Readonly<Record<string, unknown>>;

/** Settings as they were given, not yet checked, and what could not even be read. */
export interface Given {
  readonly values: Values;
  readonly mistakes: readonly string[];
}

/**
 * Gathers settings from CDK context: `-c name=value` each, or `-c settings=FILE` with one JSON object, or both.
 * A value on the command line wins over the file. Keys of CDK itself (they hold `:`, `/` or `-`) are not ours;
 * any other unknown name is handed on, so that a misspelt one is refused and not ignored.
 */
export function settingsFrom(context: Values): Given {
  const { settings: file, ...own } = Object.fromEntries(
    Object.entries(context).filter(([name]) => /^[A-Za-z]+$/.test(name)),
  );
  const { values, mistakes } = file === undefined ? { values: {}, mistakes: [] } : settingsIn(String(file));
  const read = Object.entries(own).map(([name, value]) => [name, reading(name, value)] as const);
  return { values: { ...values, ...Object.fromEntries(read) }, mistakes };
}

function settingsIn(file: string): Given {
  const refused = (why: string): Given => ({
    values: {},
    mistakes: [`settings: ${JSON.stringify(file)} - ${why}`],
  });
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      return refused('must hold one JSON object');
    }
    return { values: content as Values, mistakes: [] };
  } catch (cause) {
    return refused((cause as Error).message);
  }
}

/**
 * A command line knows only text: the first reading of it that the field accepts. When it accepts none, the one that
 * is wrong in its parts rather than as a whole, so that the mistake named is the one that was made.
 */
function reading(name: string, value: unknown): unknown {
  const field = Object.entries(fields).find(([known]) => known === name)?.[1];
  if (typeof value !== 'string' || field === undefined) return value;
  const list = value.split(',').map((item) => item.trim());
  const candidates = [jsonIn(value), list.map(jsonIn), list];
  const accepted = [value, ...candidates].find((candidate) => field.safeParse(candidate).success);
  const partly = candidates.find((candidate) =>
    field.safeParse(candidate).error?.issues.every((issue) => issue.path.length > 0),
  );
  return accepted ?? partly ?? jsonIn(value);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
