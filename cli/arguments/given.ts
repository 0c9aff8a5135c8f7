import { parseArgs } from 'node:util';
import type { CommandSpecification } from './specification';
import { nearest } from './suggest';

/** What stands on the command line after the command, checked against its table but not yet understood. */
export interface Given {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly switches: ReadonlySet<string>;
  readonly positionals: readonly string[];
  readonly mistakes: readonly string[];
}

/** Sorts arguments into options, switches and the rest; every mistake is a sentence. Never throws. */
export function given(args: readonly string[], specification: CommandSpecification): Given {
  const { options } = specification;
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      ...Object.fromEntries(
        Object.entries(options).map(([name, { value }]) => [
          name,
          { type: value === undefined ? 'boolean' : 'string' },
        ]),
      ),
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const switches = new Set<string>();
  const positionals: string[] = [];
  const mistakes: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const mistake = mistakeOf(token, specification);
    if (mistake) mistakes.push(mistake);
    else if (token.value === undefined) switches.add(token.name);
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value]);
  }
  for (const [name, { repeatable }] of Object.entries(options)) {
    const times = values.get(name)?.length ?? 0;
    if (times > 1 && !repeatable) mistakes.push(`--${name} is given ${times} times; give it once`);
  }
  const tolerated = specification.positional || mistakes.length > 0;
  const extra = tolerated ? undefined : positionals[0];
  if (extra !== undefined) mistakes.push(`'${extra}' is one argument too many; put values behind an option`);
  return { values, switches, positionals, mistakes };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function mistakeOf(token: OptionToken, { options }: CommandSpecification): string | undefined {
  const { name, rawName, value, inlineValue } = token;
  if (name === 'help') return undefined;
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) {
    const near = nearest(name, [...Object.keys(options), 'help']);
    return `there is no option ${rawName}${near ? `; did you mean --${near}?` : ''}`;
  }
  if (option.value === undefined) {
    return value === undefined ? undefined : `${rawName} takes no value, got '${value}'`;
  }
  if (value === undefined || value === '') return `${rawName} needs a value: ${rawName} ${option.value}`;
  if (!inlineValue && value.startsWith('-') && value !== '-') {
    return `${rawName} needs a value before ${value}; if ${value} is the value, write ${rawName}=${value}`;
  }
  return undefined;
}
